//! `hooks`: the eight operations, and what the log says of deliveries.

use okta_event_hooks::{Client, Error, EventHook, EventHookSpec, Item, ReplaceEventHook, VerificationStatus};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::args::{Connection, CreateArgs, HooksCommand, ReplaceArgs, SureArgs};
use crate::confirm::confirm;
use crate::exit::Failure;
use crate::output::{self, Output, clean};
use crate::{connection, control};

mod apply;
mod deliveries;
mod dry_run;
mod export;
mod show;
mod show_plan;
mod spec;

use spec::Wanted;

pub(crate) fn run(command: &HooksCommand, connection: &Connection, output: Output) -> Result<(), Failure> {
    let connect = || connection::client(connection);
    match command {
        HooksCommand::List => list(&connect()?, output),
        HooksCommand::Get(hook) => show_hook(&connect()?.get_event_hook(&hook.id)?, output),
        HooksCommand::Create(args) => {
            let spec = Wanted::read(&args.spec)?.create()?;
            create(&connect()?, spec, args, output)
        }
        HooksCommand::Replace(args) => {
            let wanted = Wanted::read(&args.spec)?;
            if wanted.is_nothing() && !args.keep_secret {
                return Err(Failure::usage("nothing to replace: say what changes")
                    .hint("see the examples of `okta-event-hooks hooks replace --help`"));
            }
            replace(&connect()?, args, wanted, output)
        }
        HooksCommand::Delete(args) => delete(&connect()?, args, output),
        HooksCommand::Activate(hook) => show_state(&connect()?.activate_event_hook(&hook.id)?, output),
        HooksCommand::Deactivate(args) => deactivate(&connect()?, args, output),
        HooksCommand::Deliveries(args) => deliveries::run(&connect()?, args, output),
        HooksCommand::Export(args) => export::run(&connect()?, args, output),
        HooksCommand::Apply(args) => apply::run(args, connection, output),
        HooksCommand::Verify(hook) => show_state(&verify(&connect()?, &hook.id)?, output),
    }
}

/// An item of the list, for programs.
#[derive(Serialize)]
#[serde(untagged)]
enum Listed<'a> {
    Hook(&'a EventHook),
    Unreadable { unreadable: &'a RawValue },
}

impl<'a> From<&'a Item<EventHook>> for Listed<'a> {
    fn from(item: &'a Item<EventHook>) -> Self {
        match item {
            Ok(hook) => Self::Hook(hook),
            Err(unreadable) => Self::Unreadable { unreadable: unreadable.json() },
        }
    }
}

fn list(client: &Client, output: Output) -> Result<(), Failure> {
    let items = client.list_event_hooks()?;
    for unreadable in items.iter().filter_map(|item| item.as_ref().err()) {
        output::error("warning", &unreadable.to_string());
    }
    if output.is_json() {
        return output.json_list(&items.iter().map(Listed::from).collect::<Vec<_>>());
    }
    if items.is_empty() {
        return output.text(&format!("{} has no event hooks.", client.org_url()));
    }
    let hooks: Vec<&EventHook> = items.iter().filter_map(|item| item.as_ref().ok()).collect();
    output.text(&show::table(&hooks, output.width()).lines(""))
}

fn create(client: &Client, spec: EventHookSpec, args: &CreateArgs, output: Output) -> Result<(), Failure> {
    if args.dry_run {
        return dry_run::create(client, &spec, args.verify, output);
    }
    let hook = client.create_event_hook(spec)?;
    if !args.verify {
        return show_hook(&hook, output);
    }
    match verify(client, &hook.id) {
        Ok(hook) => show_hook(&hook, output),
        Err(failure) => {
            // It exists all the same: its id is needed to go on.
            show_hook(&hook, output)?;
            Err(failure)
        }
    }
}

fn replace(client: &Client, args: &ReplaceArgs, wanted: Wanted<'_>, output: Output) -> Result<(), Failure> {
    let id = &args.hook.id;
    let old = client.get_event_hook(id)?;
    if args.dry_run {
        return dry_run(args, &old, wanted, output);
    }
    let (name, was) = (old.name.clone(), old.verification_status.clone());
    let old = old.into_spec();
    let channel = old.channel.clone();
    let spec = wanted.replace(old);
    needs_secret(args, &spec)?;
    if was == VerificationStatus::Verified && spec.channel != channel {
        confirm(args.yes, || {
            Ok(format!(
                "Replace the event hook {name:?} ({id})? Its address, header or secret changes: it delivers \
                 nothing until it is verified again."
            ))
        })?;
    }
    let hook = send(client, id, spec, args.keep_secret)?;
    show_hook(&hook, output)
}

fn dry_run(args: &ReplaceArgs, old: &EventHook, wanted: Wanted<'_>, output: Output) -> Result<(), Failure> {
    let spec = wanted.replace(old.clone().into_spec());
    needs_secret(args, &spec)?;
    dry_run::replace(old, &spec, output)
}

fn needs_secret(args: &ReplaceArgs, spec: &EventHookSpec) -> Result<(), Failure> {
    let lacks = spec.channel.config.auth_scheme.as_ref().is_some_and(|scheme| scheme.value.is_none());
    if !lacks || args.keep_secret {
        return Ok(());
    }
    Err(Failure::usage("the hook has a secret, which Okta never shows: it must be sent again")
        .hint("pass --secret env:NAME, or --keep-secret to send the hook without it"))
}

fn send(client: &Client, id: &str, spec: EventHookSpec, keep_secret: bool) -> Result<EventHook, Error> {
    let operation = ReplaceEventHook::new(id, spec);
    client.call(if keep_secret { operation.keep_auth_scheme() } else { operation })
}

/// An emulator knows why a verification failed; Okta does not tell.
fn verify(client: &Client, id: &str) -> Result<EventHook, Failure> {
    client.verify_event_hook(id).map_err(|error| {
        let refused = error.status() == Some(400);
        let failure = Failure::from(error);
        match control::why_unverified(&client.org_url(), id).filter(|_| refused) {
            Some(why) => failure.hint(format!("the emulator tells what Okta would not: {why}")),
            None => failure,
        }
    })
}

fn show_hook(hook: &EventHook, output: Output) -> Result<(), Failure> {
    if output.is_json() { output.json_pretty(hook) } else { output.text(&show::details(hook)) }
}

/// After a change of state, the state.
fn show_state(hook: &EventHook, output: Output) -> Result<(), Failure> {
    if output.is_json() { output.json_pretty(hook) } else { output.text(&show::state(hook)) }
}

fn deactivate(client: &Client, args: &SureArgs, output: Output) -> Result<(), Failure> {
    let id = &args.hook.id;
    confirm(args.yes, || {
        let name = client.get_event_hook(id)?.name;
        Ok(format!(
            "Deactivate the event hook {name:?} ({id})? It misses what happens until it is activated."
        ))
    })?;
    show_state(&client.deactivate_event_hook(id)?, output)
}

fn delete(client: &Client, args: &SureArgs, output: Output) -> Result<(), Failure> {
    #[derive(Serialize)]
    struct Deleted<'a> {
        deleted: &'a str,
    }
    let id = &args.hook.id;
    confirm(args.yes, || {
        let name = client.get_event_hook(id)?.name;
        Ok(format!("Delete the event hook {name:?} ({id}) for good?"))
    })?;
    client.delete_event_hook(id)?;
    if output.is_json() {
        return output.json_pretty(&Deleted { deleted: id });
    }
    output.text(&format!("{} is deleted.", clean(id)))
}
