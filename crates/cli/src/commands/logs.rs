//! `logs`: the System Log.

use std::thread;
use std::time::Duration;

use okta_event_hooks::{Client, Item, LogEvent, LogPoll, LogQuery};

use crate::args::{Connection, LogsArgs};
use crate::exit::Failure;
use crate::moment::Moment;
use crate::output::{self, Output, Progress, Table};
use crate::{connection, signals};

pub(crate) fn run(args: &LogsArgs, connection: &Connection, output: Output) -> Result<(), Failure> {
    let client = connection::client(connection)?;
    if args.follow { follow(&client, args, output) } else { bounded(&client, args, output) }
}

fn bounded(client: &Client, args: &LogsArgs, output: Output) -> Result<(), Failure> {
    let until = args.until.clone().unwrap_or_else(Moment::now);
    let mut query = LogQuery::between(args.since.timestamp(), until.timestamp()).limit(1000);
    if let Some(filter) = &args.filter {
        query = query.filter(filter);
    }
    if let Some(words) = &args.words {
        query = query.q(words);
    }
    // Where the entries themselves are seen to come, nothing more is needed.
    let progress = if output.is_terminal() { Progress::none() } else { Progress::counting() };
    let mut events = 0;
    for page in client.list_log_events(query) {
        let items = page?.items;
        events += items.len();
        progress.above(|| print(&items, output))?;
        progress.says(format!("{events} entries"));
    }
    drop(progress);
    if events == 0 && !output.is_json() {
        output.text(&format!("Nothing from {} to {until}.", args.since))?;
    }
    Ok(())
}

/// Without an end, until the process is asked to.
fn follow(client: &Client, args: &LogsArgs, output: Output) -> Result<(), Failure> {
    signals::on_end(|| std::process::exit(0))?;
    let mut poll = LogPoll::since(args.since.timestamp()).limit(1000);
    if let Some(filter) = &args.filter {
        poll = poll.filter(filter);
    }
    if let Some(words) = &args.words {
        poll = poll.q(words);
    }
    let mut poller = client.poll_log_events(poll);
    loop {
        let items = poller.poll()?;
        print(&items, output)?;
        // A full page has more behind it.
        if items.len() < 1000 {
            thread::sleep(Duration::from_secs(args.interval));
        }
    }
}

fn print(items: &[Item<LogEvent>], output: Output) -> Result<(), Failure> {
    let mut table = Table::new();
    for item in items {
        match item {
            Ok(event) if output.is_json() => output.json_line(event)?,
            Ok(event) => table.row(row(event)),
            Err(unreadable) => output::error("warning", &format!("{unreadable}: {}", unreadable.json())),
        }
    }
    if output.is_json() || items.is_empty() {
        return Ok(());
    }
    if output.width().is_some_and(|width| table.width() > width) {
        let uuid = 4;
        table.drop_columns(&[uuid]);
    }
    output.text(&table.lines(""))
}

/// When, how it ended, what, by whom, and its id.
fn row(event: &LogEvent) -> [&str; 5] {
    let published = event.published.as_ref().map_or("", |time| time.as_str());
    let result = event.outcome.as_ref().and_then(|outcome| outcome.result.as_deref());
    let actor = event.actor.as_ref();
    let actor = actor.and_then(|actor| actor.alternate_id.as_deref().or(actor.display_name.as_deref()));
    [published, result.unwrap_or("-"), &event.event_type, actor.unwrap_or("-"), &event.uuid]
}
