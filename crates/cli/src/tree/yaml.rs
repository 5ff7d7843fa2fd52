//! Writes YAML. A library would do, if it could write a number of thirty digits as it is.

use super::Tree;
use crate::output::json_text;

pub(super) fn write(tree: &Tree) -> String {
    let mut out = String::new();
    match tree {
        Tree::Map(members) if !members.is_empty() => map(&mut out, members, 0),
        Tree::List(items) if !items.is_empty() => list(&mut out, items, 0),
        scalar => {
            out.push_str(&one_line(scalar));
            out.push('\n');
        }
    }
    out
}

fn map(out: &mut String, members: &[(String, Tree)], depth: usize) {
    for (at, (name, value)) in members.iter().enumerate() {
        // The first member of an item stands behind the dash.
        if at > 0 || !out.ends_with("- ") {
            out.extend(std::iter::repeat_n("  ", depth));
        }
        out.push_str(&text(name));
        out.push(':');
        match value {
            Tree::Map(members) if !members.is_empty() && !is_reference(value) => {
                out.push('\n');
                map(out, members, depth + 1);
            }
            Tree::List(items) if !items.is_empty() => {
                out.push('\n');
                list(out, items, depth + 1);
            }
            scalar => {
                out.push(' ');
                out.push_str(&one_line(scalar));
                out.push('\n');
            }
        }
    }
}

fn list(out: &mut String, items: &[Tree], depth: usize) {
    for item in items {
        out.extend(std::iter::repeat_n("  ", depth));
        out.push_str("- ");
        match item {
            Tree::Map(members) if !members.is_empty() => map(out, members, depth + 1),
            // A list in a list is rare: JSON is YAML.
            other => {
                out.push_str(&one_line(other));
                out.push('\n');
            }
        }
    }
}

/// `{env: NAME}` and its like read better on one line.
fn is_reference(tree: &Tree) -> bool {
    matches!(tree.members(), [(name, Tree::Text(_))] if name == "env" || name == "file")
}

fn one_line(tree: &Tree) -> String {
    match tree {
        Tree::Null => "null".to_owned(),
        Tree::Bool(value) => value.to_string(),
        Tree::Number(number) => number.to_string(),
        Tree::Text(value) => text(value),
        Tree::List(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        Tree::Map(members) => {
            let members = members.iter().map(|(name, value)| format!("{}: {}", text(name), one_line(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Without quotes where no reader of YAML can take it for anything else; else as in JSON, which is YAML.
fn text(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ');
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_url = text.starts_with("https://") || text.starts_with("http://");
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let plain = starts_well
        && text.strip_prefix("https:").or(text.strip_prefix("http:")).unwrap_or(text).chars().all(is_word)
        && (is_url || !text.contains(':'))
        && !text.ends_with(' ')
        && !words.iter().any(|word| text.eq_ignore_ascii_case(word));
    // `1.0.0` is no number to anybody.
    let version = text.split('.').count() == 3
        && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if plain || version { text.to_owned() } else { json_text(text) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Source;
    use super::*;

    fn trees() -> impl Strategy<Value = Tree> {
        let texts = prop_oneof![".{0,12}", "[ -~]{0,10}", "[a-z:#&*!|>'\"%@`{}\\[\\], .\\-0-9]{0,6}"];
        let leaf = prop_oneof![
            Just(Tree::Null),
            any::<bool>().prop_map(Tree::Bool),
            "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,3})?(e[0-9])?".prop_map(|text| Tree::Number(text.into())),
            texts.prop_map(Tree::Text),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
                prop::collection::btree_map("[ -~]{1,6}", inner, 0..4)
                    .prop_map(|members| Tree::Map(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(tree in trees()) {
            let tree = Tree::Map(vec![("eventHooks".to_owned(), tree)]);
            let text = tree.to_yaml();
            let read = Source::read(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(read.tree, tree, "{}", text);
        }
    }

    #[test]
    fn it_looks_as_people_write_it() {
        let json = r#"{"a":[{"name":"User feed","value":{"env":"X"}},"yes"],"uri":"https://x.example/a?b=1",
            "u":"https://x.example/a","v":"1.0.0","list":[],"m":{},"expr":"event.outcome.result eq 'FAILURE'"}"#;
        let expected = "a:\n  - name: User feed\n    value: {env: X}\n  - \"yes\"\nuri: \"https://x.example/a?b=1\"\n\
                        u: https://x.example/a\nv: 1.0.0\nlist: []\nm: {}\nexpr: \"event.outcome.result eq 'FAILURE'\"\n";
        assert_eq!(Tree::from_json(json).unwrap().to_yaml(), expected);
    }
}
