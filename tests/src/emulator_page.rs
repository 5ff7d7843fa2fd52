//! `docs/emulator.md`: the emulator's rulebook as a page.

use std::path::{Path, PathBuf};

use okta_event_hooks_emulator::Config;
use okta_event_hooks_emulator::rulebook::{DIFFERENCES, GAPS, RULES, Rule, Source};
use serde_json::Value;

const HEAD: &str = r#"# The emulator's rules

<!-- Written by `cargo xtask docs` from crates/emulator/src/rulebook. Do not edit it. -->

What the [emulator](../crates/emulator) does, rule by rule, and how each is known. The project is not affiliated with Okta, and
nothing here has been run against Okta.

**Documented** rules are said by the page of Okta's that is linked (`reference/api/event-hooks` is the former reference, which
redirects now). **Observed** ones were seen in public recordings of traffic with Okta. **Inferred** ones are said by no source:
do not expect a real org to agree. An inferred rule is a switch where another reading is plausible, so that a test can run
under both; where there is none, the reason is given. A test should not rely on a text or an order that is inferred.

## How to set a switch

The third column of the tables names the switch, and its default. In Rust it has the same name in snake case:

```rust
use okta_event_hooks_emulator::{Config, DeleteActive, Emulator, EventTypes, Rules};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = Rules {
        delete_active: DeleteActive::Forbidden,
        event_types: EventTypes::GenerallyAvailable, // without the 50 beta types
        ..Rules::default()
    };
    let emulator = Emulator::start(Config { active_hooks: 10, rules, ..Config::default() })?;
    println!("{}", emulator.url());
    Ok(())
}
```

The same in a seed file, YAML or JSON, for `Config::from_file` and `okta-event-hooks emulator --seed org.yaml`:

```yaml
activeHooks: 10
rules: { deleteActive: forbidden, eventTypes: generallyAvailable }
```
"#;

/// Where it is.
pub fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("docs/emulator.md")
}

/// What it says.
pub fn text() -> String {
    let defaults = serde_json::to_value(Config::default()).unwrap();
    let mut page = HEAD.to_owned();
    for area in RULES {
        page +=
            &format!("\n## {}\n\n| Rule | How we know | Switch and default |\n|---|---|---|\n", area.name);
        for rule in area.rules {
            page += &row(&[rule.text, &source(rule), &switch(rule, &defaults)]);
        }
    }
    page += "\n## Unlike Okta on purpose\n\n| What | Member of `Config`, and default |\n|---|---|\n";
    for difference in DIFFERENCES {
        let setting = difference.setting.map(|name| setting(name, &defaults)).unwrap_or_default();
        page += &row(&[difference.text, &setting]);
    }
    page += "\n## Known gaps\n\n";
    for gap in GAPS {
        page += &format!("- {gap}\n");
    }
    page
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn source(rule: &Rule) -> String {
    let name = |source: &Source| match (source, rule.page) {
        (Source::Documented, Some(page)) => format!("[documented]({page})"),
        (Source::Documented, None) => "documented".to_owned(),
        (Source::Observed, _) => "observed".to_owned(),
        (Source::Inferred, _) => "inferred".to_owned(),
    };
    rule.source.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn switch(rule: &Rule, defaults: &Value) -> String {
    let switch = rule.switch.map(|name| setting(name, defaults));
    let parts: Vec<String> = switch.into_iter().chain(rule.note.map(str::to_owned)).collect();
    parts.join("; ")
}

fn setting(name: &str, defaults: &Value) -> String {
    let value = defaults.pointer(&format!("/{}", name.replace('.', "/"))).unwrap();
    match value {
        Value::Null => format!("`{name}`: none"),
        Value::Array(items) if items.is_empty() => format!("`{name}`: none"),
        Value::Object(_) => format!("`{name}`"),
        Value::String(text) => format!("`{name}`: `{text}`"),
        other => format!("`{name}`: `{other}`"),
    }
}
