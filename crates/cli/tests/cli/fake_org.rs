//! An org that answers every request alike.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener};
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

/// A whole response.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// A response with JSON.
pub(crate) fn json(status: &str, body: &str) -> String {
    response(status, "Content-Type: application/json\r\n", body)
}
