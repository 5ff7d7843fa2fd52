//! `hooks apply`: brings an org to what a file says.

use std::io::Read as _;
use std::path::Path;

use okta_event_hooks::{Client, Secret};
use serde::Serialize;

use self::execute::{Ended, Work};
use super::show_plan::{self, Line, hooks};
use crate::args::{ApplyArgs, Connection};
use crate::confirm::confirm;
use crate::connection;
use crate::exit::{Exit, Failure};
use crate::hooks_file::{self, HooksFile};
use crate::output::{self, Output, style};
use crate::plan::{self, Planned, Step, Wish};

mod execute;

/// All of it, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    org_url: &'a str,
    dry_run: bool,
    hooks: Vec<Line<'a>>,
}

pub(super) fn run(args: &ApplyArgs, connection: &Connection, output: Output) -> Result<(), Failure> {
    let HooksFile { entries, warnings } = read(&args.file)?;
    for warning in &warnings {
        output::error("warning", &warning.to_string());
    }
    let client = connection::client(connection)?;
    let org = client.list_event_hooks()?;
    for unreadable in org.iter().filter_map(|item| item.as_ref().err()) {
        output::error("warning", &format!("{unreadable}; it is left alone"));
    }
    let wish = Wish { prune: args.prune, update_secrets: args.update_secrets, verify: args.verify };
    let plan = plan::plan(&entries, &org, wish).map_err(hooks_file::failure)?;

    let changing = plan.iter().filter(|planned| !planned.steps.is_empty()).count();
    if !output.is_json() {
        show(&client, &plan, output)?;
    }
    if args.dry_run {
        return report_plan(&client, &plan, output);
    }
    let secrets = secrets(&plan)?;
    if changing > 0 {
        if output.is_json() && !args.yes {
            return Err(
                Failure::usage("with JSON it shows no plan to ask about").hint("pass --yes, or --dry-run")
            );
        }
        let question = || format!("Do this in {} ({})?", client.org_url(), show_plan::summary(&plan));
        confirm(args.yes, || Ok(question()))?;
    }
    let ended =
        execute::all(&client, Work { plan: &plan, secrets, wish, fail_fast: args.fail_fast }, output)?;
    if output.is_json() {
        let lines = plan.iter().zip(&ended).map(|(planned, ended)| ended.line(planned)).collect();
        report(&client, false, lines, output)?;
    }
    summarize(&ended, output)
}

fn read(path: &Path) -> Result<HooksFile, Failure> {
    let mut text = String::new();
    let is_stdin = path == Path::new("-");
    let read = if is_stdin {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    let name = if is_stdin { "stdin".to_owned() } else { path.display().to_string() };
    read.map_err(|error| Failure::usage(format!("{name} cannot be read: {error}")))?;
    hooks_file::read(&text, &name, path.parent().filter(|_| !is_stdin)).map_err(hooks_file::failure)
}

fn show(client: &Client, plan: &[Planned], output: Output) -> Result<(), Failure> {
    for planned in plan.iter().filter(|planned| !planned.steps.is_empty()) {
        output.text(&format!("{}\n", show_plan::planned(planned)))?;
    }
    let org = client.org_url();
    if plan.iter().all(|planned| planned.steps.is_empty()) {
        let (count, are) = (hooks(plan.len()), if plan.len() == 1 { "is" } else { "are" });
        return output.text(&format!("Nothing to do: {count} of {org} {are} as the file says."));
    }
    output.text(&style::paint(style::HEADING, &format!("{org}: {}", show_plan::summary(plan))))
}

fn report_plan(client: &Client, plan: &[Planned], output: Output) -> Result<(), Failure> {
    if output.is_json() {
        return report(client, true, plan.iter().map(Line::from).collect(), output);
    }
    output.text("This was a dry run: nothing was sent.")
}

fn report(client: &Client, dry_run: bool, hooks: Vec<Line<'_>>, output: Output) -> Result<(), Failure> {
    if output.is_lines() {
        return output.json_list(&hooks);
    }
    output.json_pretty(&Document { org_url: client.org_url().as_str(), dry_run, hooks })
}

/// The secrets that are sent, read before anything is.
fn secrets(plan: &[Planned]) -> Result<Vec<Option<Secret>>, Failure> {
    let sent =
        |planned: &&Planned| planned.steps.iter().any(|step| matches!(step, Step::Create | Step::Replace));
    let secret = |planned: &Planned| {
        let reference = Some(planned).filter(sent).and_then(|planned| planned.secret.as_ref());
        let member = format!("the secret of {}", planned.name);
        reference.map(|reference| reference.read(&member)).transpose()
    };
    let mut failures = Vec::new();
    let mut secrets = Vec::with_capacity(plan.len());
    for planned in plan {
        match secret(planned) {
            Ok(secret) => secrets.push(secret),
            Err(failure) => failures.push(failure),
        }
    }
    let Some(last) = failures.pop() else { return Ok(secrets) };
    for failure in &failures {
        output::error("error", failure.message());
    }
    Err(last.hint("nothing was sent; --dry-run works without secrets"))
}

fn summarize(ended: &[Ended], output: Output) -> Result<(), Failure> {
    let count = |is: fn(&Ended) -> bool| ended.iter().filter(|ended| is(ended)).count();
    let (done, failed) = (count(Ended::is_done), count(Ended::is_failed));
    let (open, unknown) = (count(Ended::is_open), count(Ended::is_unknown));
    if failed + open + unknown == 0 {
        if done > 0 && !output.is_json() {
            return output.text(&format!("Done: {} changed.", hooks(done)));
        }
        return Ok(());
    }
    let exit = if unknown > 0 { Exit::OutcomeUnknown } else { Exit::Failed };
    let parts = [(done, "done"), (failed, "failed"), (unknown, "unknown"), (open, "not done")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
    Err(Failure::new(
        exit,
        format!("the org is not as the file says: of its event hooks {}", parts.join(", ")),
    )
    .hint("mend that and run it again: it looks first, and what is done is not done twice"))
}
