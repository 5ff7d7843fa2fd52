//! The loop that drives a call over ureq: send, cap the body, sleep, supply the time.

use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use http::{Response, StatusCode};
use okta_event_hooks_core::{
    Call, Error, Failure, InvalidInput, Operation, OrgUrl, Outgoing, Secret, Session, Step, UnixTime,
};
use ureq::config::Config;
use ureq::{Agent, Proxy, Timeout};

use crate::interrupt::{self, Interrupt};
use crate::tls;

/// Carries out a call. The session is locked only while a step is computed, never while one is carried out.
pub(crate) fn drive<O: Operation>(
    session: &Mutex<Session>,
    transport: &Transport,
    mut call: Call<O>,
) -> Result<O::Output, Error> {
    let mut step = call.start(&mut lock(session), now());
    loop {
        step = match step {
            Step::Send(outgoing) => match transport.send(*outgoing) {
                Ok(response) => call.response(&mut lock(session), now(), response),
                Err(failure) => call.failure(&mut lock(session), now(), failure),
            },
            Step::Wait(duration) => {
                thread::sleep(duration);
                call.resume(&mut lock(session), now())
            }
            Step::Done(result) => return result,
        };
    }
}

fn now() -> UnixTime {
    SystemTime::now().into()
}

fn lock(session: &Mutex<Session>) -> MutexGuard<'_, Session> {
    session.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What can be set about the transport.
#[derive(Debug, Clone)]
pub(crate) struct Options {
    pub(crate) timeout: Duration,
    pub(crate) connect_timeout: Duration,
    pub(crate) ca_file: Option<PathBuf>,
    pub(crate) proxy: Option<Secret>,
    pub(crate) max_body: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            ca_file: None,
            proxy: None,
            max_body: 16 * 1024 * 1024,
        }
    }
}

/// How many connections are kept for the calls to come; more threads than this make some anew.
const IDLE_CONNECTIONS: usize = 16;

/// Carries the bytes of a request and of its answer, and keeps connections. What a [`Client`](crate::Client) has inside, for a
/// loop of your own around a [`Call`]; [`ClientBuilder::into_parts`](crate::ClientBuilder::into_parts) makes one.
pub struct Transport {
    agent: Agent,
    timeout: Duration,
    max_body: u64,
}

impl Transport {
    pub(crate) fn new(
        org: &OrgUrl,
        options: &Options,
        interrupt: Option<Interrupt>,
    ) -> Result<Self, InvalidInput> {
        let encrypted = org.as_str().starts_with("https:");
        let mut config = Config::builder()
            .http_status_as_error(false)
            // An answer that redirects is an answer: the token goes nowhere else.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(options.timeout))
            .timeout_connect(Some(options.connect_timeout))
            .max_idle_connections_per_host(IDLE_CONNECTIONS)
            .proxy(if org.is_loopback() { None } else { proxy(options.proxy.as_ref(), env)? });
        if encrypted {
            config = config.tls_config(tls::config(options.ca_file.as_deref())?);
        }
        let config = config.build();
        let agent = match interrupt {
            Some(interrupt) => interrupt::agent(config, interrupt),
            None => config.new_agent(),
        };
        Ok(Self { agent, timeout: options.timeout, max_body: options.max_body })
    }

    /// How long one request may take, unless Okta itself works longer.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Sends a request and reads the answer, whole. It follows no redirect, and obeys the timeout and the limit on bodies
    /// that the builder was given.
    ///
    /// # Errors
    /// What [`Call::failure`] is to be told.
    pub fn send(&self, outgoing: Outgoing) -> Result<Response<Vec<u8>>, Failure> {
        let Outgoing { request, patience, .. } = outgoing;
        let answer = if request.body().is_empty() {
            self.run(request.map(|_| ()), patience)
        } else {
            self.run(request, patience)
        };
        let (head, body) = answer.map_err(failure)?.into_parts();
        if head.status == StatusCode::NO_CONTENT {
            // Nothing to read, whatever encoding its head names: no bytes are no gzip either.
            return Ok(Response::from_parts(head, Vec::new()));
        }
        Ok(Response::from_parts(head, self.read(body)?))
    }

