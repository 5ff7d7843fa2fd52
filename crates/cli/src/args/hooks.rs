//! The arguments of `hooks`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::hooks_file::{APPLY_HELP, ApplyArgs, EXPORT_HELP, ExportArgs};
use crate::moment::Moment;
use crate::secret_arg::SecretArg;

pub(crate) const HOOKS_HELP: &str = "\
Examples:
  okta-event-hooks hooks list
  okta-event-hooks hooks get who7kd2mQ9vYt3LxB5d7 --json
  okta-event-hooks hooks create --name 'User feed' \\
      --uri https://hooks.example.com/okta \\
      --event user.lifecycle.create --event user.lifecycle.deactivate \\
      --secret env:HOOK_SECRET --verify
  okta-event-hooks hooks deactivate who7kd2mQ9vYt3LxB5d7 --yes
  okta-event-hooks hooks export --output hooks.yaml
  okta-event-hooks hooks apply hooks.yaml

A hook delivers events only while it is ACTIVE and VERIFIED.";

#[derive(Debug, Args)]
pub(crate) struct HooksArgs {
    #[command(subcommand)]
    pub(crate) command: HooksCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum HooksCommand {
    #[command(about = "List all event hooks", after_help = LIST_HELP)]
    List,
    #[command(about = "Show an event hook", after_help = GET_HELP)]
    Get(Id),
    #[command(about = "Create an event hook, active and unverified", after_help = CREATE_HELP)]
    Create(CreateArgs),
    #[command(about = "Change an event hook: get it, apply the options, send it whole", after_help = REPLACE_HELP)]
    Replace(ReplaceArgs),
    #[command(about = "Delete an inactive event hook for good", after_help = DELETE_HELP)]
    Delete(SureArgs),
    #[command(about = "Switch an event hook on", after_help = ACTIVATE_HELP)]
    Activate(Id),
    #[command(about = "Switch an event hook off; events that happen meanwhile are lost for it", after_help = DEACTIVATE_HELP)]
    Deactivate(SureArgs),
    #[command(about = "Have Okta verify the endpoint of an event hook", after_help = VERIFY_HELP)]
    Verify(Id),
    #[command(about = "Show what the System Log says of a hook's deliveries", after_help = DELIVERIES_HELP)]
    Deliveries(DeliveriesArgs),
    #[command(about = "Write the event hooks of an org as a file, without their secrets", after_help = EXPORT_HELP)]
    Export(ExportArgs),
    #[command(about = "Bring the event hooks of an org to what a file says", after_help = APPLY_HELP)]
    Apply(ApplyArgs),
}

const DELIVERIES_HELP: &str = "\
configured  an event that Okta meant to deliver; that is no proof that it did
failed      a delivery that failed, after its one retry
quota       the org is near its daily limit of events, or over it

Okta keeps no list of deliveries and no record of a success, and its log goes back 90 days. To know \
what arrived, compare the last column with what the receiver stored.

Examples:
  okta-event-hooks hooks deliveries who7kd2mQ9vYt3LxB5d7
  okta-event-hooks hooks deliveries who7kd2mQ9vYt3LxB5d7 --since 7d --json";

#[derive(Debug, Args)]
pub(crate) struct DeliveriesArgs {
    #[command(flatten)]
    pub(crate) hook: Id,

    /// From when on: 90s, 30m, 24h or 7d ago, or a date-time
    #[arg(long, value_name = "WHEN", default_value = "24h")]
    pub(crate) since: Moment,
}

/// Which hook.
#[derive(Debug, Args)]
pub(crate) struct Id {
    #[arg(value_name = "ID", help = "The hook's id, such as who7kd2mQ9vYt3LxB5d7")]
    pub(crate) id: String,
}

/// Which hook, and whether to ask first.
#[derive(Debug, Args)]
pub(crate) struct SureArgs {
    #[command(flatten)]
    pub(crate) hook: Id,

    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CreateArgs {
    /// Have the endpoint verified at once; it must be running
    #[arg(long)]
    pub(crate) verify: bool,

    /// Show what would be created, and create nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    // Last, for what follows would stand under its heading.
    #[command(flatten)]
    pub(crate) spec: SpecArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ReplaceArgs {
    #[command(flatten)]
    pub(crate) hook: Id,

    /// Send the hook without its secret: Okta may keep it, drop it or refuse; no document says
    #[arg(long, conflicts_with_all = ["secret", "auth_header"])]
    pub(crate) keep_secret: bool,

    /// Do not ask when the change makes the hook unverified
    #[arg(long)]
    pub(crate) yes: bool,

    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) spec: SpecArgs,
}

/// What a hook is to be.
#[derive(Debug, Args)]
#[command(next_help_heading = "The hook")]
pub(crate) struct SpecArgs {
    /// Its name, unique in the org
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Where it delivers to: a public https address
    #[arg(long, value_name = "URL")]
    pub(crate) uri: Option<String>,

