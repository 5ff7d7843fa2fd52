//! What the fuzzer runs, and the smoke test with it. Each takes any bytes and must neither panic nor break its word.

use std::time::Duration;

use crate::operations;
use http::{HeaderName, HeaderValue, Response};
use okta_event_hooks::{
    AnyOperation, Call, Credentials, Cursor, ErrorKind, EventHook, Failure, ListEventHooks, LocalKey,
    LogEvent, Operation as _, PollLogEvents, Received, Receiver, RetryPolicy, Session, Step, UnixTime,
};

/// A target by its name.
pub type Target = fn(&[u8]);

/// Every target, as the fuzzer and the smoke test know them.
pub const TARGETS: [(&str, Target); 6] = [
    ("response", response),
    ("receiver", receiver),
    ("call_events", call_events),
    ("link_header", link_header),
    ("models", models),
    ("keys", keys),
];

/// Takes bytes off the front.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    /// As many bytes as the first byte says, where they are there.
    fn some(&mut self) -> &'a [u8] {
        let length = usize::from(self.byte());
        let (some, rest) = self.0.split_at_checked(length).unwrap_or((self.0, &[]));
        self.0 = rest;
        some
    }

    fn operation(&mut self) -> AnyOperation {
        let mut all = operations::all();
        let at = usize::from(self.byte()) % all.len();
        all.swap_remove(at)
    }

    fn head(&mut self) -> Response<()> {
        let mut response = Response::new(());
        let status = 100 + u16::from(self.byte()) * 4 + u16::from(self.byte() % 4);
        *response.status_mut() = status.try_into().unwrap_or_default();
        for _ in 0..self.byte() % 8 {
            let names = [
                "date",
                "retry-after",
                "x-rate-limit-reset",
                "x-rate-limit-limit",
                "x-rate-limit-remaining",
                "x-okta-request-id",
                "link",
                "location",
                "content-type",
                "dpop-nonce",
                "www-authenticate",
            ];
            let name = HeaderName::from_static(names[usize::from(self.byte()) % names.len()]);
            if let Ok(value) = HeaderValue::from_bytes(self.some()) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

fn session() -> Session {
    let org = "https://acme.okta.com".parse().unwrap();
    let policy = RetryPolicy { max_attempts: 4, ..RetryPolicy::default() };
    Session::new(org, Credentials::ApiToken("00token".into()), [1; 32]).unwrap().with_retry(policy)
}

/// Any answer to any operation.
pub fn response(data: &[u8]) {
    let mut bytes = Bytes(data);
    let operation = bytes.operation();
    let head = bytes.head();
    let response = head.map(|()| bytes.0);
    match operation.parse(&response) {
        Ok(output) => drop(serde_json::to_string(&output).unwrap()),
        Err(error) => assert!(!format!("{error} {error:?}").is_empty()),
    }
}

/// Any request to a receiver. Without the secret nothing gets in.
pub fn receiver(data: &[u8]) {
    let mut bytes = Bytes(data);
    let methods = ["GET", "POST", "POST", "PUT", "HEAD"];
    let method = methods[usize::from(bytes.byte()) % methods.len()];
    let secret = bytes.byte() % 4 != 0;
    let mut request = http::Request::builder().method(method).uri("/");
    if secret {
        request = request.header("authorization", "s3cr3t");
    }
    if let (true, Ok(value)) = (bytes.byte() % 2 == 0, HeaderValue::from_bytes(bytes.some())) {
        request = request.header("x-okta-verification-challenge", value);
    }
    let received = Receiver::new(["s3cr3t"]).unwrap().receive(&request.body(bytes.0).unwrap());
    assert!(secret || matches!(received, Received::Rejected(_)));
    if let Received::Delivery(delivery) = &received {
        assert_eq!(received.response().status(), 204);
        for event in delivery.events().iter().flatten() {
            event.target_event_hook_ids();
            event.ip_chain();
        }
        drop(serde_json::to_string(&**delivery).unwrap());
    }
}

/// Call events in any order: no send after the end, none to another host, no second create.
pub fn call_events(data: &[u8]) {
    let mut bytes = Bytes(data);
    let mut session = session();
    let operation = bytes.operation();
    let once = !operation.info().idempotent;
    let mut call = Call::new(operation);
    let mut now = UnixTime::from_secs(1_773_634_031);
    let mut step = call.start(&mut session, now);
    let (mut ended, mut acted) = (false, false);
    for _ in 0..64 {
        let event = bytes.byte() % 8;
        if let Step::Send(outgoing) = &step {
            assert!(!ended, "sent after the end");
            assert!(!once || !acted, "created again");
            assert_eq!(outgoing.request.uri().host(), Some("acme.okta.com"));
            acted |= matches!(event, 2..);
        }
        ended |= matches!(step, Step::Done(_));
        now = now.after(Duration::from_secs(u64::from(bytes.byte())));
        step = match event {
            0 => call.start(&mut session, now),
            1 => call.resume(&mut session, now),
            2 => call.failure(&mut session, now, Failure::MaybeSent("reset".into())),
            3 => call.failure(&mut session, now, Failure::TimedOut),
            _ => {
                let head = bytes.head();
                // Nothing was done when it was refused for its rate.
                acted &= head.status() != 429 || matches!(step, Step::Done(_) | Step::Wait(_));
                let body = bytes.some();
                call.response(&mut session, now, head.map(|()| body.to_vec()))
            }
        };
    }
}

/// Any `Link` header: what comes of it stays on the org's own path.
pub fn link_header(data: &[u8]) {
    let mut response = Response::new(b"[]".as_slice());
    for line in data.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            response.headers_mut().append("link", value);
        }
    }
    let org = "https://acme.okta.com".parse().unwrap();
    let page = match ListEventHooks::new().parse(&response) {
        Ok(page) => page,
        // A link that nobody can follow.
        Err(error) => return assert_eq!(error.kind(), ErrorKind::Protocol),
    };
    if let Some(cursor) = page.next {
        assert_eq!(Cursor::from(cursor.to_string().as_str()), cursor);
        if let Ok(request) = PollLogEvents::after(cursor).request(&org) {
            assert_eq!(request.uri().authority().map(http::uri::Authority::as_str), Some("acme.okta.com"));
            assert_eq!(request.uri().path(), "/api/v1/logs");
        }
    }
}

