//! A server that follows a script to the byte, and records what it is sent.
//!
//! ```
//! use conformance::server::{Reply, Server};
//!
//! // The first request is answered by a reset, the second by an answer.
//! let server = Server::replies([Reply::new().reset(), Reply::new().send("HTTP/1.1 204 No Content\r\n\r\n")]);
//! assert!(server.url().starts_with("http://127.0.0.1:"));
//! assert!(server.requests().is_empty());
//! ```

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::SockRef;

/// How often a connection that waits for a request looks whether the server has ended.
const TICK: Duration = Duration::from_millis(20);
/// The longest that anything here blocks.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest request that is read, in bytes.
const MOST: usize = 64 << 20;

/// What carries a connection: a socket, or TLS over one.
pub trait Stream: Read + Write + Send {}

impl<T: Read + Write + Send> Stream for T {}

/// What lies between a socket and HTTP.
type Layer = dyn Fn(TcpStream) -> io::Result<Box<dyn Stream>> + Send + Sync;

/// What a server does with each request.
type Script = dyn FnMut(&Request) -> Reply + Send;

/// A server on a loopback port of its own; dropping it ends every connection.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers the first request with the first reply, and so on; what comes after the last one gets a 500.
    pub fn replies(replies: impl IntoIterator<Item = Reply>) -> Self {
        let mut replies: VecDeque<_> = replies.into_iter().collect();
        Self::answering(move |_| {
            replies.pop_front().unwrap_or_else(|| {
                Reply::new().send("HTTP/1.1 500 Not In The Script\r\ncontent-length: 0\r\n\r\n")
            })
        })
    }

    /// Answers each request as `script` says.
    pub fn answering(script: impl FnMut(&Request) -> Reply + Send + 'static) -> Self {
        Self::layered(|socket| Ok(Box::new(socket)), script)
    }

    /// The same with a layer, such as TLS, between the socket and HTTP.
    pub fn layered(
        layer: impl Fn(TcpStream) -> io::Result<Box<dyn Stream>> + Send + Sync + 'static,
        script: impl FnMut(&Request) -> Reply + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            changed: Condvar::new(),
            script: Mutex::new(Box::new(script)),
            layer: Box::new(layer),
        });
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Self { address, shared, acceptor: Some(acceptor) }
    }

    /// `http://127.0.0.1:` and the port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Every request so far, in the order in which they came.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// Method and target of every request so far.
    pub fn lines(&self) -> Vec<String> {
        let line = |request: &Request| format!("{} {}", request.method, request.target);
        self.shared.state().requests.iter().map(line).collect()
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.shared.state().accepted
    }

    /// How many bytes the operating system took of what the script sent.
    pub fn sent(&self) -> u64 {
        self.shared.state().sent
    }

    /// Waits until every connection that was made is closed.
    pub fn wait_until_closed(&self) {
        assert!(self.is_closed_within(PATIENCE), "connections are still open");
    }

    /// Whether every connection that was made is closed by then.
    pub fn is_closed_within(&self, patience: Duration) -> bool {
        let state = self.shared.state();
        let waited = self.shared.changed.wait_timeout_while(state, patience, |state| state.open > 0);
        waited.unwrap_or_else(PoisonError::into_inner).0.open == 0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.state().ended = true;
        self.shared.changed.notify_all();
        // Wakes the acceptor, which then sees that it is over.
        drop(TcpStream::connect_timeout(&self.address, PATIENCE));
        if let Some(acceptor) = self.acceptor.take() {
            // A panic there has failed a test already, or is no concern of one.
            drop(acceptor.join());
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Server").field(&self.address).finish()
    }
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    /// The number of its connection, from 0.
    pub connection: usize,
    /// The method.
    pub method: String,
    /// What stands between the method and the version, to the letter.
    pub target: String,
    /// Names, in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// As many bytes as `content-length` says.
    pub body: Vec<u8>,
    /// When it was complete.
    pub at: Instant,
}

impl Request {
    /// The value of a header; of several, the first.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What a server does with a request once it has all of it. Unless it ends the connection, the next one is read.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Reply(Vec<Act>);

#[derive(Debug, Clone)]
enum Act {
    Send(Vec<u8>),
    Drip { bytes: Vec<u8>, gap: Duration },
    Repeat { bytes: Vec<u8>, times: usize },
    Pause(Duration),
    Close,
    Reset,
}

impl Reply {
    /// Nothing yet: without more, the client gets no answer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends bytes.
    pub fn send(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Act::Send(bytes.as_ref().to_vec()))
    }

    /// Sends one byte at a time, with a gap before each.
    pub fn drip(self, bytes: impl AsRef<[u8]>, gap: Duration) -> Self {
        let bytes = bytes.as_ref().to_vec();
        self.then(Act::Drip { bytes, gap })
    }

