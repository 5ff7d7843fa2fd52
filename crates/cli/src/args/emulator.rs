//! The arguments of `emulator`.

use std::path::PathBuf;

use clap::Args;

use crate::moment::Moment;
use crate::secret_arg::SecretArg;

/// The port of an emulator, unless another is asked for.
const EMULATOR_PORT: u16 = 4747;

pub(crate) const EMULATOR_HELP: &str = "\
The org keeps all in memory, and starts empty unless there is a seed. What it does, and how sure it \
is that Okta does the same, is in docs/emulator.md. Under /emulator it has what Okta has not: events \
on request, a clock, faults, snapshots; GET /emulator/openapi.yaml describes it.

Examples:
  okta-event-hooks emulator
  okta-event-hooks emulator --seed org.yaml
  okta-event-hooks emulator --tls --tls-ca ca.pem  clients need --ca-file ca.pem
  okta-event-hooks emulator --port 0 --json        {\"orgUrl\": …, \"apiToken\": …}
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

    /// Also trust the certificates of this PEM file, when calling https receivers
    #[arg(long, value_name = "PATH")]
    pub(crate) receiver_ca: Option<PathBuf>,

    /// Let the time stand still at this moment, until it is moved by POST /emulator/clock
    #[arg(long, value_name = "WHEN")]
    pub(crate) clock: Option<Moment>,
}
