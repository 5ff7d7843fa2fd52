//! Answers, down to the byte.

use conformance::server::Reply;

/// An answer with these header lines, and a `content-length` that is right.
pub(super) fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = head(status, headers, body.len());
    bytes.extend_from_slice(body);
    bytes
}

/// The head of an answer whose body has this length, or is said to.
pub(super) fn head(status: &str, headers: &[&str], length: usize) -> Vec<u8> {
    let length = format!("Content-Length: {length}");
    let mut lines = vec!["X-Okta-Request-Id: Yq8VtA3"];
    lines.extend(headers);
    lines.push(&length);
    format!("HTTP/1.1 {status}\r\n{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}

pub(super) const JSON: &str = "Content-Type: application/json";

/// 200 with a JSON body.
pub(super) fn ok(body: impl AsRef<[u8]>) -> Reply {
    Reply::new().send(answer("200 OK", &[JSON], body))
}

/// 204 as Okta sends it.
pub(super) fn no_content() -> Reply {
    Reply::new().send("HTTP/1.1 204 No Content\r\n\r\n")
}

/// Okta's own error body.
pub(super) fn okta_error(status: &str, code: &str, headers: &[&str]) -> Reply {
    let body = format!(
        r#"{{"errorCode":"{code}","errorSummary":"Summary of {code}","errorLink":"{code}","errorId":"oae1","errorCauses":[]}}"#
    );
    Reply::new().send(answer(status, &[&[JSON], headers].concat(), body))
}

/// The answer for a hook that does not exist.
pub(super) fn not_found() -> Reply {
    okta_error("404 Not Found", "E0000007", &[])
}

/// Okta's 429.
pub(super) fn too_many(headers: &[&str]) -> Reply {
    okta_error("429 Too Many Requests", "E0000047", headers)
}

/// A page of something between the client and Okta.
pub(super) fn html(status: &str, headers: &[&str]) -> Reply {
    let page =
        format!("<!DOCTYPE html>\n<html><head><title>{status}</title></head><body>nginx</body></html>\n");
    let headers = [&["Content-Type: text/html; charset=utf-8"], headers].concat();
    Reply::new().send(answer(status, &headers, page))
}
