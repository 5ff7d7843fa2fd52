//! A receiver that counts what it gets.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde::Deserialize;
use serde_json::json;

/// What it does with deliveries; a verification it always answers as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Accept,
    /// Never answers.
    Hang,
}

/// What a test wants to know of a delivery: a day has 400,000 events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delivery {
    pub(crate) event_id: String,
    pub(crate) event_time: String,
    pub(crate) uuids: Vec<String>,
}

impl Delivery {
    fn read(body: &[u8]) -> Self {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Body {
            event_id: String,
            event_time: String,
            data: Data,
        }
        #[derive(Deserialize)]
        struct Data {
            events: Vec<Event>,
        }
        #[derive(Deserialize)]
        struct Event {
            uuid: String,
        }
        let Body { event_id, event_time, data } = serde_json::from_slice(body).unwrap();
        Self { event_id, event_time, uuids: data.events.into_iter().map(|event| event.uuid).collect() }
    }
}

pub(crate) struct Receiver {
    pub(crate) url: String,
    list: Arc<Mutex<Vec<Delivery>>>,
    stopped: Arc<AtomicBool>,
}

impl Receiver {
    pub(crate) fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(AtomicBool::new(false));
        let (list, stop) = (Arc::clone(&received), Arc::clone(&stopped));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let (stream, list) = (stream.unwrap(), Arc::clone(&list));
                std::thread::spawn(move || talk(&stream, manner, &list));
            }
        });
        Self { url, list: received, stopped }
    }

    /// The deliveries, in the order of their arrival.
    pub(crate) fn deliveries(&self) -> Vec<Delivery> {
        self.list.lock().unwrap().clone()
    }

    /// How often each event has arrived.
    pub(crate) fn uuids(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for uuid in self.list.lock().unwrap().iter().flat_map(|delivery| &delivery.uuids) {
            *counts.entry(uuid.clone()).or_default() += 1;
        }
        counts
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        let address = self.url.trim_start_matches("http://").trim_end_matches("/hook");
        drop(TcpStream::connect(address));
    }
}

/// Requests of one connection until it is closed.
pub(crate) fn talk<S>(stream: S, manner: Manner, list: &Mutex<Vec<Delivery>>)
where
    S: Read + Write,
{
    let mut stream = BufReader::new(stream);
    while let Some((start, headers, body)) = read(&mut stream) {
        let answer = match headers.get("x-okta-verification-challenge") {
            Some(challenge) => json!({ "verification": challenge }).to_string(),
            None if manner == Manner::Hang => {
                let _ = stream.read(&mut [0]);
                return;
            }
            None => {
                assert!(start.starts_with("POST "), "{start}");
                list.lock().unwrap().push(Delivery::read(&body));
                String::new()
            }
        };
        let length = answer.len();
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n");
        // In one piece: a second one would wait for the acknowledgement of the first.
        let _ = stream.get_mut().write_all((head + &answer).as_bytes());
        let _ = stream.get_mut().flush();
    }
}

type Message = (String, BTreeMap<String, String>, Vec<u8>);

fn read(stream: &mut impl BufRead) -> Option<Message> {
    let mut start = String::new();
    if stream.read_line(&mut start).ok()? == 0 {
        return None;
    }
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.insert(name.to_ascii_lowercase(), value.to_owned()),
            None => break,
        };
    }
    let length = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some((start, headers, body))
}
