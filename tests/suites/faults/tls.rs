//! TLS: whom the client trusts, and what a refused certificate means.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use conformance::bystander::Bystander;
use conformance::server::{Reply, Request, Server};
use okta_event_hooks::{Client, ClientBuilder, Error, Failure, RetryPolicy, TransportError};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, SanType, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tempfile::NamedTempFile;

use super::answers::{answer, ok};
use super::setup::{ID, assert_may_exist, error_of, hook, options_for, spec};

/// A server with a certificate, and the authority that issued it.
struct Encrypted {
    server: Server,
    authority: NamedTempFile,
}

fn loopback() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.subject_alt_names.push(SanType::IpAddress(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    params
}

fn issue(params: &CertificateParams) -> (ServerConfig, NamedTempFile) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = params.signed_by(&key, &authority).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .unwrap();
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(authority.pem().as_bytes()).unwrap();
    (config, file)
}

impl Encrypted {
    fn new(params: &CertificateParams, script: impl FnMut(&Request) -> Reply + Send + 'static) -> Self {
        let (config, authority) = issue(params);
        let config = Arc::new(config);
        let server = Server::layered(
            move |socket| {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                Ok(Box::new(StreamOwned::new(connection, socket)))
            },
            script,
        );
        Self { server, authority }
    }

    fn url(&self, host: &str) -> String {
        format!("https://{host}:{}", self.server.port())
    }

    fn options(&self) -> ClientBuilder {
        options_for(self.url("127.0.0.1")).retry(RetryPolicy::none())
    }

    fn trusting(&self) -> Client {
        self.options().ca_file(self.authority.path()).build().unwrap()
    }
}

/// What a client gets that does not accept the certificate: for a create too, nothing was sent.
#[track_caller]
fn refusal(encrypted: &Encrypted, client: &Client) -> TransportError {
    let error = error_of(client.create_event_hook(spec()));
    assert!(!error.maybe_applied(), "{error}");
    assert!(!error.to_string().contains("may exist"), "{error}");
    let Error::Transport(error) = error else {
        panic!("{error:?}");
    };
    assert!(matches!(error.failure(), Failure::NotSent(_)), "{error}");
    assert!(!error.maybe_sent());
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(encrypted.server.requests().is_empty());
    *error
}

#[test]
fn an_authority_from_a_file_is_trusted() {
    let encrypted = Encrypted::new(&loopback(), |_| ok(hook()));
    let client = encrypted.trusting();
    assert_eq!(client.create_event_hook(spec()).unwrap().id, ID);
    assert_eq!(client.get_event_hook(ID).unwrap().id, ID);
    assert_eq!(encrypted.server.requests().len(), 2);
    assert_eq!(encrypted.server.connections(), 1);
}

#[test]
fn an_unknown_authority_is_refused_before_anything_is_sent() {
    let encrypted = Encrypted::new(&loopback(), |_| ok(hook()));
    refusal(&encrypted, &encrypted.options().build().unwrap());
}

#[test]
fn another_authority_is_refused() {
    let encrypted = Encrypted::new(&loopback(), |_| ok(hook()));
    let (_, other) = issue(&loopback());
    refusal(&encrypted, &encrypted.options().ca_file(other.path()).build().unwrap());
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    let params = CertificateParams::new(["acme.okta.com".to_owned()]).unwrap();
    let encrypted = Encrypted::new(&params, |_| ok(hook()));
    let client = encrypted.trusting();
    let error = refusal(&encrypted, &client);
    assert!(error.to_string().contains("127.0.0.1"), "{error}");

    let client = options_for(encrypted.url("localhost"))
        .ca_file(encrypted.authority.path())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = refusal(&encrypted, &client);
    assert!(error.to_string().contains("acme.okta.com"), "{error}");
}

#[test]
fn an_expired_certificate_is_refused() {
    let mut params = loopback();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2021, 1, 1);
    let encrypted = Encrypted::new(&params, |_| ok(hook()));
    let error = refusal(&encrypted, &encrypted.trusting());
    assert!(error.to_string().contains("expired"), "{error}");
}

#[test]
fn a_server_without_tls_is_sent_nothing_readable() {
    // To a server that speaks plain HTTP a handshake is bytes without an end.
    let server = Server::answering(|_| ok(hook()));
    let client = options_for(format!("https://127.0.0.1:{}", server.port()))
        .timeout(Duration::from_secs(1))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = error_of(client.get_event_hook(ID));
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(server.requests().is_empty());
}

#[test]
fn answers_are_lost_over_tls_as_they_are_without() {
    let encrypted = Encrypted::new(&loopback(), |_| Reply::new().reset());
    assert_may_exist(&error_of(encrypted.trusting().create_event_hook(spec())));
    assert_eq!(encrypted.server.requests().len(), 1);

    // Closed without the end that TLS has, in the middle of a body whose length is known.
    let encrypted = Encrypted::new(&loopback(), |_| {
        Reply::new().send("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{").close()
    });
    assert_may_exist(&error_of(encrypted.trusting().create_event_hook(spec())));
    assert_eq!(encrypted.server.requests().len(), 1);
}

#[test]
fn a_redirect_to_plain_http_is_not_followed() {
    let elsewhere = Bystander::new();
    let location = format!("Location: {}/api/v1/eventHooks", elsewhere.url());
    let encrypted = Encrypted::new(&loopback(), move |_| {
        Reply::new().send(answer("307 Temporary Redirect", &[&location], ""))
    });
    let error = error_of(encrypted.trusting().create_event_hook(spec()));
    assert_eq!(error.status(), Some(307));
    assert_eq!(encrypted.server.requests().len(), 1);
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn an_encrypted_org_on_loopback_is_not_reached_through_a_proxy() {
    let proxy = Bystander::new();
    let encrypted = Encrypted::new(&loopback(), |_| ok(hook()));
    let client = encrypted
        .options()
        .ca_file(encrypted.authority.path())
        .proxy(proxy.url())
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let result = client.get_event_hook(ID);
    assert_eq!(proxy.connections(), 0);
    assert_eq!(result.unwrap().id, ID);
}

#[test]
fn a_ca_file_that_is_none_is_said_at_once() {
    let encrypted = Encrypted::new(&loopback(), |_| ok(hook()));
    let mut no_pem = NamedTempFile::new().unwrap();
    no_pem.write_all(b"no certificate").unwrap();
    for path in [no_pem.path(), "/no/such/file.pem".as_ref()] {
        let error = error_of(encrypted.options().ca_file(path).build());
        assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
    }
    assert_eq!(encrypted.server.connections(), 0);
}
