//! `hooks deliveries`: what the System Log says of the deliveries of a hook.

use okta_event_hooks::{Client, DeliveryRecord};
use serde::Serialize;

use crate::args::DeliveriesArgs;
use crate::exit::Failure;
use crate::moment::Moment;
use crate::output::{Output, Table};

/// A record, for programs.
#[derive(Serialize)]
struct Record<'a> {
    kind: &'a str,
    event: &'a okta_event_hooks::LogEvent,
}

pub(crate) fn run(client: &Client, args: &DeliveriesArgs, output: Output) -> Result<(), Failure> {
    let until = Moment::now();
    let records = client.hook_deliveries(&args.hook.id, args.since.timestamp(), until.timestamp())?;
    if output.is_json() {
        for record in &records {
            output.json_line(&Record { kind: record.kind(), event: record.event() })?;
        }
        return Ok(());
    }
    if records.is_empty() {
        return output
            .text(&format!("The System Log names {} in nothing since {}.", args.hook.id, args.since));
    }
    let mut table = Table::new();
    for record in &records {
        table.row(row(record));
    }
    output.text(&table.lines(""))?;
    let count = |kind| records.iter().filter(|record| record.kind() == kind).count();
    output.text(&format!(
        "\n{} configured, {} failed. Configured is not delivered: Okta keeps no record of a success.",
        count("configured"),
        count("failed")
    ))
}

fn row(record: &DeliveryRecord) -> [&str; 4] {
    let event = record.event();
    let published = event.published.as_ref().map_or("", |time| time.as_str());
    let reason = event.outcome.as_ref().and_then(|outcome| outcome.reason.as_deref());
    let what = match record {
        DeliveryRecord::Failed(_) => reason.unwrap_or("no reason given"),
        _ => &event.event_type,
    };
    [published, record.kind(), what, &event.uuid]
}
