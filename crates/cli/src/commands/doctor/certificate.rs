//! What a certificate says of itself, and what a handshake's end means. Pure.

use std::time::{Duration, SystemTime};

use okta_event_hooks::UnixTime;
use rustls::{CertificateError, Error};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;

use super::finding::Finding;

/// An end that is nearer than this is told.
const SOON: Duration = Duration::from_hours(30 * 24);

/// What the server showed, the certificate of the receiver first.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    pub(super) certificates: Vec<Vec<u8>>,
    /// The platform does not trust it; it was the `--ca-file` that did.
    pub(super) private: bool,
}

/// How a handshake ended.
#[derive(Debug)]
pub(super) enum Handshake {
    /// With this version of TLS.
    Done(&'static str),
    Refused(Error),
    Silent,
    /// The connection ended, or broke.
    Broken(String),
}

struct Facts {
    subject: String,
    issuer: String,
    from: SystemTime,
    until: SystemTime,
}

impl Facts {
    /// Nothing of a certificate that is too strange to read.
    fn read(der: &[u8]) -> Option<Self> {
        let certificate = Certificate::from_der(der).ok()?;
        let certificate = certificate.tbs_certificate();
        let validity = certificate.validity();
        Some(Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            from: validity.not_before.to_system_time(),
            until: validity.not_after.to_system_time(),
        })
    }
}

pub(super) fn judge(handshake: &Handshake, chain: &Chain, host: &str, now: SystemTime) -> Finding {
    let facts = chain.certificates.first().and_then(|der| Facts::read(der));
    match handshake {
        Handshake::Done(version) => trusted(version, facts.as_ref(), chain.private, now),
        Handshake::Silent => Finding::failed(
            "the port is open, but no TLS handshake came about in time",
            "see that it is TLS that is served at this port, and that nothing in between swallows it",
        ),
        Handshake::Broken(why) => Finding::failed(
            format!("the TLS handshake broke off: {why}"),
            "see that it is TLS that is served at this port, and in the server's log why it ended the handshake",
        ),
        Handshake::Refused(Error::InvalidCertificate(error)) => untrusted(error, facts.as_ref(), chain, host),
        Handshake::Refused(Error::InvalidMessage(_)) => Finding::failed(
            "what answers at this port does not speak TLS",
            "serve https there, or correct the port of the URL",
        ),
        Handshake::Refused(error @ (Error::AlertReceived(_) | Error::PeerIncompatible(_))) => {
            Finding::failed(
                format!("the server and this client have no TLS in common: {error}"),
                "serve TLS 1.2 or 1.3 for this host name; see that the server has a certificate for it",
            )
        }
        Handshake::Refused(error) => Finding::failed(
            format!("the TLS handshake failed: {error}"),
            "see the server's log for the reason",
        ),
    }
}

fn trusted(version: &str, facts: Option<&Facts>, private: bool, now: SystemTime) -> Finding {
    let Some(facts) = facts else {
        return Finding::ok(format!("{version}, and a certificate that is trusted"));
    };
    let cause =
        format!("{version}; the certificate is by {} and good until {}", facts.issuer, day(facts.until));
    if private {
        return Finding::warning(
            format!("{cause}, but only --ca-file vouches for it"),
            "Okta calls endpoints with a certificate of a public authority only: get one before you create the hook",
        );
    }
    let left = facts.until.duration_since(now).unwrap_or_default();
    if left < SOON {
        let days = left.as_secs() / (24 * 60 * 60);
        return Finding::warning(
            format!("{cause}: {days} days more"),
            "renew it now, and see why that did not happen by itself; events are lost once it has expired",
        );
    }
    Finding::ok(cause)
}

