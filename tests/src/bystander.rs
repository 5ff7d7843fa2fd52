//! A host that must hear nothing.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

/// A listener that nobody may connect to. As nothing is ever read from it, it also serves as a host that never answers.
#[derive(Debug)]
pub struct Bystander(TcpListener);

impl Bystander {
    /// Listens on a loopback port of its own.
    #[expect(clippy::new_without_default, reason = "it takes a port")]
    pub fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    /// How many connections were made since this was last asked.
    pub fn connections(&self) -> usize {
        // The kernel completes connections by itself, so a made one is here to be accepted.
        let mut count = 0;
        loop {
            match self.0.accept() {
                Ok(_) => count += 1,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return count,
                Err(error) => panic!("{error}"),
            }
        }
    }
}
