//! A receiver that counts what it gets.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What it does with deliveries; a verification it always answers as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Accept,
    /// Never answers.
    Hang,
}

pub(crate) struct Receiver {
    pub(crate) url: String,
    bodies: Arc<Mutex<Vec<Value>>>,
    stopped: Arc<AtomicBool>,
}

impl Receiver {
    pub(crate) fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(AtomicBool::new(false));
        let (list, stop) = (Arc::clone(&bodies), Arc::clone(&stopped));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let (stream, list) = (stream.unwrap(), Arc::clone(&list));
                std::thread::spawn(move || talk(&stream, manner, &list));
            }
        });
        Self { url, bodies, stopped }
    }

    /// The bodies of the deliveries, in the order of their arrival.
    pub(crate) fn deliveries(&self) -> Vec<Value> {
        self.bodies.lock().unwrap().clone()
    }

    /// How often each event has arrived.
    pub(crate) fn uuids(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for body in self.bodies.lock().unwrap().iter() {
            for uuid in uuids(body) {
                *counts.entry(uuid).or_default() += 1;
            }
        }
        counts
    }
}

/// Those of one delivery, in its order.
pub(crate) fn uuids(body: &Value) -> Vec<String> {
    let events = body["data"]["events"].as_array().unwrap();
    events.iter().map(|event| event["uuid"].as_str().unwrap().to_owned()).collect()
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        let address = self.url.trim_start_matches("http://").trim_end_matches("/hook");
        drop(TcpStream::connect(address));
    }
}

/// Requests of one connection until it is closed.
pub(crate) fn talk<S>(stream: S, manner: Manner, list: &Mutex<Vec<Value>>)
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
                list.lock().unwrap().push(serde_json::from_slice(&body).unwrap());
                String::new()
            }
        };
        let length = answer.len();
        let _ = write!(
            stream.get_mut(),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{answer}"
        );
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
