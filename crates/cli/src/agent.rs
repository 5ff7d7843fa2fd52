//! A plain HTTP client, for what is no call of Okta's API: it goes where it is told and nowhere else.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use ureq::config::Config;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};

use crate::exit::Failure;

/// No proxy, no redirect, no connection kept; every status is an answer. It trusts what the platform trusts, and these.
pub(crate) fn direct(timeout: Duration, extra: &[CertificateDer<'static>]) -> ureq::Agent {
    Config::builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(0)
        .accept_encoding("")
        .user_agent(concat!("okta-event-hooks-cli/", env!("CARGO_PKG_VERSION")))
        .timeout_global(Some(timeout))
        .proxy(None)
        .tls_config(tls(extra))
        .build()
        .new_agent()
}

fn tls(extra: &[CertificateDer<'static>]) -> TlsConfig {
    let roots = if extra.is_empty() {
        RootCerts::PlatformVerifier
    } else {
        let platform = rustls_native_certs::load_native_certs().certs;
        let all = extra.iter().chain(&platform).map(|der| Certificate::from_der(der).to_owned());
        RootCerts::new_with_certs(&all.collect::<Vec<_>>())
    };
    TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

/// The certificates of the `--ca-file`, if there is one.
pub(crate) fn certificates(ca_file: Option<&Path>) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let Some(path) = ca_file else { return Ok(Vec::new()) };
    let wrong = |why: String| Failure::usage(format!("--ca-file: the file {} {why}", path.display()));
    let pem = std::fs::read(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let certificates = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| wrong(format!("is no PEM: {error}")))?;
    if certificates.is_empty() {
        return Err(wrong("holds no certificate; it must be PEM, with BEGIN CERTIFICATE".to_owned()));
    }
    Ok(certificates)
}

/// Whether it failed because the peer's certificate was refused.
pub(crate) fn is_certificate(error: &ureq::Error) -> bool {
    let ureq::Error::Io(error) = error else { return false };
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}
