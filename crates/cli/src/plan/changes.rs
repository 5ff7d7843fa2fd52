//! What differs between two hooks, member by member.

use okta_event_hooks::{EventHookSpec, Status};
use serde::Serialize;

use crate::tree::Tree;

/// A member that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// Such as `channel.config.uri` or `channel.config.headers[x-tenant].value`.
    pub(crate) path: String,
    #[serde(flatten)]
    pub(crate) values: Values,
}

/// The values, as far as they may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Values {
    /// `None` where the member is not there.
    Shown { old: Option<Tree>, new: Option<Tree> },
    /// A secret, or what may be one.
    Hidden { hidden: String },
}

impl Change {
    /// A secret is sent. Whether it differs cannot be known.
    pub(crate) fn secret(what: &str) -> Self {
        let hidden = what.to_owned();
        Self { path: format!("{AUTH_SCHEME}.value"), values: Values::Hidden { hidden } }
    }

    pub(crate) fn status(old: Option<&Status>, new: &Status) -> Self {
        let values =
            Values::Shown { old: old.map(|old| old.as_str().into()), new: Some(new.as_str().into()) };
        Self { path: "status".to_owned(), values }
    }

    /// Whether Okta forgets the verification for it.
    pub(crate) fn is_of_channel(&self) -> bool {
        self.path.starts_with("channel")
    }

    fn new(path: String, old: Option<&Tree>, new: Option<&Tree>) -> Self {
        let values = if may_be_secret(&path) {
            let hidden = match (old, new) {
                (None, _) => "added",
                (_, None) => "removed",
                _ => "changed",
            };
            Values::Hidden { hidden: hidden.to_owned() }
        } else {
            Values::Shown { old: old.cloned(), new: new.cloned() }
        };
        Self { path, values }
    }
}

const AUTH_SCHEME: &str = "channel.config.authScheme";

/// In practice custom headers carry keys; of an authentication scheme only two members are known to be none.
fn may_be_secret(path: &str) -> bool {
    let of_scheme = path.strip_prefix(AUTH_SCHEME);
    path.starts_with("channel.config.headers[") && !path.ends_with("].key")
        || of_scheme.is_some_and(|member| !matches!(member, "" | ".type" | ".key"))
}

/// What differs. Orders that mean nothing, and ways to say nothing (`null`, an empty list), make no difference.
///
/// The secret is left out, for one of the two never has it.
pub(crate) fn changes(old: Option<&EventHookSpec>, new: &EventHookSpec) -> Vec<Change> {
    let old = old.map_or(Tree::Map(Vec::new()), comparable);
    let mut changes = Vec::new();
    compare(String::new(), Some(&old), Some(&comparable(new)), &mut changes);
    changes
}

fn compare(path: String, old: Option<&Tree>, new: Option<&Tree>, changes: &mut Vec<Change>) {
    // A member that is null says as little as one that is not there.
    let (old, new) = (old.filter(|old| **old != Tree::Null), new.filter(|new| **new != Tree::Null));
    let is_map = |tree: Option<&Tree>| tree.is_none_or(|tree| matches!(tree, Tree::Map(_)));
    if !is_map(old) || !is_map(new) {
        if !same(old, new) {
            changes.push(Change::new(path, old, new));
        }
        return;
    }
    let members = |tree: Option<&Tree>| tree.map(|tree| tree.members().to_vec()).unwrap_or_default();
    let (of_old, of_new) = (members(old), members(new));
    let only_new = of_new.iter().filter(|(name, _)| !of_old.iter().any(|(old, _)| old == name));
    for (name, _) in of_old.iter().chain(only_new) {
        let dot = if path.is_empty() || name.starts_with('[') { "" } else { "." };
        let of = |tree: Option<&Tree>| tree.and_then(|tree| tree.get(name)).cloned();
        compare(format!("{path}{dot}{name}"), of(old).as_ref(), of(new).as_ref(), changes);
    }
}

/// Whether two values mean the same: the order of members means nothing.
fn same(old: Option<&Tree>, new: Option<&Tree>) -> bool {
    match (old, new) {
        (Some(Tree::Map(old)), Some(Tree::Map(new))) => {
            let of_new = |name: &str| new.iter().find(|(other, _)| other == name).map(|(_, value)| value);
            old.len() == new.len() && old.iter().all(|(name, value)| same(Some(value), of_new(name)))
        }
        (Some(Tree::List(old)), Some(Tree::List(new))) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(Some(old), Some(new)))
        }
        _ => old == new,
    }
}

/// A hook in a form in which equal hooks are equal.
fn comparable(spec: &EventHookSpec) -> Tree {
    // A spec is always JSON.
    let mut tree = Tree::of(spec).unwrap_or(Tree::Null);
    drop_empty(&mut tree, "description");
    if let Some(events) = tree.get_mut("events") {
        if let Some(Tree::List(items)) = events.get_mut("items") {
            items.sort_by(|a, b| a.text().cmp(&b.text()));
            items.dedup();
        }
        drop_empty(events, "filter");
        if let Some(filter) = events.get_mut("filter") {
            // Read-only to some, and there is one language.
            if filter.get("type").and_then(Tree::text) == Some("EXPRESSION_LANGUAGE") {
                filter.take("type");
            }
            by_key(filter, "eventFilterMap", "event", str::to_owned);
            drop_empty(filter, "eventFilterMap");
        }
        drop_empty(events, "filter");
    }
    if let Some(config) = tree.at_mut(&["channel", "config"]) {
        by_key(config, "headers", "key", str::to_ascii_lowercase);
        drop_empty(config, "headers");
        drop_empty(config, "authScheme");
        if let Some(scheme) = config.get_mut("authScheme") {
            scheme.take("value");
            if let Some(Tree::Text(key)) = scheme.get_mut("key") {
                key.make_ascii_lowercase();
            }
        }
    }
    tree
}

fn drop_empty(tree: &mut Tree, name: &str) {
    let is_empty = |value: &Tree| match value {
        Tree::Null => true,
        Tree::List(items) => items.is_empty(),
        Tree::Map(members) => members.is_empty(),
        _ => false,
    };
    if tree.get(name).is_some_and(is_empty) {
        tree.take(name);
    }
}

/// Turns a list of maps into a map of them, by one of their members: their order means nothing.
fn by_key(tree: &mut Tree, list: &str, key: &str, spell: impl Fn(&str) -> String) {
    let Some(Tree::List(items)) = tree.get_mut(list) else { return };
    let mut members: Vec<(String, Tree)> = Vec::with_capacity(items.len());
    for mut item in items.drain(..) {
        let of_item = item.take(key);
        let of_item = of_item.as_ref().and_then(Tree::text).map(&spell).unwrap_or_default();
        let double = members.iter().filter(|(name, _)| name.starts_with(&format!("[{of_item}]"))).count();
        let suffix = if double == 0 { String::new() } else { format!("#{}", double + 1) };
        members.push((format!("[{of_item}]{suffix}"), item));
    }
    tree.set(list, Tree::Map(members));
}
