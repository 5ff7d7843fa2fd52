//! The arguments of `doctor`.

use clap::Args;

use crate::secret_arg::SecretArg;

pub(crate) const DOCTOR_HELP: &str = "\
Unless told otherwise it sends what does no harm: verifications, and deliveries without events, with \
the right secret, a wrong one and none. --deliver adds deliveries with events, which the receiver \
takes for real ones; they say that they are from the doctor, and their uuids begin with d0c70c70. \
In the receiver's log each request id of the doctor's begins with doctor-.

It calls the receiver itself: it follows no redirect, as Okta follows none, and uses no proxy. What \
it finds here, Okta may find otherwise: it comes from another network.

Each finding is ok, warning, failed or skipped, with its cause and its cure. The exit code is 1 if \
one failed, else 0.

Examples:
  okta-event-hooks doctor https://hooks.example.com/okta/events
  okta-event-hooks doctor https://hooks.example.com/okta/events \\
      --secret env:HOOK_SECRET
  okta-event-hooks doctor http://127.0.0.1:4748/ \\
      --secret env:HOOK_SECRET --deliver
  okta-event-hooks doctor https://hooks.example.com/ --json \\
      | jq 'select(.verdict == \"failed\")'";

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// The receiver: what the hook has, or is to have, as its URI
    #[arg(value_name = "URL")]
    pub(crate) url: String,

    /// Where the hook's secret is; never the secret itself
    #[arg(long, value_name = "env:NAME|file:PATH|-")]
    pub(crate) secret: Option<SecretArg>,

    /// The header that has the secret
    #[arg(long, alias = "header", value_name = "NAME", default_value = "Authorization")]
    pub(crate) auth_header: String,

    /// Also deliver events, marked as the doctor's; the receiver will act on them
    #[arg(long, requires = "secret")]
    pub(crate) deliver: bool,

    /// The type of the events
    #[arg(long, value_name = "TYPE", default_value = "user.session.start", requires = "deliver")]
    pub(crate) event: String,
}