    /// Sends the same bytes many times.
    pub fn repeat(self, bytes: impl AsRef<[u8]>, times: usize) -> Self {
        let bytes = bytes.as_ref().to_vec();
        self.then(Act::Repeat { bytes, times })
    }

    /// Does nothing for this long.
    pub fn pause(self, pause: Duration) -> Self {
        self.then(Act::Pause(pause))
    }

    /// Closes the connection in order.
    pub fn close(self) -> Self {
        self.then(Act::Close)
    }

    /// Resets the connection: what the peer has not read yet is lost.
    pub fn reset(self) -> Self {
        self.then(Act::Reset)
    }

    fn then(mut self, act: Act) -> Self {
        self.0.push(act);
        self
    }
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    script: Mutex<Box<Script>>,
    layer: Box<Layer>,
}

#[derive(Default)]
struct State {
    requests: Vec<Request>,
    accepted: usize,
    open: usize,
    sent: u64,
    ended: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does nothing for this long, or until the server ends.
    fn pause(&self, pause: Duration) -> io::Result<()> {
        let state = self.state();
        let (state, _) = self
            .changed
            .wait_timeout_while(state, pause, |state| !state.ended)
            .unwrap_or_else(PoisonError::into_inner);
        if state.ended { Err(over()) } else { Ok(()) }
    }
}

fn over() -> io::Error {
    io::Error::other("the server has ended")
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut connections = Vec::new();
    while let Ok((socket, _)) = listener.accept() {
        let mut state = shared.state();
        if state.ended {
            break;
        }
        let number = state.accepted;
        state.accepted += 1;
        state.open += 1;
        drop(state);
        let shared = Arc::clone(shared);
        connections.push(thread::spawn(move || {
            // An error here is how most scripts end: the client is gone.
            drop(serve(socket, number, &shared));
            shared.state().open -= 1;
            shared.changed.notify_all();
        }));
    }
    for connection in connections {
        drop(connection.join());
    }
}

fn serve(socket: TcpStream, number: usize, shared: &Shared) -> io::Result<()> {
    socket.set_nodelay(true)?;
    socket.set_read_timeout(Some(TICK))?;
    socket.set_write_timeout(Some(PATIENCE))?;
    let linger = socket.try_clone()?;
    let mut stream = (shared.layer)(socket)?;
    loop {
        let request = read(&mut stream, number, shared)?;
        shared.state().requests.push(request.clone());
        let reply = (shared.script.lock().unwrap_or_else(PoisonError::into_inner))(&request);
        for act in reply.0 {
            match act {
                Act::Send(bytes) => send(&mut stream, &bytes, shared)?,
                Act::Drip { bytes, gap } => {
                    for byte in bytes {
                        shared.pause(gap)?;
                        send(&mut stream, &[byte], shared)?;
                    }
                }
                Act::Repeat { bytes, times } => {
                    for _ in 0..times {
                        shared.pause(Duration::ZERO)?;
                        send(&mut stream, &bytes, shared)?;
                    }
                }
                Act::Pause(pause) => shared.pause(pause)?,
                Act::Close => return Ok(()),
                Act::Reset => return SockRef::from(&linger).set_linger(Some(Duration::ZERO)),
            }
        }
    }
}

fn send(stream: &mut dyn Stream, bytes: &[u8], shared: &Shared) -> io::Result<()> {
    stream.write_all(bytes)?;
    stream.flush()?;
    shared.state().sent += bytes.len() as u64;
    Ok(())
}

/// Reads one request, its body included.
fn read(stream: &mut dyn Stream, connection: usize, shared: &Shared) -> io::Result<Request> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        more(stream, &mut bytes, shared)?;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap_or_default();
    let (method, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (target, _version) = rest.rsplit_once(' ').unwrap_or((rest, ""));
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name == "content-length")
        .and_then(|(_, value)| value.parse().ok())
        .unwrap_or(0);
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        more(stream, &mut body, shared)?;
    }
    if body.len() > length {
        return Err(io::Error::other("there are bytes after the request"));
    }
    Ok(Request {
        connection,
        method: method.to_owned(),
        target: target.to_owned(),
        headers,
        body,
        at: Instant::now(),
    })
}

/// Reads what there is, and looks now and then whether the server has ended.
fn more(stream: &mut dyn Stream, bytes: &mut Vec<u8>, shared: &Shared) -> io::Result<()> {
    let mut buffer = [0; 16 * 1024];
    let began = Instant::now();
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(_) if bytes.len() > MOST => return Err(ErrorKind::OutOfMemory.into()),
            Ok(count) => {
                bytes.extend_from_slice(&buffer[..count]);
                return Ok(());
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if shared.state().ended || began.elapsed() > PATIENCE {
                    return Err(over());
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
