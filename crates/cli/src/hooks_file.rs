//! Event hooks as a file: a list of hooks under `eventHooks`, each with the members that Okta documents.
//!
//! It differs from what Okta takes in two ways: a secret is a [`Reference`], and `status` says which state is wanted.

use std::path::Path;

use okta_event_hooks::{EventHookSpec, HeaderText, Secret, Status};

use crate::exit::Failure;
use crate::output;
use crate::tree::{Source, Tree};

mod check;
mod export;
mod reference;

pub(crate) use check::Problem;
use check::Report;
pub(crate) use export::export;
pub(crate) use reference::Reference;

/// A hook in a file.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Where it stands, such as `hooks.yaml:3:5: eventHooks[0]`.
    pub(crate) place: String,
    /// Okta's id, if the file has it.
    pub(crate) id: Option<String>,
    /// The state that is wanted; any will do unless the file says so.
    pub(crate) status: Option<Status>,
    /// All else, without the secret.
    pub(crate) spec: EventHookSpec,
    /// Where the secret is.
    pub(crate) secret: Option<Reference>,
}

/// A file that was read, and what is odd about it.
#[derive(Debug)]
pub(crate) struct HooksFile {
    pub(crate) entries: Vec<Entry>,
    pub(crate) warnings: Vec<Problem>,
}

/// A file that cannot be used.
#[derive(Debug, Default)]
pub(crate) struct Wrong {
    pub(crate) problems: Vec<Problem>,
    /// They may explain the problems: a misspelt member is missing, too.
    pub(crate) warnings: Vec<Problem>,
}

impl From<Vec<Problem>> for Wrong {
    fn from(problems: Vec<Problem>) -> Self {
        Self { problems, warnings: Vec::new() }
    }
}

/// Reads a file's text. `name` names it in errors, references to files begin at `folder`.
pub(crate) fn read(text: &str, name: &str, folder: Option<&Path>) -> Result<HooksFile, Wrong> {
    let source = Source::read(text).map_err(|error| vec![Problem::of_source(name, &error)])?;
    let mut report = Report::new(name, &source);
    check::file(&source.tree, &mut report);
    let Report { problems, warnings, .. } = report;
    if !problems.is_empty() {
        return Err(Wrong { problems, warnings });
    }
    let hooks = source.tree.get("eventHooks").map(Tree::items).unwrap_or_default();
    let mut entries = Vec::with_capacity(hooks.len());
    let mut problems = Vec::new();
    for (at, hook) in hooks.iter().enumerate() {
        let path = format!("eventHooks[{at}]");
        let problem = |path: &str, why: String| Problem::at(name, source.place(path), path, why);
        match entry(hook.clone(), folder) {
            Ok(parts) => entries.push(Entry { place: problem(&path, String::new()).place, ..parts }),
            Err((member, why)) => problems.push(problem(&format!("{path}{member}"), why)),
        }
    }
    check::doubles(&entries, &mut problems);
    if problems.is_empty() { Ok(HooksFile { entries, warnings }) } else { Err(Wrong { problems, warnings }) }
}

/// A hook whose members are of the right types. An error has the path of the member, from the hook on.
fn entry(mut hook: Tree, folder: Option<&Path>) -> Result<Entry, (String, String)> {
    check::drop_read_only(&mut hook);
    let text = |tree: Option<Tree>| tree.as_ref().and_then(Tree::text).map(str::to_owned);
    let id = text(hook.take("id"));
    let status = text(hook.take("status")).map(|status| Status::from(status.as_str()));
    default(&mut hook, &["events"], "type", "EVENT_TYPE");
    default(&mut hook, &["channel"], "type", "HTTP");
    default(&mut hook, &["channel"], "version", "1.0.0");
    default(&mut hook, &["channel", "config", "authScheme"], "type", "HEADER");
    let scheme = hook.at_mut(&["channel", "config", "authScheme"]);
    let secret = scheme.and_then(|scheme| scheme.take("value"));
    let secret = secret.and_then(|value| Reference::of(&value, folder));
    let headers = headers(&mut hook, folder)?;

    let wrong = |error: serde_json::Error| (String::new(), format!("is no event hook: {error}"));
    let mut spec = EventHookSpec::from_json(serde_json::to_string(&hook).map_err(wrong)?).map_err(wrong)?;
    for (header, value) in spec.channel.config.headers.iter_mut().flatten().zip(headers) {
        if let Some(value) = value {
            header.value = value;
        }
    }
    Ok(Entry { place: String::new(), id, status, spec, secret })
}

/// The values of those headers that have a reference, which is taken out.
fn headers(hook: &mut Tree, folder: Option<&Path>) -> Result<Vec<Option<HeaderText>>, (String, String)> {
    let Some(Tree::List(headers)) = hook.at_mut(&["channel", "config", "headers"]) else {
        return Ok(Vec::new());
    };
    let mut values = Vec::with_capacity(headers.len());
    for (at, header) in headers.iter_mut().enumerate() {
        let Some(reference) = header.get("value").and_then(|value| Reference::of(value, folder)) else {
            values.push(None);
            continue;
        };
        let path = format!(".channel.config.headers[{at}].value");
        let value: Secret =
            reference.read("value").map_err(|failure| (path, failure.message().to_owned()))?;
        // Okta returns it in clear and does not take it for a secret: as a text it is compared.
        let okta_event_hooks::Header { value, .. } = okta_event_hooks::Header::new("", value.expose());
        values.push(Some(value));
        header.set("value", "".into());
    }
    Ok(values)
}

fn default(hook: &mut Tree, path: &[&str], name: &str, value: &str) {
    if let Some(tree) = hook.at_mut(path)
        && matches!(tree, Tree::Map(_))
        && tree.get(name).is_none_or(|old| *old == Tree::Null)
    {
        tree.set(name, value.into());
    }
}

/// All problems of a file: the first ones on lines of their own, the last one as the failure.
pub(crate) fn failure(wrong: impl Into<Wrong>) -> Failure {
    let Wrong { mut problems, warnings } = wrong.into();
    let last = problems.pop();
    for problem in &problems {
        output::error("error", &problem.to_string());
    }
    for warning in &warnings {
        output::error("warning", &warning.to_string());
    }
    Failure::usage(last.map(|problem| problem.to_string()).unwrap_or_default())
        .hint("nothing was sent; `okta-event-hooks hooks apply --help` shows a file")
}

#[cfg(test)]
mod tests;
