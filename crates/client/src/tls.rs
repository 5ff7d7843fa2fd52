//! TLS by rustls, which trusts what the platform trusts.

use std::io;
use std::path::Path;
use std::sync::Arc;

use okta_event_hooks_core::InvalidInput;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};

/// The platform's verifier; with a CA file, the platform's certificates and those of the file.
pub(crate) fn config(ca_file: Option<&Path>) -> Result<TlsConfig, InvalidInput> {
    let roots = match ca_file {
        None => RootCerts::PlatformVerifier,
        Some(path) => {
            let mut roots = read(path)?;
            roots.extend(rustls_native_certs::load_native_certs().certs);
            let roots = roots.iter().map(|der| Certificate::from_der(der).to_owned());
            RootCerts::new_with_certs(&roots.collect::<Vec<_>>())
        }
    };
    Ok(TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(roots)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
}

fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, InvalidInput> {
    let wrong = |why: String| InvalidInput::new(format!("the CA file {} {why}", path.display()));
    let pem = std::fs::read(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    let certificates = CertificateDer::pem_slice_iter(&pem)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| wrong(format!("is no PEM: {error}")))?;
    if certificates.is_empty() {
        return Err(wrong("holds no certificate; it must be PEM, with BEGIN CERTIFICATE".to_owned()));
    }
    Ok(certificates)
}

/// Whether this is a certificate that was refused: the handshake then ended before anything was sent.
pub(crate) fn is_certificate(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}
