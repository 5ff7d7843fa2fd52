//! From a name to a connection, and over TLS.

use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme,
};
use rustls_platform_verifier::Verifier;

use super::address::{Address, is_private};
use super::certificate::{Chain, Handshake};
use super::finding::Finding;
use super::judge::seconds;

/// Looks the name up and connects. What is found is open, and at its address.
pub(super) fn connect(address: &Address, limit: Duration) -> (Finding, Option<TcpStream>) {
    let Address { host, port, .. } = address;
    let found = match look_up(host, *port, limit) {
        Ok(found) => found,
        Err(why) => {
            let finding = Finding::failed(
                format!("the name {host} leads nowhere: {why}"),
                "check the name of the host and its DNS records; Okta looks it up in the public DNS",
            );
            return (finding, None);
        }
    };
    let deadline = Instant::now() + limit;
    let mut last = String::new();
    for target in &found {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        match TcpStream::connect_timeout(target, left) {
            Ok(stream) => return (reached(address, *target), Some(stream)),
            Err(error) => last = format!("{target}: {error}"),
        }
    }
    let finding = Finding::failed(
        format!("nobody answers at {host}, port {port} ({last})"),
        "start the receiver, check the port, and open it in the firewall for addresses of the public network",
    );
    (finding, None)
}

fn reached(address: &Address, target: SocketAddr) -> Finding {
    if address.encrypted && is_private(target.ip()) {
        return Finding::warning(
            format!("{target} answers, which is a private address: Okta cannot reach it"),
            "put a tunnel or a proxy with a public address in front",
        );
    }
    Finding::ok(format!("{target} answers"))
}

fn look_up(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>, String> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let (sender, receiver) = mpsc::channel();
    let host = host.to_owned();
    // The system's look-up knows no time limit; when ours is over, nobody waits for it any more.
    let look_up = move || {
        let _ = sender.send((host.as_str(), port).to_socket_addrs().map(Iterator::collect::<Vec<_>>));
    };
    thread::Builder::new().name("look-up".to_owned()).spawn(look_up).map_err(|error| error.to_string())?;
    match receiver.recv_timeout(limit) {
        Ok(Ok(found)) if found.is_empty() => Err("it has no address".to_owned()),
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("the look-up did not end within {}", seconds(limit))),
    }
}

/// Shakes hands, and tells how that ended and what the server showed.
pub(super) fn handshake(
    mut stream: TcpStream,
    host: &str,
    extra: &[CertificateDer<'static>],
    limit: Duration,
) -> (Handshake, Chain) {
    let provider = Arc::new(ring::default_provider());
    let watcher = Arc::new(Watcher::new(extra, &provider));
    let ended = match client(host, Arc::clone(&watcher), provider) {
        Ok(mut connection) => shake_hands(&mut connection, &mut stream, Instant::now() + limit),
        Err(error) => Handshake::Refused(error),
    };
    let chain = watcher.chain.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (ended, chain)
}

fn client(
    host: &str,
    watcher: Arc<Watcher>,
    provider: Arc<CryptoProvider>,
) -> Result<ClientConnection, Error> {
    let name = ServerName::try_from(host.to_owned()).map_err(|error| Error::General(error.to_string()))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(watcher)
        .with_no_client_auth();
    ClientConnection::new(Arc::new(config), name)
}

fn shake_hands(connection: &mut ClientConnection, stream: &mut TcpStream, deadline: Instant) -> Handshake {
    use std::io::ErrorKind;

    let silent = |kind| matches!(kind, ErrorKind::WouldBlock | ErrorKind::TimedOut);
    while connection.is_handshaking() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Handshake::Silent;
        }
        let step = stream
            .set_read_timeout(Some(left))
            .and_then(|()| stream.set_write_timeout(Some(left)))
            .and_then(|()| {
                if connection.wants_write() {
                    connection.write_tls(stream).map(|_| None)
                } else {
                    connection.read_tls(stream).map(Some)
                }
            });
        match step {
            Ok(None) => continue,
            Ok(Some(0)) => return Handshake::Broken("the server ended the connection".to_owned()),
            Ok(Some(_)) => {}
            Err(error) if silent(error.kind()) => return Handshake::Silent,
            Err(error) => return Handshake::Broken(error.to_string()),
        }
        if let Err(error) = connection.process_new_packets() {
            // The server is told why, if it still listens.
            let _ = connection.write_tls(stream);
            return Handshake::Refused(error);
        }
    }
    // A polite end, for the server's log.
    connection.send_close_notify();
    let _ = connection.write_tls(stream);
    let version = connection.protocol_version();
    Handshake::Done(if version == Some(rustls::ProtocolVersion::TLSv1_3) { "TLS 1.3" } else { "TLS 1.2" })
}

/// Decides as the platform does, and remembers what it was shown.
#[derive(Debug)]
struct Watcher {
    /// None on a machine that trusts nobody.
    platform: Option<Verifier>,
    with_extra: Option<Verifier>,
    provider: Arc<CryptoProvider>,
    chain: Mutex<Chain>,
}

impl Watcher {
    fn new(extra: &[CertificateDer<'static>], provider: &Arc<CryptoProvider>) -> Self {
        let roots = extra.iter().cloned();
        let with_extra = || Verifier::new_with_extra_roots(roots, Arc::clone(provider)).ok();
        Self {
            platform: Verifier::new(Arc::clone(provider)).ok(),
            with_extra: if extra.is_empty() { None } else { with_extra() },
            provider: Arc::clone(provider),
            chain: Mutex::default(),
        }
    }
}

impl ServerCertVerifier for Watcher {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verify = |verifier: Option<&Verifier>| match verifier {
            Some(verifier) => verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp, now),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        let mut verified = verify(self.platform.as_ref());
        let mut private = false;
        if verified.is_err() && self.with_extra.is_some() {
            verified = verify(self.with_extra.as_ref());
            private = verified.is_ok();
        }
        let certificates = std::iter::once(end_entity).chain(intermediates).map(|der| der.to_vec()).collect();
        *self.chain.lock().unwrap_or_else(PoisonError::into_inner) = Chain { certificates, private };
        verified
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
