//! A hook for people.

use anstyle::Style;
use okta_event_hooks::{EventHook, Status, VerificationStatus};

use crate::output::{Table, clean, style};

/// One line a hook. Where that does not fit, Okta's two words give way to the one that sums them up, then texts are cut.
pub(super) fn table(hooks: &[&EventHook], width: Option<usize>) -> Table {
    let mut table = Table::with_heading(["ID", "NAME", "STATE", "STATUS", "VERIFICATION", "EVENTS", "URI"]);
    for hook in hooks {
        let events = match hook.events.items.as_slice() {
            [] => "none".to_owned(),
            [one] => one.clone(),
            [first, others @ ..] => format!("{first} +{}", others.len()),
        };
        let (status, verification) = (hook.status.as_str(), hook.verification_status.as_str());
        let (state, style) = glance(hook);
        let texts = [&hook.id, &hook.name, state, status, verification, &events, &hook.channel.config.uri];
        table.styled_row(texts.into_iter().zip([
            style::PLAIN,
            style::PLAIN,
            style,
            style::OFF,
            style::OFF,
            style::PLAIN,
            style::PLAIN,
        ]));
    }
    match width {
        Some(width) if table.width() > width => {
            table.drop_columns(&[3, 4]);
            let [name, events, uri] = [1, 3, 4];
            table.cut(width, &[name, events, uri]);
        }
        _ => {}
    }
    table
}

/// Whether it delivers, in a word.
pub(super) fn glance(hook: &EventHook) -> (&'static str, Style) {
    match (&hook.status, &hook.verification_status) {
        (Status::Active, VerificationStatus::Verified) => ("delivers", style::GOOD),
        (Status::Active, VerificationStatus::Unverified) => ("unverified", style::WAITS),
        (Status::Inactive, _) => ("off", style::OFF),
        _ => ("unknown", style::WAITS),
    }
}

/// All of one hook that a person wants to know.
pub(super) fn details(hook: &EventHook) -> String {
    let mut table = Table::new();
    table.row(["id", &hook.id]);
    table.row(["name", &hook.name]);
    if let Some(description) = &hook.description {
        table.row(["description", description]);
    }
    table.row(["status", &format!("{}, {}", hook.status, hook.verification_status)]);
    table.styled_row([("delivers", style::PLAIN), (&delivers(hook), glance(hook).1)]);
    let config = &hook.channel.config;
    table.row(["uri", &config.uri]);
    for event in &hook.events.items {
        table.row(["event", event]);
    }
    for filter in hook.events.filter.iter().flat_map(|filter| &filter.event_filter_map) {
        table.row(["filter", &format!("{} if {}", filter.event, filter.condition.expression)]);
    }
    for header in config.headers.iter().flatten() {
        // In practice such headers carry keys.
        table.row(["header", &format!("{} (--json shows its value)", header.key)]);
    }
    match &config.auth_scheme {
        Some(scheme) => table.row(["secret", &format!("in {} (Okta never shows it)", scheme.key)]),
        None => table.row(["secret", "none: the endpoint cannot tell who calls it"]),
    }
    if let Some(created) = &hook.created {
        table.row(["created", created.as_str()]);
    }
    if let Some(updated) = &hook.last_updated {
        table.row(["updated", updated.as_str()]);
    }
    table.lines("")
}

/// One line: which hook, its state, what it means.
pub(super) fn state(hook: &EventHook) -> String {
    let EventHook { name, id, status, verification_status, .. } = hook;
    let state = clean(&format!("{name} ({id}) is {status}, {verification_status}"));
    let means = match lacks(hook) {
        _ if hook.delivers() => format!("it delivers; {SOON}"),
        Some(lacks) => format!("it delivers nothing until it is {lacks}"),
        None => "it delivers nothing".to_owned(),
    };
    format!("{state}: {}", style::paint(glance(hook).1, &means))
}

const SOON: &str = "after a change it may take minutes to begin";

fn delivers(hook: &EventHook) -> String {
    match lacks(hook) {
        _ if hook.delivers() => format!("yes; {SOON}"),
        Some(lacks) => format!("no, until it is {lacks}"),
        None => "no".to_owned(),
    }
}

/// What must be done before it delivers, as far as that is known.
fn lacks(hook: &EventHook) -> Option<&'static str> {
    let (off, unverified) =
        (hook.status == Status::Inactive, hook.verification_status == VerificationStatus::Unverified);
    match (off, unverified) {
        (true, true) => Some("activated and verified"),
        (true, false) => Some("activated"),
        (false, true) => Some("verified"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests;
