//! The command line. The help texts are here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::secret_arg::SecretArg;

mod completions;
mod demo;
mod doctor;
mod emulator;
mod events;
mod hooks;
mod hooks_file;
mod listen;
mod logs;
mod printing;
mod trigger;

use completions::COMPLETIONS_HELP;
use demo::DEMO_HELP;
use doctor::DOCTOR_HELP;
use emulator::EMULATOR_HELP;
use events::EVENTS_HELP;
use hooks::HOOKS_HELP;
use listen::LISTEN_HELP;
use logs::LOGS_HELP;
use trigger::TRIGGER_HELP;

pub(crate) use completions::CompletionsArgs;
pub(crate) use demo::{DemoArgs, DemoAuth};
pub(crate) use doctor::DoctorArgs;
pub(crate) use emulator::EmulatorArgs;
pub(crate) use events::{EventsArgs, EventsCommand, SearchArgs};
pub(crate) use hooks::{
    CreateArgs, DeliveriesArgs, HooksArgs, HooksCommand, ReplaceArgs, SpecArgs, SureArgs,
};
pub(crate) use hooks_file::{ApplyArgs, ExportArgs};
pub(crate) use listen::{LISTEN_PORT, ListenArgs};
pub(crate) use logs::LogsArgs;
pub(crate) use printing::Printing;
pub(crate) use trigger::TriggerArgs;

const AFTER_HELP: &str = "\
Examples:
  okta-event-hooks demo                    see all of it work on this machine
  okta-event-hooks emulator                run an Okta org for tests
  okta-event-hooks listen                  run a receiver that prints events
  okta-event-hooks doctor URL              find what is wrong with a receiver
  okta-event-hooks events search mfa       find event types
  okta-event-hooks hooks list              list the event hooks of your org
  okta-event-hooks hooks export -o h.yaml  write them into a file
  okta-event-hooks hooks apply h.yaml      bring the org to what a file says
  okta-event-hooks logs --follow           see what happens in the org

The org and the token come from --org-url and --token, or from where Okta's own SDKs look: \
~/.okta/okta.yaml, .okta.yaml or okta.yaml in this folder, OKTA_CLIENT_ORGURL and \
OKTA_CLIENT_TOKEN (the last one found wins). With --org NAME they come from okta.profiles.NAME in \
the nearest of these files, and from nowhere else.

Exit codes:
  0  done
  1  Okta refused, or it failed
  2  wrong usage or input; nothing was sent
  3  no such event hook (404)
  4  rate limited
  5  no answer, or one that is not Okta's
  6  the outcome is unknown: the hook may exist; look before you create it again
  130  interrupted; Ctrl-C ends emulator, listen and logs --follow with 0

Not affiliated with Okta.";

/// The commands that call no API of Okta's, and the options of [`Connection`] that mean something to them all the same.
const LOCAL: [(&str, &[(&str, &str)]); 7] = [
    ("demo", &[]),
    ("emulator", &[]),
    ("listen", &[("ca_file", "Also trust the certificates of this PEM file, when forwarding")]),
    (
        "doctor",
        &[
            (
                "timeout",
                "How long Okta waits: 3 s, unless its support changed that for your org [default: 3]",
            ),
            ("ca_file", "Also trust the certificates of this PEM file; Okta will not"),
        ],
    ),
    (
        "trigger",
        &[
            ("org_url", "The emulated org, such as http://127.0.0.1:4747"),
            ("org", "A profile of okta.yaml, instead of its okta.client and the variables"),
            ("ca_file", "Also trust the certificates of this PEM file"),
        ],
    ),
    ("events", &[]),
    ("completions", &[]),
];

