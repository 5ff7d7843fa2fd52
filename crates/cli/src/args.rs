//! The command line. The help texts are here.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::moment::Moment;
use crate::secret_arg::SecretArg;

mod completions;
mod doctor;
mod events;
mod hooks;
mod hooks_file;
mod listen;
mod printing;
mod trigger;

use completions::COMPLETIONS_HELP;
use doctor::DOCTOR_HELP;
use events::EVENTS_HELP;
use listen::LISTEN_HELP;
use trigger::TRIGGER_HELP;

pub(crate) use completions::CompletionsArgs;
pub(crate) use doctor::DoctorArgs;
pub(crate) use events::{EventsArgs, EventsCommand, SearchArgs};
pub(crate) use hooks::{
    CreateArgs, DeliveriesArgs, HooksArgs, HooksCommand, ReplaceArgs, SpecArgs, SureArgs,
};
pub(crate) use hooks_file::{ApplyArgs, ExportArgs};
pub(crate) use listen::{LISTEN_PORT, ListenArgs};
pub(crate) use printing::Printing;
pub(crate) use trigger::TriggerArgs;

/// The port of an emulator, unless another is asked for.
pub(crate) const EMULATOR_PORT: u16 = 4747;

const AFTER_HELP: &str = "\
Examples:
  okta-event-hooks demo                     see all of it work, on this machine alone
  okta-event-hooks emulator                 run an Okta org for tests
  okta-event-hooks listen                   run a receiver that prints what arrives
  okta-event-hooks doctor URL               find out what is wrong with a receiver
  okta-event-hooks events search mfa        find event types
  okta-event-hooks hooks list               list the event hooks of your org
  okta-event-hooks logs --since 1h          show what happened in it

The org and the token come from --org-url and --token, or from where Okta's own SDKs look:
~/.okta/okta.yaml, .okta.yaml or okta.yaml in this folder, OKTA_CLIENT_ORGURL and
OKTA_CLIENT_TOKEN (the last one found wins). With --org NAME they come from okta.profiles.NAME in
the nearest of these files, and from nowhere else.

Exit codes:
  0  done
  1  Okta refused, or it failed
  2  wrong usage or input; nothing was sent
  3  no such event hook (404)
  4  rate limited
  5  no answer, or one that is not Okta's
  6  the outcome is unknown: the hook may exist; look before you create it again

Not affiliated with Okta.";

/// The commands that need no org, and the options of [`Connection`] that mean something to them all the same.
const LOCAL: [(&str, &[(&str, &str)]); 6] = [
    ("demo", &[]),
    ("emulator", &[]),
    ("listen", &[("ca_file", "Trust the certificates of this PEM file, too, when forwarding")]),
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
    /// Reads the arguments of this process.
    pub(crate) fn from_args() -> Result<Self, clap::Error> {
        // It must be known before the arguments are read: errors of theirs are coloured too.
        printing::set_colour_early();
        Self::from_arg_matches(&Self::tree().try_get_matches()?)
    }

    /// The commands, each with the options that mean something to it.
    pub(crate) fn tree() -> clap::Command {
        let mut command = Self::command();
        let foreign = |kept: &[(&str, &'static str)]| -> Vec<clap::Arg> {
            let shown = |arg: &clap::Arg| kept.iter().find(|(id, _)| arg.get_id() == id);
            let options = Connection::augment_args(clap::Command::new("connection"));
            let options = options.get_arguments().map(|arg| match shown(arg) {
                Some((_, help)) => arg.clone().help(*help).help_heading(None::<&str>),
                None => arg.clone().hide(true),
            });
            options.collect()
        };
        // They are taken everywhere, for they may stand before the command; shown only where they mean something.
        for (local, kept) in LOCAL {
            command = command.mut_subcommand(local, |command| command.args(foreign(kept)));
        }
        command
    }
}

/// Which org, and how it is reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of hooks, logs and trigger")]
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

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// How the client proves who it is
    #[arg(long, value_enum, default_value_t = DemoAuth::ApiToken)]
    pub(crate) auth: DemoAuth,
}

/// How the client of the demo proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DemoAuth {
    /// By an API token
    ApiToken,
    /// By access tokens of an OAuth 2.0 service app
    ServiceApp,
    /// By access tokens bound to a key (DPoP)
    Dpop,
}

const LOGS_HELP: &str = "\
A filter is a SCIM expression, such as: eventType sw \"event_hook\". It needs the scope
okta.logs.read. Okta keeps 90 days, and an entry may come minutes late.

