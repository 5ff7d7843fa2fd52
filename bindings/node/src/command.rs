//! The command `okta-event-hooks`.

use napi_derive::napi;

/// Runs the command and returns its exit code. The first argument is the name of the program.
#[napi(catch_unwind)]
pub fn run_command(arguments: Vec<String>) -> u8 {
    okta_event_hooks_cli::run(arguments.into_iter().map(Into::into).collect())
}
