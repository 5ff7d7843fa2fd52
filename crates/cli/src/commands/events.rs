//! `events`: the catalogue of event types.

use serde::Serialize;

use crate::args::{EventsCommand, SearchArgs};
use crate::catalogue::{self, EventType};
use crate::exit::{Exit, Failure};
use crate::output::{Output, Table, clean};

/// A line for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::struct_excessive_bools, reason = "each is a column of Okta's")]
struct Line {
    event_type: &'static str,
    event_hook_eligible: bool,
    beta: bool,
    oie_only: bool,
    release: &'static str,
    category: &'static str,
    internal: bool,
    in_public_csv: bool,
}

pub(crate) fn run(command: &EventsCommand, output: Output) -> Result<(), Failure> {
    match command {
        EventsCommand::Search(args) => search(args, output),
        EventsCommand::Show(args) => show(&args.event_type, output),
    }
}

fn search(args: &SearchArgs, output: Output) -> Result<(), Failure> {
    let words: Vec<String> = args.words.iter().map(|word| word.to_lowercase()).collect();
    let matches = |found: &EventType| {
        let (id, category) = (found.id.to_lowercase(), found.category.to_lowercase());
        (found.eligible || !args.eligible)
            && (found.beta || !args.beta)
            && words.iter().all(|word| id.contains(word) || category.contains(word))
    };
    let mut table = Table::with_heading(["ELIGIBLE", "BETA", "OIE-ONLY", "SINCE", "TYPE"]);
    let mut count = 0_usize;
    for found in catalogue::all().filter(matches) {
        count += 1;
        if output.is_json() {
            output.json_line(&line(found))?;
        } else {
            let EventType { id, eligible, beta, oie_only, since, .. } = found;
            // Types are long, and last, so that lines break as seldom as can be.
            table.row([yes(eligible), yes(beta), yes(oie_only), since, id]);
        }
    }
    match count {
        _ if output.is_json() => Ok(()),
        0 => output.text(&nothing(args)),
        1 => output.text(&format!("{}\n1 event type", table.lines(""))),
        _ => output.text(&format!("{}\n{count} event types", table.lines(""))),
    }
}

fn nothing(args: &SearchArgs) -> String {
    let what = match (args.eligible, args.beta) {
        (true, true) => "No eligible beta type",
        (true, false) => "No eligible type",
        (false, true) => "No beta type",
        (false, false) => "No type",
    };
    let near = match args.words.as_slice() {
        [word] => catalogue::near(word),
        _ => Vec::new(),
    };
    let near = if near.is_empty() { String::new() } else { format!(" Near: {}.", near.join(", ")) };
    format!(
        "{what} in the catalogue of {} has all of: {}.{near}",
        catalogue::RELEASE,
        clean(&args.words.join(" "))
    )
}

fn show(event_type: &str, output: Output) -> Result<(), Failure> {
    let Some(found) = catalogue::find(event_type) else {
        let failure = Failure::new(
            Exit::Failed,
            format!(
                "{event_type} is not in the catalogue of {}; a later release may have it",
                catalogue::RELEASE
            ),
        );
        return Err(failure.hint(match catalogue::near(event_type).as_slice() {
            [] => "search for it: `okta-event-hooks events search WORDS`".to_owned(),
            near => format!("did you mean {}?", near.join(", ")),
        }));
    };
    if output.is_json() {
        return output.json_line(&line(found));
    }
    let mut table = Table::new();
    table.row(["type", found.id]);
    table.row([
        "hook-eligible",
        if found.eligible { "yes" } else { "no: an event hook cannot subscribe to it" },
    ]);
    table.row(["beta", if found.beta { "yes: Okta may change or withdraw it" } else { "no" }]);
    table.row(["org", if found.oie_only { "Identity Engine only" } else { "any" }]);
    table.row(["since", found.since]);
    table.row(["category", found.category]);
    let public = if found.public { "yes" } else { "no" };
    table.row(["in Okta's CSV", if found.internal { "no: it is internal" } else { public }]);
    output.text(&table.lines(""))?;
    if found.eligible {
        output.text(&format!("\nTry it in an emulated org:  okta-event-hooks trigger {}", found.id))?;
    }
    Ok(())
}

fn line(found: EventType) -> Line {
    Line {
        event_type: found.id,
        event_hook_eligible: found.eligible,
        beta: found.beta,
        oie_only: found.oie_only,
        release: found.since,
        category: found.category,
        internal: found.internal,
        in_public_csv: found.public,
    }
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "-" }
}
