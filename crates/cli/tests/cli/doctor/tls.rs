//! Certificates that are made here.

use std::net::TcpListener;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{Findings, SECRET, right};
use crate::child::Place;
use crate::fake_org::read_request;

fn named(name: &str, hosts: &[&str]) -> CertificateParams {
    let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
    let mut params = CertificateParams::new(hosts).unwrap();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}

fn authority(name: &str) -> CertificateParams {
    let mut params = named(name, &[]);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}

/// A right receiver with this chain, and its port.
fn serve(chain: Vec<CertificateDer<'static>>, key: &KeyPair) -> u16 {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        use std::io::Write as _;
        for socket in listener.incoming() {
            let Ok(socket) = socket else { break };
            let mut stream = StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), socket);
            // The doctor may hang up on the certificate.
            if let Some((head, body)) = read_request(&mut stream) {
                let _ = stream.write_all(right(&head, &body).as_bytes());
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    port
}

fn doctor(port: u16, ca: Option<&str>) -> Findings {
    let place = Place::new().with("HOOK_SECRET", SECRET);
    let url = format!("https://localhost:{port}/");
    let mut args = vec!["doctor", &url, "--secret", "env:HOOK_SECRET", "--json"];
    if let Some(pem) = ca {
        place.write("ca.pem", pem);
        args.extend(["--ca-file", "ca.pem"]);
    }
    Findings::read(&place.run(&args))
}

/// A certificate of an authority's that the `--ca-file` may name.
fn issued(
    params: &CertificateParams,
    issuer: &CertifiedIssuer<'_, KeyPair>,
) -> (CertificateDer<'static>, KeyPair) {
    let key = KeyPair::generate().unwrap();
    (params.signed_by(&key, issuer).unwrap().der().clone(), key)
}

fn root() -> CertifiedIssuer<'static, KeyPair> {
    CertifiedIssuer::self_signed(authority("Test Root"), KeyPair::generate().unwrap()).unwrap()
}

#[test]
fn one_that_the_ca_file_vouches_for() {
    let root = root();
    let (certificate, key) = issued(&named("leaf", &["localhost"]), &root);
    let findings = doctor(serve(vec![certificate], &key), Some(&root.pem()));
    findings.is("tls", "warning", "only --ca-file vouches");
    findings.is("tls", "warning", "TLS 1.3; the certificate is by CN=Test Root");
    findings.is("connection", "warning", "private address");
    findings.is("verification", "ok", "two challenges");
    findings.is("empty-batch", "ok", "204");
    assert_eq!(findings.code, Some(0), "{findings:?}");
}

#[test]
fn self_signed() {
    let key = KeyPair::generate().unwrap();
    let certificate = named("me", &["localhost"]).self_signed(&key).unwrap();
    let findings = doctor(serve(vec![certificate.der().clone()], &key), None);
    findings.is("tls", "failed", "self-signed");
    findings.is("verification", "skipped", "nothing is sent");
}

#[test]
fn an_unknown_authority_and_a_chain_that_lacks_a_link() {
    let root = root();
    let middle =
        CertifiedIssuer::signed_by(authority("Test Middle"), KeyPair::generate().unwrap(), &root).unwrap();
    let (certificate, key) = issued(&named("leaf", &["localhost"]), &middle);
    let whole = vec![certificate.clone(), middle.der().clone()];
    let findings = doctor(serve(whole.clone(), &key), None);
    findings.is(
        "tls",
        "failed",
        "no authority that this machine trusts vouches for the certificate; it is by CN=Test Middle",
    );
    doctor(serve(whole, &key), Some(&root.pem())).is("tls", "warning", "--ca-file");

    let findings = doctor(serve(vec![certificate], &key), Some(&root.pem()));
    findings.is("tls", "failed", "the server sent no other");
    assert!(findings.of("tls")["cure"].as_str().unwrap().contains("fullchain"), "{findings:?}");
}

#[test]
fn expired_not_yet_valid_or_of_another_name() {
    let root = root();
    let judged = |change: &dyn Fn(&mut CertificateParams), hosts: &[&str]| {
        let mut params = named("leaf", hosts);
        change(&mut params);
        let (certificate, key) = issued(&params, &root);
        doctor(serve(vec![certificate], &key), Some(&root.pem()))
    };
    let expired = judged(
        &|params| {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 3, 1);
        },
        &["localhost"],
    );
    expired.is("tls", "failed", "expired on 2021-03-01");
    let early = judged(&|params| params.not_before = date_time_ymd(2090, 2, 3), &["localhost"]);
    early.is("tls", "failed", "not valid before 2090-02-03");
    let other = judged(&|_| {}, &["hooks.example.com"]);
    other.is("tls", "failed", "not for localhost");
    other.is("tls", "failed", "hooks.example.com");
}

#[test]
fn a_port_without_tls() {
    let url = crate::fake_org::replying(right);
    let findings = super::doctor(&url.replace("http:", "https:"), &[]);
    findings.is("tls", "failed", "");
    findings.is("verification", "skipped", "TLS failed");
}

#[test]
fn a_ca_file_that_is_none() {
    let place = Place::new();
    place.write("ca.pem", "nothing");
    for file in ["ca.pem", "absent.pem"] {
        let error = place.run(&["doctor", "https://127.0.0.1:9/", "--ca-file", file]).failed(2);
        assert!(error.contains("--ca-file") && error.contains(file), "{error}");
    }
}
