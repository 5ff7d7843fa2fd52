//! The `okta-event-hooks` command. All of it is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(okta_event_hooks_cli::run(std::env::args_os().collect()))
}
