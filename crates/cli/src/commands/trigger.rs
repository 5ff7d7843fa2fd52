//! `trigger`: makes events happen in an emulated org.

use std::collections::HashSet;

use okta_event_hooks::LogEvent;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::args::{Connection, TriggerArgs};
use crate::control::{Attempt, Emulated};
use crate::exit::Failure;
use crate::output::{self, Output, Table};
use crate::{catalogue, connection};

mod outcomes;
mod set;
mod unruly;

use unruly::Unruly;

/// How many events a request has at the most.
const CHUNK: usize = 500;

/// A line for programs, when there is more to tell than one event.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Line<'a> {
    Event { event: &'a LogEvent },
    Attempt { attempt: &'a RawValue },
}

pub(crate) fn run(args: &TriggerArgs, connection: &Connection, output: Output) -> Result<(), Failure> {
    let mut partial = json!({ "eventType": args.event_type });
    for setting in &args.set {
        set::set(&mut partial, setting).map_err(Failure::usage)?;
    }
    let org = Emulated::at(&connection::org(connection)?, connection.ca_file.as_deref())?;
    let waits = args.wait || args.duplicate || args.shuffle || args.count > 1;
    if !waits {
        let events = org.events(&[partial])?;
        warn_of_type(&args.event_type);
        return events.first().map_or(Ok(()), |event| show(event, output));
    }
    let unruly = (args.duplicate || args.shuffle).then(|| Unruly::begin(&org, args)).transpose()?;
    let happened = happen(&org, &partial, args.count, output);
    // Whatever became of it, the deliveries of others go on as usual.
    let ended = unruly.map_or(Ok(()), Unruly::end);
    let (uuids, attempts) = happened?;
    warn_of_type(&args.event_type);
    ended?;
    tell(&uuids, &attempts, output)
}

/// The uuids of the events, and the attempts to deliver them.
type Happened = (HashSet<String>, Vec<(Attempt, Box<RawValue>)>);

fn happen(org: &Emulated, partial: &Value, count: u32, output: Output) -> Result<Happened, Failure> {
    let mut left = usize::try_from(count).unwrap_or(usize::MAX);
    let mut uuids = HashSet::new();
    while left > 0 {
        let chunk = vec![partial.clone(); left.min(CHUNK)];
        left = left.saturating_sub(chunk.len());
        for event in org.events(&chunk)? {
            if output.is_json() {
                output.json_line(&Line::Event { event: &event })?;
            } else if count == 1 {
                show(&event, output)?;
            }
            uuids.insert(event.uuid);
        }
    }
    org.flush()?;
    let ours = |(attempt, _): &(Attempt, Box<RawValue>)| attempt.uuids().any(|uuid| uuids.contains(uuid));
    let attempts = org.deliveries()?.into_iter().filter(ours).collect();
    Ok((uuids, attempts))
}

fn tell(
    uuids: &HashSet<String>,
    attempts: &[(Attempt, Box<RawValue>)],
    output: Output,
) -> Result<(), Failure> {
    if output.is_json() {
        return attempts.iter().try_for_each(|(_, attempt)| output.json_line(&Line::Attempt { attempt }));
    }
    match uuids.len() {
        // It was shown.
        1 => output.text("")?,
        count => output.text(&format!("{count} events happened."))?,
    }
    output.text(&outcomes::of(attempts.iter().map(|(attempt, _)| attempt), uuids, output.width()))
}

/// A type may be newer than the catalogue: it happens all the same.
fn warn_of_type(event_type: &str) {
    match catalogue::find(event_type) {
        Some(found) if found.eligible => {}
        Some(_) => output::error(
            "warning",
            &format!("{event_type} is not event-hook-eligible: no hook can subscribe to it"),
        ),
        None => {
            let near = catalogue::near(event_type);
            let near = if near.is_empty() { String::new() } else { format!("; near: {}", near.join(", ")) };
            let release = catalogue::RELEASE;
            output::error("warning", &format!("{event_type} is not in the catalogue of {release}{near}"));
        }
    }
}

fn show(event: &LogEvent, output: Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.json_pretty(event);
    }
    output.text(&describe(event).lines(""))
}

fn describe(event: &LogEvent) -> Table {
    let mut table = super::event::describe(event);
    let hooks = event.target_event_hook_ids();
    let due = match hooks.as_slice() {
        [] => "none: no hook is active, verified and subscribed to it, with a filter that lets it pass"
            .to_owned(),
        hooks => hooks.join(", "),
    };
    table.row(["hooks due", &due]);
    table
}