    /// The limit is on what comes out: ureq's own counts compressed bytes, and refuses a body of exactly the limit.
    fn read(&self, body: ureq::Body) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let mut reader = body.into_reader().take(self.max_body.saturating_add(1));
        let read = reader.read_to_end(&mut bytes).map_err(|error| failure(error.into()))?;
        if u64::try_from(read).is_ok_and(|read| read <= self.max_body) {
            return Ok(bytes);
        }
        Err(Failure::MaybeSent(format!("the answer has more than {} bytes", self.max_body).into()))
    }

    fn run<B: ureq::AsSendBody>(
        &self,
        request: http::Request<B>,
        patience: Duration,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        if self.timeout < patience {
            let request = self.agent.configure_request(request).timeout_global(Some(patience)).build();
            return self.agent.run(request);
        }
        self.agent.run(request)
    }
}

impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Transport").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

fn proxy(url: Option<&Secret>, env: impl Fn(&str) -> Option<String>) -> Result<Option<Proxy>, InvalidInput> {
    let from_env =
        || ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].iter().find_map(|name| env(name));
    let Some(url) = url.cloned().or_else(|| Some(from_env()?.into())) else {
        return Ok(None);
    };
    // Not quoted: it may hold a password.
    let wrong = |_| InvalidInput::new("the proxy is no URL; write it like http://proxy.example:3128");
    let named = Proxy::new(url.expose()).map_err(wrong)?;
    let mut builder = Proxy::builder(named.protocol()).host(named.host()).port(named.port());
    if let Some(user) = named.username() {
        builder = builder.username(user);
    }
    if let Some(password) = named.password() {
        builder = builder.password(password);
    }
    for host in env("NO_PROXY").or_else(|| env("no_proxy")).unwrap_or_default().split(',') {
        builder = builder.no_proxy(host.trim());
    }
    builder.build().map(Some).map_err(wrong)
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}

/// What an error of the library says about the request. When in doubt it may have been sent: a retry that does not
/// happen is seen, a hook that is created twice is not.
fn failure(error: ureq::Error) -> Failure {
    let not_sent = match &error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::BadUri(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::Tls(_)
        | ureq::Error::Pem(_) => true,
        ureq::Error::Timeout(_) => return Failure::TimedOut,
        ureq::Error::Io(error) => {
            error.kind() == io::ErrorKind::ConnectionRefused || tls::is_certificate(error) || is_lookup(error)
        }
        _ => false,
    };
    // A caller that looks for an error of the system finds it.
    let error = match error {
        ureq::Error::Io(error) => error.into(),
        error => error.into(),
    };
    if not_sent { Failure::NotSent(error) } else { Failure::MaybeSent(error) }
}

/// Whether a name was not found. The standard library has no kind for it: on Unix a text, on Windows the system's codes.
fn is_lookup(error: &io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address information")
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(11001..=11004)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_found_means_that_nothing_was_sent() {
        use std::net::ToSocketAddrs as _;

        // No label may have 64 characters, so that nobody is asked.
        let error = (format!("{}.example", "a".repeat(64)), 443).to_socket_addrs().unwrap_err();
        assert!(matches!(failure(error.into()), Failure::NotSent(_)));
    }

    fn proxy_of(url: Option<&str>, variables: &[(&str, &str)]) -> Option<Proxy> {
        let env = |name: &str| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        proxy(url.map(Secret::from).as_ref(), env).unwrap()
    }

    #[test]
    fn the_environment_names_a_proxy_and_what_it_is_not_for() {
        assert!(proxy_of(None, &[]).is_none());
        assert!(proxy_of(None, &[("HTTP_PROXY", "http://plain.example:1")]).is_none(), "an org is https");
        let variables = [
            ("HTTPS_PROXY", "http://u:p@proxy.example:3128"),
            ("NO_PROXY", "acme.okta.com, .internal.example"),
        ];
        let proxy = proxy_of(None, &variables).unwrap();
        assert_eq!((proxy.host(), proxy.port()), ("proxy.example", 3128));
        assert_eq!((proxy.username(), proxy.password()), (Some("u"), Some("p")));
        for (org, direct) in [
            ("https://acme.okta.com", true),
            ("https://x.internal.example", true),
            ("https://other.okta.com", false),
        ] {
            assert_eq!(proxy.is_no_proxy(&org.parse().unwrap()), direct, "{org}");
        }
        let named = proxy_of(Some("http://other.example:8080"), &variables).unwrap();
        assert_eq!(named.host(), "other.example");
    }
}
