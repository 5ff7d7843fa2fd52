//! The arguments of `demo`.

use clap::Args;

pub(crate) const DEMO_HELP: &str = "\
It starts an emulated org and a receiver on free ports of 127.0.0.1, then creates an event hook, \
verifies it, has an event delivered, replaces, deactivates and deletes the hook. Nothing leaves \
this machine, nothing stays on it.

Examples:
  okta-event-hooks demo
  okta-event-hooks demo --json         a JSON object a step
  okta-event-hooks demo --auth dpop    as a service app, with DPoP";

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// How the client proves who it is: with an API token, or with access tokens, which dpop binds to a key
    #[arg(long, value_enum, default_value_t = DemoAuth::ApiToken)]
    pub(crate) auth: DemoAuth,
}

/// How the client of the demo proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DemoAuth {
    ApiToken,
    // Access tokens of an OAuth 2.0 service app.
    ServiceApp,
    // Such tokens, bound to a key.
    Dpop,
}
