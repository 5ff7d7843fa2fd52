//! Writes hooks as a file.

use std::collections::HashSet;

use okta_event_hooks::{EventHook, OrgUrl};

use super::check;
use crate::tree::Tree;

/// A file, and what its reader must know.
pub(crate) struct Export {
    pub(crate) tree: Tree,
    /// What stands above the hooks.
    pub(crate) comment: String,
    /// The names of hooks with headers whose values stand there in clear.
    pub(crate) with_headers: Vec<String>,
}

/// The hooks in the order of their names. Ids are written if asked for: names are enough, and fit other orgs too.
pub(crate) fn export(mut hooks: Vec<EventHook>, org: &OrgUrl, with_ids: bool) -> serde_json::Result<Export> {
    hooks.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    let mut variables = HashSet::new();
    let mut with_headers = Vec::new();
    let mut trees = Vec::with_capacity(hooks.len());
    for hook in hooks {
        if hook.channel.config.headers.iter().flatten().next().is_some() {
            with_headers.push(hook.name.clone());
        }
        trees.push(of_hook(hook, with_ids, &mut variables)?);
    }
    let tree = Tree::Map(vec![("eventHooks".to_owned(), Tree::List(trees))]);
    let comment = format!(
        "# The event hooks of {org}. To put them back: okta-event-hooks hooks apply FILE\n\
         # Okta never shows a hook's secret, so `value` of an authScheme says where it is: set this variable, or\n\
         # write {{env: ANOTHER}} or {{file: PATH}}. Never write the secret itself here.\n"
    );
    Ok(Export { tree, comment, with_headers })
}

fn of_hook(hook: EventHook, with_ids: bool, variables: &mut HashSet<String>) -> serde_json::Result<Tree> {
    let (id, status) = (hook.id.clone(), hook.status.clone());
    let spec = Tree::of(&hook.into_spec())?;
    let mut members = Vec::new();
    if with_ids {
        members.push(("id".to_owned(), id.as_str().into()));
    }
    let Tree::Map(rest) = spec else { return Ok(spec) };
    for (name, value) in rest {
        let is_events = name == "events";
        if is_events && matches!(status.as_str(), "ACTIVE" | "INACTIVE") {
            members.push(("status".to_owned(), status.as_str().into()));
        }
        members.push((name, value));
    }
    let mut tree = Tree::Map(members);
    check::drop_read_only(&mut tree);
    drop_empty(&mut tree, &[], "description");
    drop_empty(&mut tree, &["events"], "filter");
    drop_empty(&mut tree, &["channel", "config"], "headers");
    // Okta gives them in an order of its own.
    if let Some(Tree::List(items)) = tree.at_mut(&["events", "items"]) {
        items.sort_by(|a, b| a.text().cmp(&b.text()));
    }
    let name = tree.get("name").and_then(Tree::text).unwrap_or_default().to_owned();
    if let Some(scheme) = tree.at_mut(&["channel", "config", "authScheme"])
        && matches!(scheme, Tree::Map(_))
    {
        let variable = variable(&name, &id, variables);
        scheme.set("value", Tree::Map(vec![("env".to_owned(), variable.as_str().into())]));
    }
    Ok(tree)
}

fn drop_empty(tree: &mut Tree, path: &[&str], name: &str) {
    if let Some(parent) = tree.at_mut(path)
        && parent.get(name).is_some_and(|value| *value == Tree::Null || *value == Tree::List(Vec::new()))
    {
        parent.take(name);
    }
}

/// `User feed (EU)` has its secret in `HOOK_SECRET_USER_FEED_EU`.
fn variable(name: &str, id: &str, taken: &mut HashSet<String>) -> String {
    let words = |text: &str| {
        let text = text.to_ascii_uppercase();
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.map(|word| format!("_{word}")).collect::<String>()
    };
    let of_name = format!("HOOK_SECRET{}", words(name));
    let mut variable = of_name.clone();
    if variable == "HOOK_SECRET" || taken.contains(&variable) {
        variable = of_name + &words(id);
    }
    taken.insert(variable.clone());
    variable
}
