//! An org that answers every request alike.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

/// Starts one, on a thread that ends with the test; an empty answer cuts the connection.
pub(crate) fn answering(answer: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = answer.to_owned();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { break };
            let _ = connection.read(&mut [0; 4096]);
            if answer.is_empty() {
                continue;
            }
            let _ = connection.write_all(answer.as_bytes());
            // Closing before all of the request is read would cut off the answer.
            let _ = connection.shutdown(Shutdown::Write);
            let _ = connection.set_read_timeout(Some(Duration::from_secs(2)));
            let _ = connection.read_to_end(&mut Vec::new());
        }
    });
    url
}

/// A request: its first line, such as `GET /api/v1/eventHooks HTTP/1.1`, all of its head, and its body.
pub(crate) struct Request {
    pub(crate) line: String,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// An org that answers as `answer` says, a request a connection; `None` cuts the connection.
pub(crate) fn serving(answer: impl Fn(&Request) -> Option<String> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { break };
            let Some(request) = read(&mut connection) else { continue };
            if let Some(answer) = answer(&request) {
                let _ = connection.write_all(answer.as_bytes());
            }
        }
    });
    url
}

fn read(connection: &mut TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_ascii_lowercase();
    let length = lower.lines().find_map(|line| line.strip_prefix("content-length:"));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    reader.read_exact(&mut body).ok()?;
    let line = head.lines().next()?.to_owned();
    Some(Request { line, head, body: String::from_utf8(body).unwrap() })
}

/// What a real org answers to a request.
pub(crate) fn forward(org: &str, request: &Request) -> String {
    let mut connection = TcpStream::connect(org.strip_prefix("http://").unwrap()).unwrap();
    let head = request.head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
    connection.write_all(format!("{head}{}", request.body).as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// A whole response.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// A response with JSON.
pub(crate) fn json(status: &str, body: &str) -> String {
    response(status, "Content-Type: application/json\r\n", body)
}

/// Starts one that works out its answer from the head and the body of each request, one after the other.
pub(crate) fn replying(reply: impl Fn(&str, &[u8]) -> String + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let Ok(mut connection) = connection else { break };
            if let Some((head, body)) = read_request(&mut connection) {
                let _ = connection.write_all(reply(&head, &body).as_bytes());
            }
        }
    });
    url
}

/// The head of a request in small letters, and its body. None from who connects and says nothing.
pub(crate) fn read_request(connection: &mut impl Read) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = connection.read(&mut buffer).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&buffer[..read]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let length = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
        while bytes.len() < end + 4 + length {
            let read = connection.read(&mut buffer).ok().filter(|read| *read > 0)?;
            bytes.extend_from_slice(&buffer[..read]);
        }
        return Some((head, bytes[end + 4..].to_vec()));
    }
}

/// A header of such a head.
pub(crate) fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
