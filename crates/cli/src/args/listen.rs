//! The arguments of `listen`.

use clap::Args;

use crate::secret_arg::SecretArg;

/// The port of a listener, unless another is asked for.
pub(crate) const LISTEN_PORT: u16 = 4748;

pub(crate) const LISTEN_HELP: &str = "\
Okta itself calls public https addresses only. To hear from Okta, put a tunnel in front, for \
example cloudflared or ngrok; the emulator reaches this receiver as it is.

With --forward it stands before an application that you work on: it answers verifications itself, \
checks the secret, and passes each delivery on, with the same body, media type and request \
id, and no other header of the sender's, so that the secret stays here. The sender \
is answered what the application answered, or 502 if it did not within 2.5 s, so that it tries \
again as it would with the application itself.

Examples:
  okta-event-hooks listen                     makes up a secret, prints it
  okta-event-hooks listen --secret env:HOOK_SECRET --path /okta/events
  okta-event-hooks listen --forward http://127.0.0.1:3000/okta/events
  okta-event-hooks listen --json | jq 'select(.type == \"event\").event.eventType'
  okta-event-hooks listen --json --count 1    ends after one event";

#[derive(Debug, Args)]
pub(crate) struct ListenArgs {
    /// The port; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = LISTEN_PORT)]
    pub(crate) port: u16,

    /// Where the hook's secret is; never the secret itself. Without it one is made up and printed
    #[arg(long, value_name = "env:NAME|file:PATH|-")]
    pub(crate) secret: Option<SecretArg>,

    /// The header that has the secret
    #[arg(long, alias = "header", value_name = "NAME", default_value = "Authorization")]
    pub(crate) auth_header: String,

    /// Answer at this path only, such as /okta/events
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<String>,

    /// Pass deliveries on to an application, and answer what it answers
    #[arg(long, value_name = "URL")]
    pub(crate) forward: Option<String>,

    /// End once this many events have arrived and were answered 2xx
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) count: Option<u64>,
}
