//! A client, from options and the environment.

use std::time::Duration;

use okta_event_hooks::{Client, Credentials, Error, ErrorKind, OrgUrl};

use crate::args::Connection;
use crate::exit::Failure;

const WHERE: &str = "pass --org-url and --token env:NAME, or set OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN; without an \
                     org of your own, start one with `okta-event-hooks emulator`";

/// The client. An option goes before the environment.
pub(crate) fn client(options: &Connection) -> Result<Client, Failure> {
    let program = concat!("okta-event-hooks-cli/", env!("CARGO_PKG_VERSION"));
    let mut builder = Client::builder().user_agent(program).from_env().map_err(advise)?;
    if let Some(url) = &options.org_url {
        builder = builder.org_url(url);
    }
    if let Some(token) = &options.token {
        if token.is_stdin() {
            return Err(Failure::usage("--token is env:NAME or file:PATH; stdin is for the hook's secret"));
        }
        let token = token.read("--token")?;
        builder = builder.credentials(if options.bearer {
            Credentials::AccessToken(token)
        } else {
            Credentials::ApiToken(token)
        });
    }
    if let Some(seconds) = options.timeout {
        builder = builder.timeout(Duration::from_secs(seconds));
    }
    if let Some(path) = &options.ca_file {
        builder = builder.ca_file(path);
    }
    builder.build().map_err(advise)
}

/// The org alone, for what needs no token.
pub(crate) fn org(options: &Connection) -> Result<OrgUrl, Failure> {
    let mut builder = Client::builder().from_env().map_err(advise)?.api_token("none-is-needed");
    if let Some(url) = &options.org_url {
        builder = builder.org_url(url);
    }
    Ok(builder.build().map_err(advise)?.org_url())
}

fn advise(error: Error) -> Failure {
    let advice = error.kind() == ErrorKind::InvalidInput;
    let failure = Failure::from(error);
    if advice { failure.hint(WHERE) } else { failure }
}
