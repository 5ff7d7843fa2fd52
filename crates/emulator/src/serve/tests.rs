//! The whole emulator over loopback, with a real receiver.

mod oauth;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{Config, Emulator, StartError};

#[derive(Debug, Clone)]
struct Message {
    start: String,
    head: String,
    body: Vec<u8>,
}

impl Message {
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let (mut start, mut head) = (String::new(), String::new());
        reader.read_line(&mut start).ok()?;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            if line == "\r\n" {
                break;
            }
            head.push_str(&line);
        }
        let mut message = Self { start: start.trim_end().to_owned(), head, body: Vec::new() };
        let length = message.header("content-length").unwrap_or_default().parse().unwrap_or(0);
        message.body = vec![0; length];
        reader.read_exact(&mut message.body).ok()?;
        Some(message)
    }

    fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        let mut found = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.trim().to_owned())
    }

    fn status(&self) -> u16 {
        self.start.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).unwrap() }
    }
}

/// What a receiver does with a delivery. A verification it always answers as it should.
#[derive(Debug, Clone, Copy)]
enum Manner {
    Status(u16),
    Redirect,
    /// Says nothing until the other side gives up.
    Silent,
    /// Closes without an answer.
    HangUp,
    /// Something that is not HTTP.
    Noise,
    /// A head, then an endless body.
    Endless,
}

struct Receiver {
    url: String,
    received: Arc<Mutex<Vec<Message>>>,
    stopped: Arc<Mutex<bool>>,
}

impl Receiver {
    fn start(manners: Vec<Manner>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook?x=y", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(Mutex::new(false));
        let mut manners = manners.into_iter();
        let (list, stop) = (Arc::clone(&received), Arc::clone(&stopped));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if *stop.lock().unwrap() {
                    break;
                }
                let stream = stream.unwrap();
                let Some(message) = Message::read(&stream) else {
                    continue;
                };
                list.lock().unwrap().push(message.clone());
                if let Some(challenge) = message.header("x-okta-verification-challenge") {
                    let body = json!({"verification": challenge}).to_string();
                    write(&stream, 200, "Content-Type: application/json\r\n", &body);
                } else {
                    let manner = manners.next().unwrap_or(Manner::Status(204));
                    std::thread::spawn(move || behave(&stream, manner));
                }
            }
        });
        Self { url, received, stopped }
    }

    fn deliveries(&self) -> Vec<Message> {
        let all = self.received.lock().unwrap();
        all.iter().filter(|message| message.start.starts_with("POST")).cloned().collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        *self.stopped.lock().unwrap() = true;
        let address = self.url.trim_start_matches("http://").split('/').next().unwrap().to_owned();
        drop(TcpStream::connect(address));
    }
}

