//! The `okta-event-hooks` command: manage, receive and try out Okta event hooks.

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

use std::process::ExitCode;

use args::{Cli, Command};
use output::Output;

fn main() -> ExitCode {
    let cli = match Cli::from_args() {
        Ok(cli) => cli,
        // Help and versions are such errors too. Nobody is left to tell when they cannot be printed.
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
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
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