    /// An event type, such as user.lifecycle.create; give it several times
    #[arg(long, value_name = "TYPE")]
    pub(crate) event: Vec<String>,

    /// An event type, and what must hold for its events; give it several times
    #[arg(long, value_name = "TYPE=EXPRESSION")]
    pub(crate) filter: Vec<String>,

    /// A description
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,

    /// A header for each request, no secret; give it several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) header: Vec<HeaderArg>,

    /// Where the hook's secret is; never the secret itself
    #[arg(long, value_name = "env:NAME|file:PATH|-")]
    pub(crate) secret: Option<SecretArg>,

    /// The header that has the secret [default: Authorization]
    #[arg(long, value_name = "NAME", requires = "secret")]
    pub(crate) auth_header: Option<String>,

    /// Take the whole hook from this JSON file, such as `hooks get --json` prints; - is stdin
    #[arg(long, value_name = "PATH")]
    #[arg(conflicts_with_all = ["name", "uri", "event", "filter", "description", "header"])]
    pub(crate) file: Option<PathBuf>,
}

/// `NAME=VALUE`. The value may be a secret after all, and is not quoted in errors.
#[derive(Clone)]
pub(crate) struct HeaderArg(String);

impl HeaderArg {
    pub(crate) fn split(&self) -> Option<(&str, &str)> {
        self.0.split_once('=')
    }
}

impl From<String> for HeaderArg {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for HeaderArg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HeaderArg(hidden)")
    }
}

const LIST_HELP: &str = "\
Examples:
  okta-event-hooks hooks list
  okta-event-hooks hooks list --json \\
      | jq -r '.[] | select(.status == \"ACTIVE\").id'
  okta-event-hooks hooks list --jsonl --org acme

STATE is delivers (active and verified), unverified (active, and waits for its verification) or \
off; STATUS and VERIFICATION are Okta's words, left out where the terminal is too narrow.";

const GET_HELP: &str = "\
Examples:
  okta-event-hooks hooks get who7kd2mQ9vYt3LxB5d7
  okta-event-hooks hooks get who7kd2mQ9vYt3LxB5d7 --json > hook.json";

const CREATE_HELP: &str = "\
Examples:
  okta-event-hooks hooks create --name 'User feed' \\
      --uri https://hooks.example.com/okta \\
      --event user.lifecycle.create --event user.lifecycle.deactivate \\
      --secret env:HOOK_SECRET --verify
  okta-event-hooks hooks create --name 'Failed sign-ins' \\
      --uri https://hooks.example.com/okta \\
      --filter \"user.session.start=event.outcome.result eq 'FAILURE'\" \\
      --secret file:secret.txt
  okta-event-hooks hooks create --file hook.json --secret env:HOOK_SECRET

Needed: --name, --uri and an --event or --filter; or --file. A --filter subscribes to its type, and \
the org needs the feature Event Hook Filtering.";

const REPLACE_HELP: &str = "\
Examples:
  okta-event-hooks hooks replace who7kd2mQ9vYt3LxB5d7 \\
      --description 'Feeds HR' --keep-secret
  okta-event-hooks hooks replace who7kd2mQ9vYt3LxB5d7 \\
      --uri https://new.example.com/okta --secret env:HOOK_SECRET --yes
  okta-event-hooks hooks replace who7kd2mQ9vYt3LxB5d7 \\
      --file hook.json --secret env:HOOK_SECRET
  okta-event-hooks hooks replace who7kd2mQ9vYt3LxB5d7 \\
      --event user.lifecycle.create --secret env:HOOK_SECRET --dry-run

What an option names is replaced as a whole (all of the events, all of the filters, all of the \
headers); the rest stays, also what this program does not know. Okta never returns the secret of a \
hook, so a hook that has one needs --secret again. A changed address, header or secret makes the \
hook unverified: verify it again.";

const DELETE_HELP: &str = "\
Examples:
  okta-event-hooks hooks deactivate who7kd2mQ9vYt3LxB5d7 --yes
  okta-event-hooks hooks delete who7kd2mQ9vYt3LxB5d7 --yes";

const ACTIVATE_HELP: &str = "\
Example:
  okta-event-hooks hooks activate who7kd2mQ9vYt3LxB5d7

It delivers once it is verified, too.";

const DEACTIVATE_HELP: &str = "\
Example:
  okta-event-hooks hooks deactivate who7kd2mQ9vYt3LxB5d7 --yes";

const VERIFY_HELP: &str = "\
Example:
  okta-event-hooks hooks verify who7kd2mQ9vYt3LxB5d7

The hook must be active. Okta sends a GET with a challenge to the hook's address, which must \
answer within 3 s; `okta-event-hooks listen` does.";