Examples:
  okta-event-hooks logs --since 1h
  okta-event-hooks logs --since 7d --filter 'eventType eq \"event_hook.delivery\"'
  okta-event-hooks logs --follow --json | jq .eventType";

#[derive(Debug, Args)]
pub(crate) struct LogsArgs {
    /// From when on: 90s, 30m, 24h or 7d ago, or a date-time
    #[arg(long, value_name = "WHEN", default_value = "1h")]
    pub(crate) since: Moment,

    /// Up to when; now unless set
    #[arg(long, value_name = "WHEN", conflicts_with = "follow")]
    pub(crate) until: Option<Moment>,

    /// Only entries for which this holds
    #[arg(long, value_name = "EXPRESSION")]
    pub(crate) filter: Option<String>,

    /// Only entries with all of these words
    #[arg(long = "q", value_name = "WORDS")]
    pub(crate) words: Option<String>,

    /// Go on as things happen, until Ctrl-C
    #[arg(long)]
    pub(crate) follow: bool,

    /// How many seconds to wait when nothing has happened; an org allows few requests a minute
    #[arg(long, value_name = "SECS", default_value_t = 10, requires = "follow")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) interval: u64,
}

const DEMO_HELP: &str = "\
It starts an emulated org and a receiver on free ports of 127.0.0.1, then creates an event hook,
verifies it, has an event delivered, replaces, deactivates and deletes the hook. Nothing leaves
this machine, nothing stays on it.

Examples:
  okta-event-hooks demo
  okta-event-hooks demo --json         one JSON object a step; the exit code is 0 when all went well
  okta-event-hooks demo --auth dpop    as a service app, with tokens bound to a key";

const EMULATOR_HELP: &str = "\
The org keeps all in memory, and starts empty unless there is a seed. What it does, and how sure it
is that Okta does the same, is in docs/emulator.md. Under /emulator it has what Okta has not: events
on request, a clock, faults, snapshots; GET /emulator/openapi.yaml describes it.

Examples:
  okta-event-hooks emulator
  okta-event-hooks emulator --seed org.yaml
  okta-event-hooks emulator --tls --tls-ca ca.pem     https; SSL_CERT_FILE=ca.pem for its clients
  okta-event-hooks emulator --port 0 --json    the first line is {\"orgUrl\": …, \"apiToken\": …}
  okta-event-hooks emulator --api-token env:TEST_TOKEN";

#[derive(Debug, Args)]
pub(crate) struct EmulatorArgs {
    /// The port; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = EMULATOR_PORT)]
    pub(crate) port: u16,

    /// Accept this token instead of one that is made up. It is no secret: it is printed
    #[arg(long, value_name = "env:NAME|file:PATH")]
    pub(crate) api_token: Option<SecretArg>,

    /// Refuse hooks to http addresses, as Okta does
    #[arg(long)]
    pub(crate) require_https: bool,

    /// Begin with what this file describes, YAML or JSON: settings, hooks, events, apps, faults
    #[arg(long, value_name = "PATH")]
    pub(crate) seed: Option<PathBuf>,

    /// Add the faults of this file, a list in YAML or JSON
    #[arg(long, value_name = "PATH")]
    pub(crate) faults: Option<PathBuf>,

    /// Serve https, with a certificate that is made at the start
    #[arg(long)]
    pub(crate) tls: bool,

    /// Write the certificate that clients have to trust into this file
    #[arg(long, value_name = "PATH", requires = "tls")]
    pub(crate) tls_ca: Option<PathBuf>,

    /// Also trust the certificates of this PEM file when an https receiver is called
    #[arg(long, value_name = "PATH")]
    pub(crate) receiver_ca: Option<PathBuf>,

    /// Let the time stand still at this moment, until it is moved by POST /emulator/clock
    #[arg(long, value_name = "WHEN")]
    pub(crate) clock: Option<Moment>,
}

const HOOKS_HELP: &str = "\
Examples:
  okta-event-hooks hooks list
  okta-event-hooks hooks get who7kd2mQ9vYt3LxB5d7 --json
  okta-event-hooks hooks create --name 'User feed' --uri https://hooks.example.com/okta \\
      --event user.lifecycle.create --event user.lifecycle.deactivate \\
      --secret env:HOOK_SECRET --verify
  okta-event-hooks hooks deactivate who7kd2mQ9vYt3LxB5d7 --yes
  okta-event-hooks hooks export --output hooks.yaml
  okta-event-hooks hooks apply hooks.yaml

A hook delivers events only while it is ACTIVE and VERIFIED.";
