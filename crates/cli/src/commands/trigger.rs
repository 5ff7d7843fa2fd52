//! `trigger`: makes an event happen in an emulated org.

use okta_event_hooks::LogEvent;

use crate::args::{Connection, TriggerArgs};
use crate::exit::Failure;
use crate::output::{Output, Table};
use crate::{connection, control};

pub(crate) fn run(args: &TriggerArgs, connection: &Connection, output: Output) -> Result<(), Failure> {
    let event = control::trigger(&connection::org(connection)?, &args.event_type)?;
    if output.is_json() {
        return output.json_pretty(&event);
    }
    output.text(&describe(&event).lines(""))
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