fn write(mut stream: &TcpStream, status: u16, headers: &str, body: &str) {
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Text\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

fn behave(mut stream: &TcpStream, manner: Manner) {
    match manner {
        Manner::Status(status) => write(stream, status, "", ""),
        Manner::Redirect => write(stream, 307, "Location: /elsewhere\r\n", ""),
        Manner::Silent => drop(stream.read(&mut [0])),
        Manner::HangUp => drop(stream.shutdown(Shutdown::Both)),
        Manner::Noise => drop(stream.write_all(b"SSH-2.0-nonsense\r\n\r\n")),
        Manner::Endless => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while stream.write_all(b"1\r\nx\r\n").is_ok() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

fn send(emulator: &Emulator, method: &str, path: &str, body: &Value) -> Message {
    let host = emulator.url().trim_start_matches("http://");
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let stream = TcpStream::connect(host).unwrap();
    write!(
        &stream,
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: SSWS {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        emulator.api_token(),
        body.len(),
    )
    .unwrap();
    Message::read(&stream).unwrap()
}

fn post(emulator: &Emulator, path: &str, body: &Value) -> Value {
    let reply = send(emulator, "POST", path, body);
    assert_eq!(reply.status(), 200, "{reply:?}");
    reply.json()
}

fn create(emulator: &Emulator, uri: &str) -> String {
    let body = json!({
        "name": uri,
        "events": { "type": "EVENT_TYPE", "items": ["user.lifecycle.create"] },
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": {
                "uri": uri,
                "headers": [{ "key": "X-Tenant", "value": "acme" }],
                "authScheme": { "type": "HEADER", "key": "Authorization", "value": "s3cr3t" },
            },
        },
    });
    let hook = post(emulator, "/api/v1/eventHooks", &body);
    hook["id"].as_str().unwrap().to_owned()
}

fn verify(emulator: &Emulator, id: &str) -> Message {
    send(emulator, "POST", &format!("/api/v1/eventHooks/{id}/lifecycle/verify"), &Value::Null)
}

/// A short limit, so that a silent receiver costs little; the three seconds are tested on the virtual clock.
fn impatient() -> Config {
    Config { timeout: Duration::from_millis(300), batch_window: Duration::from_hours(1), ..Config::default() }
}

/// One event to one receiver; the attempts and the reasons of the failure records.
fn deliver(manners: &[Manner]) -> (Vec<(Value, Value)>, Vec<String>, Vec<Message>) {
    let emulator = Emulator::start(impatient()).unwrap();
    let receiver = Receiver::start(manners.to_vec());
    let id = create(&emulator, &receiver.url);
    assert_eq!(verify(&emulator, &id).status(), 200);
    post(&emulator, "/emulator/events", &json!({"eventType": "user.lifecycle.create"}));
    let attempts = post(&emulator, "/emulator/flush", &Value::Null);
    let attempts = attempts.as_array().unwrap().iter();
    let attempts = attempts.map(|attempt| (attempt["outcome"].clone(), attempt["status"].clone())).collect();
    let path = "/api/v1/logs?filter=eventType+eq+%22event_hook.delivery%22";
    let log = send(&emulator, "GET", path, &Value::Null).json();
    let log = log.as_array().unwrap().iter();
    let reasons = log.map(|record| record["outcome"]["reason"].as_str().unwrap().to_owned()).collect();
    (attempts, reasons, receiver.deliveries())
}

#[test]
fn verify_and_deliver() {
    let emulator = Emulator::start(Config::default()).unwrap();
    let receiver = Receiver::start(Vec::new());
    let id = create(&emulator, &receiver.url);
    let hook = verify(&emulator, &id).json();
    assert_eq!(hook["verificationStatus"], "VERIFIED");
    let own = hook["_links"]["self"]["href"].as_str().unwrap();
    assert_eq!(own, format!("{}/api/v1/eventHooks/{id}", emulator.url()));

    let challenge = receiver.received.lock().unwrap()[0].clone();
    assert_eq!(challenge.start, "GET /hook?x=y HTTP/1.1");
    assert_eq!(challenge.header("user-agent").unwrap(), "Okta-Integrations");
    assert_eq!(challenge.header("authorization").unwrap(), "s3cr3t");
    assert_eq!(challenge.header("x-tenant").unwrap(), "acme");
    assert!(receiver.url.contains(&challenge.header("host").unwrap()));
    assert!(challenge.head.contains("X-Okta-Verification-Challenge: "));

    let event = post(&emulator, "/emulator/events", &json!({"eventType": "user.lifecycle.create"}));
    assert_eq!(event["debugContext"]["debugData"]["targetEventHookIds"], id);
    post(&emulator, "/emulator/flush", &Value::Null);
    let deliveries = receiver.deliveries();
    assert_eq!(deliveries.len(), 1);
    assert_eq!(deliveries[0].start, "POST /hook?x=y HTTP/1.1");
    assert_eq!(deliveries[0].header("content-type").unwrap(), "application/json");
    let envelope = deliveries[0].json();
    assert_eq!(envelope["data"]["events"], json!([event]));
    assert_eq!(envelope["source"], own);
}

#[test]
fn the_window_ends_by_itself() {
    let emulator = Emulator::start(Config::default()).unwrap();
    let receiver = Receiver::start(Vec::new());
    let id = create(&emulator, &receiver.url);
    verify(&emulator, &id);
    post(&emulator, "/emulator/events", &json!({"eventType": "user.lifecycle.create"}));
    let limit = Instant::now() + Duration::from_secs(10);
    while receiver.deliveries().is_empty() && Instant::now() < limit {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(receiver.deliveries().len(), 1);
}

#[test]
fn retry_after_503() {
    let (attempts, failures, received) = deliver(&[Manner::Status(503), Manner::Status(200)]);
    assert_eq!(attempts, [(json!("REFUSED"), json!(503)), (json!("SUCCESS"), json!(200))]);
    assert!(failures.is_empty());
    assert_eq!(received[0].body, received[1].body);
}

#[test]
fn failure_record_after_the_second_5xx() {
    let (attempts, failures, received) = deliver(&[Manner::Status(500), Manner::Status(502)]);
    assert_eq!((attempts.len(), received.len()), (2, 2));
    assert_eq!(failures, ["The remote endpoint answered 502"]);
}

#[test]
fn no_retry_after_400() {
    let (attempts, failures, received) = deliver(&[Manner::Status(400)]);
    assert_eq!(attempts, [(json!("REFUSED"), json!(400))]);
    assert_eq!((failures.len(), received.len()), (1, 1));
}

#[test]
fn redirects_are_not_followed() {
    let (attempts, failures, received) = deliver(&[Manner::Redirect]);
    assert_eq!(attempts, [(json!("REFUSED"), json!(307))]);
    assert_eq!((failures.len(), received.len()), (1, 1));
}

#[test]
fn silence_is_a_timeout() {
    let started = Instant::now();
    let (attempts, failures, _) = deliver(&[Manner::Silent, Manner::Endless]);
    assert_eq!(attempts, [(json!("TIMEOUT"), Value::Null), (json!("TIMEOUT"), Value::Null)]);
    assert_eq!(failures, ["The remote endpoint did not answer in time"]);
    assert!(started.elapsed() >= Duration::from_millis(600));
}

#[test]
fn broken_answers_are_retried() {
    let (attempts, failures, _) = deliver(&[Manner::HangUp, Manner::Noise]);
    assert_eq!(attempts, [(json!("UNREACHABLE"), Value::Null), (json!("UNREACHABLE"), Value::Null)]);
    assert_eq!(failures, ["The remote endpoint could not be reached"]);
}

#[test]
fn unreachable_receivers_cannot_be_verified() {
    let emulator = Emulator::start(impatient()).unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for uri in [format!("http://{closed}/"), format!("https://{closed}/")] {
        let id = create(&emulator, &uri);
        let reply = verify(&emulator, &id);
        assert_eq!(reply.status(), 400);
        assert_eq!(reply.json()["errorCode"], "E0000001");
    }
    let attempts = send(&emulator, "GET", "/emulator/verifications", &Value::Null).json();
    assert_eq!(attempts.as_array().unwrap().len(), 4);
    assert!(attempts[3]["reason"].as_str().unwrap().contains("Connection refused"), "{attempts}");
}

#[test]
fn a_port_in_use_is_reported() {
    let emulator = Emulator::start(Config::default()).unwrap();
    let port: u16 = emulator.url().rsplit(':').next().unwrap().parse().unwrap();
    let error = Emulator::start(Config { port, ..Config::default() }).unwrap_err();
    assert!(matches!(error, StartError::PortInUse { port: other } if other == port));
    assert!(error.to_string().contains("choose another port"), "{error}");
}

#[test]
fn drop_ends_it_even_while_a_call_is_open() {
    let emulator = Emulator::start(Config { timeout: Duration::from_mins(1), ..impatient() }).unwrap();
    let receiver = Receiver::start(vec![Manner::Silent]);
    let id = create(&emulator, &receiver.url);
    verify(&emulator, &id);
    post(&emulator, "/emulator/events", &json!({"eventType": "user.lifecycle.create"}));
    let host = emulator.url().trim_start_matches("http://").to_owned();
    let mut flush = TcpStream::connect(&host).unwrap();
    flush.write_all(b"POST /emulator/flush HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").unwrap();
    while receiver.deliveries().is_empty() {
        std::thread::yield_now();
    }
    let started = Instant::now();
    drop(emulator);
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_hundred_at_once() {
    let config = |seed| Config { seed, ..Config::default() };
    let emulators: Vec<_> = (0..100).map(|seed| Emulator::start(config(seed)).unwrap()).collect();
    for emulator in &emulators {
        assert_eq!(send(emulator, "GET", "/api/v1/eventHooks", &Value::Null).json(), json!([]));
    }
    assert_ne!(emulators[0].api_token(), emulators[1].api_token());
}

#[test]
fn senseless_bytes_do_no_harm() {
    let emulator = Emulator::start(Config::default()).unwrap();
    let host = emulator.url().trim_start_matches("http://");
    for bytes in [
        &b"\x00\xff\x16\x03\x01"[..],
        b"GET",
        b"GET /%ff%00?%%%=\xc3 HTTP/1.1\r\n\r\n",
        b"GET /api/v1/logs?filter=%FF%00&q=%F0%9F HTTP/1.1\r\nHost: x\r\nAuthorization: SSWS \xff\r\n\r\n",
        b"POST /emulator/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://other/api/v1/eventHooks HTTP/1.1\r\nHost: a b\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(host).unwrap();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read_to_end(&mut Vec::new());
    }
    assert_eq!(send(&emulator, "GET", "/api/v1/eventHooks", &Value::Null).status(), 200);
}
