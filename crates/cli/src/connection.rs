//! A client, from options and the environment.

use std::time::Duration;

use okta_event_hooks::{Client, ClientBuilder, Credentials, Error, ErrorKind, OrgUrl};

use crate::agent;
use crate::args::Connection;
use crate::exit::Failure;

const WHERE: &str = "pass --org-url and --token env:NAME, or set OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN; without an \
                     org of your own, start one with `okta-event-hooks emulator`";
const PROFILES: &str = "a profile is okta: profiles: NAME: {orgUrl: …, token: …} in ~/.okta/okta.yaml, .okta.yaml or \
                        okta.yaml";

/// The client. An option goes before the environment.
pub(crate) fn client(options: &Connection) -> Result<Client, Failure> {
    refuse_foreign_token(options)?;
    let advise = |error| advise(error, options);
    let mut builder = configured(options).map_err(advise)?;
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
        // Read here, too, so that the error names the option.
        agent::certificates(Some(path))?;
        builder = builder.ca_file(path);
    }
    builder.build().map_err(advise)
}

/// The org alone, for what needs no token.
pub(crate) fn org(options: &Connection) -> Result<OrgUrl, Failure> {
    let builder = configured(options).map(|builder| builder.api_token("none-is-needed"));
    let client = builder.and_then(ClientBuilder::build).map_err(|error| advise(error, options))?;
    Ok(client.org_url())
}

/// The org and the credentials: of a profile, or of the environment.
fn configured(options: &Connection) -> Result<ClientBuilder, Error> {
    let program = concat!("okta-event-hooks-cli/", env!("CARGO_PKG_VERSION"));
    let builder = Client::builder().user_agent(program);
    if let Some(profile) = &options.org {
        return builder.profile(profile);
    }
    let builder = builder.from_env()?;
    Ok(match &options.org_url {
        Some(url) => builder.org_url(url),
        None => builder,
    })
}

/// A token that is configured for one org must not go to another: the one of `--org-url` needs a token of its own.
fn refuse_foreign_token(options: &Connection) -> Result<(), Failure> {
    let (Some(url), None) = (&options.org_url, &options.token) else { return Ok(()) };
    // What is missing or wrong is told when it is needed.
    let configured =
        Client::builder().from_env().and_then(ClientBuilder::build).map(|client| client.org_url());
    let (Ok(configured), Ok(asked)) = (configured, url.parse::<OrgUrl>()) else { return Ok(()) };
    if configured == asked {
        return Ok(());
    }
    Err(Failure::usage(format!("the token that is configured is for {configured}, and would go to {asked}"))
        .hint("pass --token env:NAME with --org-url, or make the org a profile and pass --org NAME"))
}

fn advise(error: Error, options: &Connection) -> Failure {
    let advice = error.kind() == ErrorKind::InvalidInput;
    let failure = Failure::from(error);
    match (&options.org, advice) {
        (_, false) => failure,
        (None, true) => failure.hint(WHERE),
        (Some(_), true) => failure.hint(PROFILES),
    }
}
