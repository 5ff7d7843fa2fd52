//! The `okta-event-hooks` command: manage, receive and try out Okta event hooks. A library, so that the packages of other
//! languages bring the same command.

mod agent;
mod args;
mod catalogue;
mod commands;
mod confirm;
mod connection;
mod control;
mod exit;
mod forward;
mod hooks_file;
mod moment;
mod output;
mod plan;
mod secret_arg;
mod server;
mod signals;
mod tree;

use std::ffi::OsString;

use args::{Cli, Command};
use output::Output;

/// Runs the command with these arguments, of which the first is the name of the program. Gives back the exit code.
///
/// It watches for Ctrl-C itself, and a second one ends the process.
///
/// ```
/// assert_eq!(okta_event_hooks_cli::run(["okta-event-hooks", "--version"].map(Into::into).to_vec()), 0);
/// ```
pub fn run(arguments: Vec<OsString>) -> u8 {
    let cli = match Cli::from_args(arguments) {
        Ok(cli) => cli,
        // Help and versions are such errors too. Nobody is left to tell when they cannot be printed.
        Err(error) => {
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    cli.printing.color.set();
    let output = Output::new(&cli.printing);
    let result = match &cli.command {
        Command::Demo(args) => commands::demo::run(args, output),
        Command::Logs(args) => commands::logs::run(args, &cli.connection, output),
        Command::Emulator(args) => commands::emulator::run(args, output),
        Command::Listen(args) => commands::listen::run(args, &cli.connection, output),
        Command::Completions(args) => commands::completions::run(args, output),
        Command::Doctor(args) => commands::doctor::run(args, &cli.connection, output),
        Command::Events(args) => commands::events::run(&args.command, output),
        Command::Trigger(args) => commands::trigger::run(args, &cli.connection, output),
        Command::Hooks(args) => commands::hooks::run(&args.command, &cli.connection, output),
    };
    match result {
        Ok(()) => 0,
        Err(failure) => failure.report(),
    }
}
