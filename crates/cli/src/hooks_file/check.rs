//! What a file may say: the members that Okta documents, and their types.

use std::fmt;

use super::{Entry, Reference};
use crate::tree::{Place, Source, SourceError, Tree};

/// Something about a file, with its place.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// `hooks.yaml:3:5: eventHooks[0].name`
    pub(crate) place: String,
    why: String,
}

impl Problem {
    pub(super) fn at(file: &str, place: Option<Place>, path: &str, why: impl Into<String>) -> Self {
        let place = place.map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
        let colon = if path.is_empty() { "" } else { ": " };
        Self { place: format!("{file}{place}{colon}{path}"), why: why.into() }
    }

    /// Of an entry as a whole.
    pub(crate) fn of_entry(entry: &Entry, why: impl Into<String>) -> Self {
        Self { place: entry.place.clone(), why: why.into() }
    }

    pub(super) fn of_source(file: &str, error: &SourceError) -> Self {
        Self::at(file, error.place, "", format!("is neither YAML nor JSON: {error}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// What was found.
pub(super) struct Report<'a> {
    file: &'a str,
    source: &'a Source,
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<Problem>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a str, source: &'a Source) -> Self {
        Self { file, source, problems: Vec::new(), warnings: Vec::new() }
    }

    fn wrong(&mut self, path: &str, why: impl Into<String>) {
        self.problems.push(Problem::at(self.file, self.source.place(path), path, why));
    }

    fn odd(&mut self, path: &str, why: &str) {
        self.warnings.push(Problem::at(self.file, self.source.place(path), path, why));
    }
}

/// The type of a member.
enum Shape {
    Text,
    /// A text, or nothing.
    TextOrNull,
    /// One of these.
    Word(&'static [&'static str]),
    Texts,
    Map(&'static [Member]),
    Maps(&'static [Member]),
    /// The secret: a reference, never a text.
    Secret,
    /// A text, or a reference to one.
    TextOrReference,
    /// Okta sets it.
    ReadOnly,
}

struct Member {
    name: &'static str,
    shape: Shape,
    required: bool,
}

const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: true }
}

const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, required: false }
}

const HOOK: &[Member] = &[
    optional("id", Shape::Text),
    required("name", Shape::Text),
    optional("description", Shape::TextOrNull),
    optional("status", Shape::Word(&["ACTIVE", "INACTIVE"])),
    required("events", Shape::Map(EVENTS)),
    required("channel", Shape::Map(CHANNEL)),
    optional("verificationStatus", Shape::ReadOnly),
    optional("created", Shape::ReadOnly),
    optional("createdBy", Shape::ReadOnly),
    optional("lastUpdated", Shape::ReadOnly),
    optional("_links", Shape::ReadOnly),
];

const EVENTS: &[Member] = &[
    optional("type", Shape::Text),
    required("items", Shape::Texts),
    optional(
        "filter",
        Shape::Map(&[optional("type", Shape::Text), required("eventFilterMap", Shape::Maps(FILTER))]),
    ),
];

const FILTER: &[Member] = &[required("event", Shape::Text), required("condition", Shape::Map(CONDITION))];

const CONDITION: &[Member] = &[required("expression", Shape::Text), optional("version", Shape::ReadOnly)];

const CHANNEL: &[Member] = &[
    optional("type", Shape::Text),
    optional("version", Shape::Text),
    required("config", Shape::Map(CONFIG)),
];

const CONFIG: &[Member] = &[
    required("uri", Shape::Text),
    optional("headers", Shape::Maps(HEADER)),
    optional("authScheme", Shape::Map(AUTH_SCHEME)),
    optional("method", Shape::ReadOnly),
];

const HEADER: &[Member] = &[required("key", Shape::Text), required("value", Shape::TextOrReference)];

const AUTH_SCHEME: &[Member] =
    &[optional("type", Shape::Text), required("key", Shape::Text), optional("value", Shape::Secret)];

/// Checks a whole file.
pub(super) fn file(tree: &Tree, report: &mut Report<'_>) {
    let Some(hooks) = tree.get("eventHooks") else {
        return report.wrong("", "has no list `eventHooks`");
    };
    for (name, _) in tree.members().iter().filter(|(name, _)| name != "eventHooks") {
        report.odd(name, "is not known; it is left out");
    }
    if *hooks != Tree::Null {
        maps(hooks, HOOK, "eventHooks", report);
    }
}

