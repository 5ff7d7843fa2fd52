//! What the doctor sends: challenges, and deliveries that say whom they are from.

use std::fmt::Write as _;
use std::time::SystemTime;

use okta_event_hooks::{Timestamp, UnixTime};
use serde_json::{Value, json};

use crate::exit::Failure;

/// What the uuid of each event of the doctor's begins with.
const MARK: &str = "d0c70c70";
/// A type that is in no catalogue.
pub(super) const UNKNOWN_TYPE: &str = "okta_event_hooks.doctor.unknown_type";

/// A challenge of 40 characters, as Okta's are.
pub(super) fn challenge() -> Result<String, Failure> {
    random_hex(20)
}

/// A delivery of this many events; of none, too.
pub(super) fn delivery(event_type: &str, count: usize) -> Result<Vec<u8>, Failure> {
    let now = now();
    let mut events = Vec::with_capacity(count);
    for _ in 0..count {
        events.push(event(event_type, now.as_str())?);
    }
    let body = json!({
        "eventType": "com.okta.event_hook",
        "eventTypeVersion": "1.0",
        "cloudEventsVersion": "0.1",
        "source": "https://doctor.invalid/api/v1/eventHooks/whoDoctor00000000000",
        "eventId": uuid()?,
        "data": { "events": events },
        "eventTime": now.as_str(),
        "contentType": "application/json",
    });
    Ok(body.to_string().into_bytes())
}

fn event(event_type: &str, now: &str) -> Result<Value, Failure> {
    Ok(json!({
        "uuid": uuid()?,
        "published": now,
        "eventType": event_type,
        "version": "0",
        "displayMessage": "Sample of okta-event-hooks doctor: nothing happened",
        "severity": "INFO",
        "client": {
            "userAgent": null,
            "zone": "null",
            "device": null,
            "id": null,
            "ipAddress": null,
            "geographicalContext": null,
            "ipChain": [],
        },
        "device": null,
        "actor": {
            "id": "00uDoctor00000000000",
            "type": "SystemPrincipal",
            "alternateId": "doctor@okta-event-hooks.invalid",
            "displayName": "okta-event-hooks doctor",
            "detailEntry": null,
        },
        "outcome": { "result": "SUCCESS", "reason": null },
        "target": [],
        "transaction": { "type": "JOB", "id": "doctor", "detail": {} },
        "debugContext": { "debugData": { "doctor": "true" } },
        "legacyEventType": null,
        "authenticationContext": {
            "authenticationProvider": null,
            "credentialProvider": null,
            "credentialType": null,
            "issuer": null,
            "authenticationStep": 0,
            "externalSessionId": null,
            "interface": null,
        },
        "securityContext": { "asNumber": null, "asOrg": null, "isp": null, "domain": null, "isProxy": null },
        "insertionTimestamp": null,
    }))
}

/// A UUID of version 4 that begins with the doctor's mark.
fn uuid() -> Result<String, Failure> {
    let random = random_hex(9)?;
    let (second, rest) = random.split_at(4);
    let (third, fourth) = rest.split_at(3);
    Ok(format!("{MARK}-{second}-4{third}-a{}-{}", fourth.get(..3).unwrap_or("000"), random_hex(6)?))
}

pub(super) fn random_hex(bytes: usize) -> Result<String, Failure> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random)
        .map_err(|error| Failure::failed(format!("the system has no random bytes: {error}")))?;
    Ok(random.iter().fold(String::with_capacity(2 * bytes), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// With milliseconds, as Okta writes times.
fn now() -> Timestamp {
    let now = UnixTime::from(SystemTime::now());
    UnixTime::from_millis(now.as_millis()).into()
}

#[cfg(test)]
mod tests {
    use okta_event_hooks::{Received, Receiver};

    use super::*;

    #[test]
    fn a_delivery_reads_as_one_and_is_marked() {
        let body = delivery("user.session.start", 3).unwrap();
        let request = http::Request::post("/").header("Authorization", "s").body(body).unwrap();
        let Received::Delivery(delivery) = Receiver::new(["s"]).unwrap().receive(&request) else {
            panic!("no delivery")
        };
        assert_eq!(delivery.hook_id(), Some("whoDoctor00000000000"));
        let mut uuids: Vec<&str> =
            delivery.events().iter().map(|event| event.as_ref().unwrap().uuid.as_str()).collect();
        assert!(uuids.iter().all(|uuid| uuid.len() == 36 && uuid.starts_with(MARK)), "{uuids:?}");
        uuids.dedup();
        assert_eq!(uuids.len(), 3);
    }
}