/// Any JSON as a hook, a spec and an event: what can be read is printed, and reads the same again.
pub fn models(data: &[u8]) {
    if let Ok(hook) = EventHook::from_json(data) {
        let printed = serde_json::to_string(&hook).unwrap();
        assert_eq!(EventHook::from_json(&printed).unwrap(), hook);
        drop(serde_json::to_string(&hook.into_spec()).unwrap());
    }
    if let Ok(event) = LogEvent::from_json(data) {
        let printed = serde_json::to_string(&event).unwrap();
        assert_eq!(LogEvent::from_json(&printed).unwrap(), event);
    }
}

/// Any text as a private key.
pub fn keys(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match LocalKey::parse(&text) {
        Ok(key) => drop(format!("{key:?}")),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What the fuzzer begins with: the bodies of the vectors, each in the form that a target reads.
pub fn corpus(target: &str) -> Vec<Vec<u8>> {
    let vectors = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");
    let mut texts = Vec::new();
    collect(std::path::Path::new(vectors), &mut texts);
    let prefix: &[u8] = match target {
        // Operation, status 200 in two bytes, no headers.
        "response" => &[2, 25, 0, 0],
        "receiver" => &[1, 1, 1],
        "call_events" => &[2, 4, 1, 25, 0, 0],
        _ => &[],
    };
    texts.into_iter().map(|text| [prefix, text.as_bytes()].concat()).collect()
}

/// The texts that a target may be fed: every object in the vectors that has members of a hook, an event, an error or a
/// header, and every text.
fn collect(path: &std::path::Path, texts: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "json") {
            let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            gather(&json, texts);
        } else if path.extension().is_some_and(|ending| ending == "pem") {
            texts.push(std::fs::read_to_string(&path).unwrap());
        }
    }
    texts.sort();
    texts.dedup();
}

fn gather(json: &serde_json::Value, texts: &mut Vec<String>) {
    match json {
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, texts)),
        serde_json::Value::Object(members) => {
            for name in ["body", "bodyText", "text", "eventHook", "params"] {
                match members.get(name) {
                    Some(serde_json::Value::String(text)) => texts.push(text.clone()),
                    Some(value) if !value.is_null() => texts.push(value.to_string()),
                    _ => {}
                }
            }
            members.values().for_each(|value| gather(value, texts));
        }
        serde_json::Value::String(text) if text.starts_with('<') => texts.push(text.clone()),
        _ => {}
    }
}
