//! The arguments of `hooks export` and `hooks apply`.

use std::path::PathBuf;

use clap::Args;

pub(super) const EXPORT_HELP: &str = "\
Read-only members are left out; what this program does not know is kept. Okta never shows a secret:
a hook that has one gets `value: {env: HOOK_SECRET_…}`, a reference for you to fill.

Examples:
  okta-event-hooks hooks export > hooks.yaml
  okta-event-hooks hooks export --output hooks.yaml --org acme
  okta-event-hooks hooks export who7kd2mQ9vYt3LxB5d7 --ids
  okta-event-hooks hooks export --json \\
      | jq -r '.eventHooks[].channel.config.uri'";

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The ids of hooks; all hooks unless given
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,

    /// Write to this file instead of stdout
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,

    /// Write the hooks' ids, which tie the file to this org and let it rename hooks
    #[arg(long = "ids")]
    pub(crate) with_ids: bool,
}

pub(super) const APPLY_HELP: &str = "\
A file in YAML or JSON, with Okta's own names of members:

  eventHooks:
    - name: User feed
      status: ACTIVE                      # left out: the state stays as it is
      events:
        items: [user.lifecycle.create, user.lifecycle.deactivate]
      channel:
        config:
          uri: https://hooks.example.com/okta
          authScheme:
            key: Authorization
            value: {env: HOOK_SECRET}     # or {file: PATH}; no secret

It shows what it would do and asks first. A hook is found by its id if the file has one, else by its \
name. A documented member that the file leaves out is taken away; one that this program does not \
know stays. Okta never shows a secret, so a secret alone is no change: --update-secrets sends it. \
A run that failed or was stopped can be repeated: what is done is not done twice.

Examples:
  okta-event-hooks hooks apply hooks.yaml
  okta-event-hooks hooks apply hooks.yaml --dry-run --json
  okta-event-hooks hooks apply hooks.yaml --verify --yes
  okta-event-hooks hooks apply hooks.yaml --prune
  okta-event-hooks hooks export --org staging \\
      | okta-event-hooks hooks apply - --org acme --yes";

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct ApplyArgs {
    /// The file; - is stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,

    /// Show what would be done, and do nothing
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,

    /// Delete the hooks that the file does not have
    #[arg(long)]
    pub(crate) prune: bool,

    /// Verify the hooks that are active and unverified in the end; their endpoints must be running
    #[arg(long)]
    pub(crate) verify: bool,

    /// Send the secrets of all hooks; a hook whose secret differs must be verified again
    #[arg(long)]
    pub(crate) update_secrets: bool,

    /// Stop at the first hook that fails, instead of going on with the others
    #[arg(long)]
    pub(crate) fail_fast: bool,
}