fn untrusted(error: &CertificateError, facts: Option<&Facts>, chain: &Chain, host: &str) -> Finding {
    let until = facts.map_or_else(String::new, |facts| format!(" on {}", day(facts.until)));
    let from = facts.map_or_else(String::new, |facts| format!(" before {}", day(facts.from)));
    let issuer = facts.map_or("an unknown one", |facts| &facts.issuer);
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Finding::failed(
            format!("the certificate expired{until}, or one of those that vouch for it did"),
            "renew it, have the server load the new one, and see why that did not happen by itself",
        ),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Finding::failed(
            format!("the certificate is not valid{from}"),
            "check the clock of this machine and of the one that issued it, or wait",
        ),
        CertificateError::NotValidForName => other_name(host, &[]),
        CertificateError::NotValidForNameContext { presented, .. } => other_name(host, presented),
        CertificateError::Revoked => Finding::failed("the certificate was revoked", "get a new one"),
        CertificateError::UnknownIssuer if facts.is_some_and(|facts| facts.subject == facts.issuer) => {
            Finding::failed(
                "the certificate is self-signed: nobody vouches for it",
                "get one of a public authority, such as Let's Encrypt; for a test of your own pass --ca-file",
            )
        }
        CertificateError::UnknownIssuer if chain.certificates.len() == 1 => Finding::failed(
            format!(
                "nobody known vouches for the certificate, and the server sent no other; it is by {issuer}"
            ),
            "if a public authority issued it, the intermediate certificate is missing: serve the full chain \
             (fullchain.pem); if it is of an authority of your own, Okta does not know it: get a public one",
        ),
        CertificateError::UnknownIssuer => Finding::failed(
            format!("no authority that this machine trusts vouches for the certificate; it is by {issuer}"),
            "serve the chain of a public authority, in order; for a test with an authority of your own pass --ca-file",
        ),
        error => Finding::failed(
            format!("the certificate is not accepted: {error}"),
            "get a certificate for TLS servers of a public authority",
        ),
    }
}

fn other_name(host: &str, presented: &[String]) -> Finding {
    let names = match presented {
        [] => String::new(),
        names => {
            let names: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
            format!(", but for {}", names.join(", "))
        }
    };
    Finding::failed(
        format!("the certificate is not for {host}{names}"),
        "get one that names the host of the URL, or use the address that it names; see that the server knows which \
         certificate belongs to which host (SNI)",
    )
}

fn day(time: SystemTime) -> String {
    UnixTime::from(time).to_string().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use rustls::{AlertDescription, InvalidMessage};

    use super::super::finding::Verdict;
    use super::*;

    /// Good until 2026-03-31.
    fn chain() -> Chain {
        let mut params = CertificateParams::new(vec!["hooks.example.com".to_owned()]).unwrap();
        params.not_after = date_time_ymd(2026, 3, 31);
        let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        Chain { certificates: vec![certificate.der().to_vec()], private: false }
    }

    /// On this day of March 2026.
    fn on(day: u64) -> SystemTime {
        let first: SystemTime = date_time_ymd(2026, 3, 1).into();
        first + Duration::from_hours(24 * (day - 1))
    }

    #[test]
    fn an_end_that_is_near() {
        let done = Handshake::Done("TLS 1.3");
        let judged = |now| judge(&done, &chain(), "hooks.example.com", now);
        let far = judged(on(1));
        assert!(far.verdict == Verdict::Ok && far.cause.contains("good until 2026-03-31"), "{far:?}");
        let near = judged(on(1) + Duration::from_secs(1));
        assert!(near.verdict == Verdict::Warning && near.cause.ends_with("29 days more"), "{near:?}");
        let strange = Chain { certificates: vec![b"strange".to_vec()], private: false };
        assert_eq!(judge(&done, &strange, "h", on(1)).verdict, Verdict::Ok);
    }

    #[test]
    fn every_end_has_a_cause_and_a_cure() {
        for (error, part) in [
            (CertificateError::Revoked.into(), "revoked"),
            (CertificateError::UnknownIssuer.into(), "self-signed"),
            (CertificateError::Expired.into(), "expired on 2026-03-31"),
            (CertificateError::NotValidForName.into(), "not for hooks.example.org"),
            (CertificateError::BadSignature.into(), "not accepted"),
            (Error::InvalidMessage(InvalidMessage::InvalidContentType), "does not speak TLS"),
            (Error::AlertReceived(AlertDescription::UnrecognisedName), "no TLS in common"),
            (Error::DecryptError, "handshake failed"),
        ] {
            let finding = judge(&Handshake::Refused(error), &chain(), "hooks.example.org", on(1));
            assert!(finding.verdict == Verdict::Failed && finding.cause.contains(part), "{finding:?}");
            assert!(finding.cure.is_some(), "{finding:?}");
        }
        for handshake in [Handshake::Silent, Handshake::Broken("reset".to_owned())] {
            assert_eq!(judge(&handshake, &Chain::default(), "h", on(1)).verdict, Verdict::Failed);
        }
    }
}
