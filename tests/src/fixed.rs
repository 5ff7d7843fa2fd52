//! A server that always answers the same, as fast as a socket allows: for benchmarks of clients.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// How a path ends, and the whole answer to its request.
type Answers = Arc<[(&'static str, Vec<u8>)]>;

/// Answers each request with the body of the first entry whose text its path ends in, on kept connections. Returns its URL.
pub fn serve(bodies: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answers: Answers = bodies.into_iter().map(|(path, body)| (path, answer(&body))).collect();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = Arc::clone(&answers);
            thread::spawn(move || answer_all(&stream, &answers));
        }
    });
    url
}

fn answer(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nX-Okta-Request-Id: \
         X0f4OtUfr\r\nX-Rate-Limit-Limit: 600\r\nX-Rate-Limit-Remaining: 599\r\nX-Rate-Limit-Reset: 1773634091\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn answer_all(stream: &TcpStream, answers: &Answers) {
    stream.set_nodelay(true).unwrap();
    let mut lines = BufReader::new(stream);
    let (mut line, mut path) = (String::new(), None);
    while lines.read_line(&mut line).is_ok_and(|read| read > 0) {
        if line == "\r\n" {
            let path: String = path.take().unwrap_or_default();
            let (_, answer) = answers.iter().find(|(end, _)| path.ends_with(end)).unwrap();
            if (&mut &*stream).write_all(answer).is_err() {
                return;
            }
        } else if path.is_none() {
            path = line.split(' ').nth(1).map(str::to_owned);
        }
        line.clear();
    }
}
