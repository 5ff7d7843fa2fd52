//! Kept connections that send requests as fast as they are answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

/// Some connections to one server, driven by the thread that calls [`Load::run`].
pub(crate) struct Load {
    runtime: Runtime,
    connections: Vec<Connection>,
}

struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Load {
    pub(crate) fn new(url: &str, connections: usize) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let address = url.strip_prefix("http://").unwrap();
        let connect = || {
            let stream = runtime.block_on(TcpStream::connect(address)).unwrap();
            stream.set_nodelay(true).unwrap();
            Connection { stream, received: Vec::new() }
        };
        let connections = (0..connections).map(|_| connect()).collect();
        Self { runtime, connections }
    }

    /// Sends this many requests, each on the next connection that is free. How long it took until all were answered.
    pub(crate) fn run(
        &mut self,
        times: usize,
        request: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static,
    ) -> Duration {
        let shared = Arc::new((AtomicUsize::new(0), request));
        let connections = std::mem::take(&mut self.connections);
        let start = Instant::now();
        self.connections = self.runtime.block_on(async {
            let work = |mut connection: Connection| {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    let (next, request) = &*shared;
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= times {
                            return connection;
                        }
                        connection.exchange(&request(number)).await;
                    }
                })
            };
            let tasks: Vec<_> = connections.into_iter().map(work).collect();
            let mut connections = Vec::new();
            for task in tasks {
                connections.push(task.await.unwrap());
            }
            connections
        });
        start.elapsed()
    }

    /// One request; the body of its answer.
    pub(crate) fn ask(&mut self, request: &[u8]) -> Vec<u8> {
        let connection = self.connections.first_mut().unwrap();
        let head = self.runtime.block_on(connection.exchange(request));
        connection.received.split_off(head)
    }
}

impl Connection {
    /// Leaves the answer in `received`; gives back where its body begins. Another status than 200 ends the benchmark.
    async fn exchange(&mut self, request: &[u8]) -> usize {
        self.received.clear();
        self.stream.write_all(request).await.unwrap();
        let mut whole = None;
        loop {
            if whole.is_none() {
                whole = lengths(&self.received);
            }
            if let Some((head, body)) = whole
                && self.received.len() >= head + body
            {
                return head;
            }
            self.received.reserve(64 * 1024);
            let read = self.stream.read_buf(&mut self.received).await.unwrap();
            assert!(read > 0, "the server has closed the connection");
        }
    }
}

/// How long head and body are, as soon as the head is there.
fn lengths(received: &[u8]) -> Option<(usize, usize)> {
    let end = received.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let head = str::from_utf8(received.get(..end)?).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let length = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    Some((end, length.map(|(_, value)| value.parse().unwrap()).next().unwrap()))
}
