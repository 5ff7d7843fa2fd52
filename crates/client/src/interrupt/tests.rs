use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use okta_event_hooks_core::{AnyOperation, Call, Failure, ListEventHooks, Outgoing, Session, Step, UnixTime};

use crate::{Client, Transport};

/// A transport that is interrupted when it has asked this many times.
fn interrupted_after(asked: usize, org: SocketAddr, timeout: Duration) -> (Session, Transport) {
    let times = AtomicUsize::new(0);
    let interrupt = Arc::new(move || times.fetch_add(1, Ordering::Relaxed) + 1 >= asked);
    let builder = Client::builder().org_url(format!("http://{org}")).api_token("00token").timeout(timeout);
    builder.into_parts(Some(interrupt)).unwrap()
}

fn request(session: &mut Session) -> Outgoing {
    let mut call = Call::new(AnyOperation::ListEventHooks(ListEventHooks::new()));
    match call.start(session, UnixTime::from_secs(1_773_634_031)) {
        Step::Send(outgoing) => *outgoing,
        other => panic!("{other:?}"),
    }
}

/// Answers one request with these pieces, a pause before each; then holds the connection.
fn server(pieces: &'static [&'static str], pause: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        for piece in pieces {
            thread::sleep(pause);
            let _ = stream.write_all(piece.as_bytes());
        }
        let _ = stream.read(&mut request);
    });
    address
}

#[test]
fn a_wait_for_an_answer_can_be_interrupted() {
    let org = server(&["HTTP/1.1 200 OK\r\n"], Duration::from_millis(10));
    let (mut session, transport) = interrupted_after(3, org, Duration::from_mins(1));
    let began = Instant::now();
    let failure = transport.send(request(&mut session)).unwrap_err();
    assert!(matches!(failure, Failure::MaybeSent(_)), "{failure:?}");
    assert!(failure.to_string().contains("interrupted"), "{failure}");
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn a_slow_answer_is_read_all_the_same() {
    let pieces = &["HTTP/1.1 200 OK\r\nContent-", "Length: 2\r\n\r\n", "[", "]"];
    let org = server(pieces, Duration::from_millis(250));
    let (mut session, transport) = interrupted_after(usize::MAX, org, Duration::from_mins(1));
    assert_eq!(transport.send(request(&mut session)).unwrap().body(), b"[]");
}

#[test]
fn a_timeout_is_still_one() {
    let org = server(&[], Duration::ZERO);
    let (mut session, transport) = interrupted_after(usize::MAX, org, Duration::from_millis(350));
    let failure = transport.send(request(&mut session)).unwrap_err();
    assert!(matches!(failure, Failure::TimedOut), "{failure:?}");
}

/// Only Linux drops what a full queue has no room for.
#[test]
#[cfg(target_os = "linux")]
fn a_connect_can_be_interrupted() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let org = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    // Nobody accepts: at some time the queue is full.
    while let Ok(stream) = TcpStream::connect_timeout(&org, Duration::from_millis(300)) {
        waiting.push(stream);
        assert!(waiting.len() < 10_000);
    }
    let (mut session, transport) = interrupted_after(3, org, Duration::from_mins(1));
    let began = Instant::now();
    let failure = transport.send(request(&mut session)).unwrap_err();
    assert!(matches!(failure, Failure::NotSent(_)), "{failure:?}");
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
}

#[test]
fn after_an_interrupted_connect_nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (mut session, transport) =
        interrupted_after(1, listener.local_addr().unwrap(), Duration::from_mins(1));
    let failure = transport.send(request(&mut session)).unwrap_err();
    assert!(matches!(failure, Failure::NotSent(_)), "{failure:?}");
    let (mut stream, _) = listener.accept().unwrap();
    let mut received = Vec::new();
    stream.read_to_end(&mut received).unwrap();
    assert_eq!(received, b"");
}