/// Manages Okta event hooks, receives them, and emulates an org to try them out.
#[derive(Debug, Parser)]
#[command(name = "okta-event-hooks", version, after_help = AFTER_HELP, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) printing: Printing,

    #[command(flatten)]
    pub(crate) connection: Connection,

    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Cli {
    /// Reads the arguments, of which the first is the name of the program.
    pub(crate) fn from_args(arguments: Vec<OsString>) -> Result<Self, clap::Error> {
        // It must be known before the arguments are read: errors of theirs are coloured too.
        printing::set_colour_early(&arguments);
        Self::from_arg_matches(&Self::tree().try_get_matches_from(arguments)?)
    }

    /// The commands, each with the options that mean something to it.
    pub(crate) fn tree() -> clap::Command {
        let mut command = Self::command();
        let foreign = |kept: &[(&str, &'static str)]| -> Vec<clap::Arg> {
            let shown = |arg: &clap::Arg| kept.iter().find(|(id, _)| arg.get_id() == id);
            let options = Connection::augment_args(clap::Command::new("connection"));
            let options = options.get_arguments().map(|arg| match shown(arg) {
                Some((_, help)) => arg.clone().help(*help).help_heading(None::<&str>).display_order(100),
                None => arg.clone().hide(true),
            });
            options.collect()
        };
        // They are taken everywhere, for they may stand before the command; shown only where they mean something.
        for (local, kept) in LOCAL {
            command = command.mut_subcommand(local, |command| command.args(foreign(kept)));
        }
        let json = |id: &str| matches!(id, "json" | "jsonl");
        let printing = Printing::augment_args(clap::Command::new("printing"));
        let printing = printing.get_arguments().filter(|arg| json(arg.get_id().as_str()));
        let hidden: Vec<clap::Arg> = printing.map(|arg| arg.clone().hide(true)).collect();
        command.mut_subcommand("completions", |command| command.args(hidden))
    }
}

/// Which org, and how it is reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "The org")]
pub(crate) struct Connection {
    #[arg(long, global = true, value_name = "URL", help = "The org, such as https://acme.okta.com")]
    pub(crate) org_url: Option<String>,

    /// A profile of okta.yaml, instead of its okta.client and the variables: the org and its token
    #[arg(long, global = true, value_name = "NAME", conflicts_with = "org_url")]
    pub(crate) org: Option<String>,

    /// Where the API token is; never the token itself
    #[arg(long, global = true, value_name = "env:NAME|file:PATH")]
    pub(crate) token: Option<SecretArg>,

    /// The --token is an OAuth 2.0 access token
    #[arg(long, global = true, requires = "token")]
    pub(crate) bearer: bool,

    /// How long a request may take; a verification has 10 s at the least [default: 30]
    #[arg(long, global = true, value_name = "SECS")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: Option<u64>,

    /// Also trust the certificates of this PEM file
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) ca_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = "Show all of it at work on this machine, in seconds", after_help = DEMO_HELP)]
    Demo(DemoArgs),
    #[command(about = "Run an Okta org for tests on 127.0.0.1, until Ctrl-C", after_help = EMULATOR_HELP)]
    Emulator(EmulatorArgs),
    #[command(about = "Run a receiver on 127.0.0.1 that prints what arrives", after_help = LISTEN_HELP)]
    Listen(ListenArgs),
    #[command(about = "Probe a receiver as Okta would, and say what is wrong with it", after_help = DOCTOR_HELP)]
    Doctor(DoctorArgs),
    #[command(about = "Make events happen in an emulated org", after_help = TRIGGER_HELP)]
    Trigger(TriggerArgs),
    #[command(about = "Manage the event hooks of an org", after_help = HOOKS_HELP)]
    Hooks(HooksArgs),
    #[command(about = "Show what happened in an org: its System Log", after_help = LOGS_HELP)]
    Logs(LogsArgs),
    #[command(about = "Search Okta's catalogue of event types", after_help = EVENTS_HELP)]
    Events(EventsArgs),
    #[command(about = "Print a script that completes commands in a shell", after_help = COMPLETIONS_HELP)]
    Completions(CompletionsArgs),
}
