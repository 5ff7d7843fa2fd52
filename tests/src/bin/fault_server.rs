//! Plays the cases of `tests/vectors/faults` for tests in other languages, until its standard input ends.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool of the tests")]

use std::net::Ipv4Addr;

use conformance::faults::serve;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

#[tokio::main]
async fn main() {
    let (over, ended) = oneshot::channel();
    std::thread::spawn(move || {
        // Also an error is an end.
        drop(std::io::copy(&mut std::io::stdin(), &mut std::io::sink()));
        over.send(()).ok();
    });
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    println!(r#"{{"url": "http://{}"}}"#, listener.local_addr().unwrap());
    tokio::select! {
        served = serve(listener) => served.unwrap(),
        _ = ended => {}
    }
}
