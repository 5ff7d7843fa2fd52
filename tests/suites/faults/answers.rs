//! Answers, down to the byte.

use conformance::server::Reply;

/// An answer with these header lines, and a `content-length` that is right.
pub(super) fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = format!("Content-Length: {}", body.len());
    let mut lines = vec!["X-Okta-Request-Id: Yq8VtA3"];
    lines.extend(headers);
    lines.push(&length);
    let head = format!("HTTP/1.1 {status}\r\n{}\r\n\r\n", lines.join("\r\n"));
    [head.as_bytes(), body].concat()
}

pub(super) const JSON: &str = "Content-Type: application/json";

/// 200 with a JSON body.
pub(super) fn ok(body: impl AsRef<[u8]>) -> Reply {
    Reply::new().send(answer("200 OK", &[JSON], body))
}