fn maps(tree: &Tree, members: &[Member], path: &str, report: &mut Report<'_>) {
    let Tree::List(items) = tree else {
        return report.wrong(path, "must be a list");
    };
    for (at, item) in items.iter().enumerate() {
        map(item, members, &format!("{path}[{at}]"), report);
    }
}

fn map(tree: &Tree, members: &[Member], path: &str, report: &mut Report<'_>) {
    if *tree == Tree::Null {
        return report.wrong(path, "is empty");
    }
    if !matches!(tree, Tree::Map(_)) {
        return report.wrong(path, "must have members, such as name: value");
    }
    for Member { name, .. } in
        members.iter().filter(|member| member.required && tree.get(member.name).is_none())
    {
        report.wrong(path, format!("has no {name}"));
    }
    for (name, value) in tree.members() {
        let path = format!("{path}.{name}");
        match members.iter().find(|member| member.name == name) {
            Some(Member { required: false, .. }) if *value == Tree::Null => {}
            Some(member) => shape(value, &member.shape, &path, report),
            None => report.odd(&path, "is no member that this program knows; it is sent as it is"),
        }
    }
}

fn shape(tree: &Tree, shape: &Shape, path: &str, report: &mut Report<'_>) {
    match shape {
        Shape::Text => match tree {
            Tree::Text(text) if !text.is_empty() => {}
            Tree::Text(_) | Tree::Null => report.wrong(path, "is empty"),
            _ => report.wrong(path, MUST_BE_TEXT),
        },
        Shape::TextOrNull => {
            if tree.text().is_none() {
                report.wrong(path, MUST_BE_TEXT);
            }
        }
        Shape::Word(words) => {
            if !tree.text().is_some_and(|text| words.contains(&text)) {
                report.wrong(path, format!("must be {}", words.join(" or ")));
            }
        }
        Shape::Texts => {
            let Tree::List(items) = tree else {
                return report.wrong(path, "must be a list");
            };
            for (at, item) in items.iter().enumerate() {
                self::shape(item, &Shape::Text, &format!("{path}[{at}]"), report);
            }
            if items.is_empty() {
                report.odd(path, "is empty; Okta takes no hook without an event type");
            }
        }
        Shape::Map(members) => map(tree, members, path, report),
        Shape::Maps(members) => maps(tree, members, path, report),
        Shape::Secret => {
            if tree.text().is_some() {
                report
                    .wrong(path, format!("is a secret in clear, which a file must not hold; {A_REFERENCE}"));
            } else if Reference::of(tree, None).is_none() {
                report.wrong(path, A_REFERENCE);
            }
        }
        Shape::TextOrReference => {
            if tree.text().is_none() && Reference::of(tree, None).is_none() {
                report.wrong(path, "must be text in quotes, {env: NAME} or {file: PATH}");
            }
        }
        Shape::ReadOnly => report.odd(path, "is read-only; it is left out"),
    }
}

const MUST_BE_TEXT: &str = "must be text; put it in quotes";
const A_REFERENCE: &str = "write {env: NAME} or {file: PATH}";

/// Takes out what Okta sets itself.
pub(super) fn drop_read_only(hook: &mut Tree) {
    drop_in(hook, HOOK);
}

fn drop_in(tree: &mut Tree, members: &[Member]) {
    for Member { name, shape, .. } in members {
        if matches!(shape, Shape::ReadOnly) {
            tree.take(name);
            continue;
        }
        match (shape, tree.get_mut(name)) {
            (Shape::Map(members), Some(inner)) => drop_in(inner, members),
            (Shape::Maps(members), Some(Tree::List(items))) => {
                for item in items {
                    drop_in(item, members);
                }
            }
            _ => {}
        }
    }
}

/// A hook that comes twice.
pub(super) fn doubles(entries: &[Entry], problems: &mut Vec<Problem>) {
    for (at, entry) in entries.iter().enumerate() {
        let before = entries.iter().take(at);
        if let Some(other) = before.clone().find(|other| other.spec.name == entry.spec.name) {
            let why =
                format!("has the name {:?} of {}; names are unique in an org", entry.spec.name, other.place);
            problems.push(Problem::of_entry(entry, why));
        } else if let Some(other) = before.filter(|_| entry.id.is_some()).find(|other| other.id == entry.id) {
            problems.push(Problem::of_entry(entry, format!("has the id of {}", other.place)));
        }
    }
}
