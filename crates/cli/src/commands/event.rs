//! An event for people.

use okta_event_hooks::LogEvent;
use okta_event_hooks::log_event::{Actor, Target};

use crate::output::Table;

/// What happened, when, who did it and to whom.
pub(crate) fn describe(event: &LogEvent) -> Table {
    let mut table = Table::new();
    table.row(["type", &event.event_type]);
    if let Some(message) = &event.display_message {
        table.row(["message", message]);
    }
    table.row(["uuid", &event.uuid]);
    if let Some(published) = &event.published {
        table.row(["published", published.as_str()]);
    }
    if let Some(actor) = &event.actor {
        table.row(["actor", &of_actor(actor)]);
    }
    for target in event.target.iter().flatten() {
        table.row(["target", &of_target(target)]);
    }
    if let Some(outcome) = &event.outcome {
        let parts = [outcome.result.as_deref(), outcome.reason.as_deref()];
        table.row(["outcome", &parts.into_iter().flatten().collect::<Vec<_>>().join(": ")]);
    }
    table
}

fn of_actor(actor: &Actor) -> String {
    entity([&actor.r#type, &actor.display_name, &actor.alternate_id, &actor.id])
}

fn of_target(target: &Target) -> String {
    entity([&target.r#type, &target.display_name, &target.alternate_id, &target.id])
}

/// `User Ada Admin (ada@example.com, 00u…)`, as far as it is known.
fn entity([kind, name, alternate_id, id]: [&Option<String>; 4]) -> String {
    let join = |parts: [&Option<String>; 2], by: &str| {
        parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(by)
    };
    let (who, which) = (join([kind, name], " "), join([alternate_id, id], ", "));
    match (who.is_empty(), which.is_empty()) {
        (false, false) => format!("{who} ({which})"),
        (true, _) => which,
        (false, true) => who,
    }
}
