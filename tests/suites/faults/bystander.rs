//! A host that must hear nothing.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

/// A listener that nobody may connect to. As nothing is ever read from it, it also serves as a host that never answers.
pub(super) struct Bystander(TcpListener);

impl Bystander {
    pub(super) fn new() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().unwrap())
    }

    /// How many connections were made since this was last asked.
    pub(super) fn connections(&self) -> usize {
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
