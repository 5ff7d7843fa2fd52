use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use okta_event_hooks_emulator::{Config, Emulator, StartError};
use rcgen::CertifiedKey;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::{Value, json};

use crate::hook::{config, request, trigger};
use crate::receiver::{Delivery, Manner, talk};

fn agent(ca: &str) -> ureq::Agent {
    use ureq::tls::{Certificate, RootCerts, TlsConfig};
    let certificate = Certificate::from_pem(ca.as_bytes()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&[certificate]))
        .unversioned_rustls_crypto_provider(provider)
        .build();
    ureq::Agent::config_builder().tls_config(tls).proxy(None).build().new_agent()
}

#[test]
fn an_org_over_https() {
    let emulator = Emulator::start(Config { tls: true, ..config("http://127.0.0.1:9/") }).unwrap();
    assert!(emulator.url().starts_with("https://127.0.0.1:"));
    let ca = emulator.ca_certificate().unwrap();
    let list = request(&emulator, "GET", "/api/v1/eventHooks", &Value::Null);
    let mut response = agent(ca).run(list).unwrap();
    let hooks: Value = serde_json::from_str(&response.body_mut().read_to_string().unwrap()).unwrap();
    let own = hooks[0]["_links"]["self"]["href"].as_str().unwrap();
    assert!(own.starts_with(emulator.url()), "{own}");
    // By name, too; but not for those who trust another authority.
    let mut named = request(&emulator, "GET", "/api/v1/eventHooks", &Value::Null);
    *named.uri_mut() = named.uri().to_string().replace("127.0.0.1", "localhost").parse().unwrap();
    assert_eq!(agent(ca).run(named).unwrap().status(), 200);
    let other = Emulator::start(Config { tls: true, ..Config::default() }).unwrap();
    let list = request(&emulator, "GET", "/api/v1/eventHooks", &Value::Null);
    assert!(agent(other.ca_certificate().unwrap()).run(list).is_err());
    assert_eq!(Emulator::start(Config::default()).unwrap().ca_certificate(), None);
}

/// An https receiver on 127.0.0.1, and its certificate.
fn receiver(list: Arc<Mutex<Vec<Delivery>>>) -> (String, String) {
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/hook", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let (stream, list) = (StreamOwned::new(connection, stream.unwrap()), Arc::clone(&list));
            std::thread::spawn(move || talk(stream, Manner::Accept, &list));
        }
    });
    (url, cert.pem())
}

#[test]
fn https_receivers_are_called() {
    let list = Arc::default();
    let (url, ca) = receiver(Arc::clone(&list));
    let config = Config { require_https: true, receiver_ca: Some(ca), ..config(&url) };
    let emulator = Emulator::start(config).unwrap();
    let sent = trigger(&emulator, 2);
    let attempts = emulator.flush().unwrap();
    assert_eq!(attempts[0]["outcome"], "SUCCESS", "{attempts}");
    assert_eq!(list.lock().unwrap()[0].uuids, sent);
    let id = "who0000000000000feed";
    let path = format!("/api/v1/eventHooks/{id}/lifecycle/verify");
    assert_eq!(crate::hook::send(&emulator, "POST", &path, &Value::Null).unwrap().0, 200);
}

#[test]
fn an_https_receiver_that_nobody_vouches_for_is_unreachable() {
    let (url, _) = receiver(Arc::default());
    let emulator = Emulator::start(config(&url)).unwrap();
    trigger(&emulator, 1);
    let attempts = emulator.flush().unwrap();
    assert_eq!(attempts[0]["outcome"], "UNREACHABLE");
    assert!(attempts[0]["reason"].as_str().unwrap().contains("invalid peer certificate"), "{attempts}");
    assert_eq!(attempts[1]["willRetry"], json!(false));
}

#[test]
fn a_certificate_that_cannot_be_read_is_reported() {
    for (pem, expected) in
        [("", "there is no certificate in it"), ("-----BEGIN CERTIFICATE-----\n!\n", "PEM")]
    {
        let error =
            Emulator::start(Config { receiver_ca: Some(pem.to_owned()), ..Config::default() }).unwrap_err();
        assert!(matches!(error, StartError::Config(_)) && error.to_string().contains(expected), "{error}");
    }
}
