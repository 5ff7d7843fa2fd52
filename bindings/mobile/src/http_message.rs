//! A request to send, and what came back.

use http::{HeaderMap, HeaderName, HeaderValue};
use okta_event_hooks_core::HeaderText;

use crate::bytes::Bytes;

/// A header of a request or of an answer. Its value is not printed.
#[derive(Clone, Debug, uniffi::Record)]
pub struct HttpHeader {
    /// Its name, to be compared in any case.
    pub name: String,
    /// Its value.
    pub value: HeaderText,
}

/// A request to send as it is: what follows a redirect would give the token away.
#[derive(Clone, Debug, uniffi::Record)]
pub struct HttpRequest {
    /// Such as `GET`.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// The headers. They carry secrets.
    pub headers: Vec<HttpHeader>,
    /// The body, if there is one. It may carry a secret.
    pub body: Option<Vec<u8>>,
    /// Whether to send it twice is the same as to send it once. If not, a transport must not send it again by itself, as some
    /// do when a kept connection turns out to be dead.
    pub repeatable: bool,
}

/// A whole answer, whatever its status; its body decompressed, as `Content-Encoding` says.
#[derive(Clone, Debug, uniffi::Record)]
pub struct HttpResponse {
    /// The status, 100 to 999.
    pub status: i32,
    /// The headers, in any order; one that comes several times may be here several times.
    pub headers: Vec<HttpHeader>,
    /// The body; empty if there is none.
    pub body: Bytes,
}

impl HttpRequest {
    pub(crate) fn new(request: http::Request<Vec<u8>>, repeatable: bool) -> Self {
        let (head, body) = request.into_parts();
        let header = |(name, value): (&HeaderName, &HeaderValue)| HttpHeader {
            name: name.as_str().to_owned(),
            value: value.as_bytes().iter().copied().map(char::from).collect::<String>().into(),
        };
        Self {
            method: head.method.to_string(),
            url: head.uri.to_string(),
            headers: head.headers.iter().map(header).collect(),
            body: Some(body).filter(|body| !body.is_empty()),
            repeatable,
        }
    }
}

/// What is no header cannot be one that means something.
pub(crate) fn header_map(headers: &[HttpHeader]) -> HeaderMap {
    let mut map = HeaderMap::with_capacity(headers.len());
    for header in headers {
        if let Ok(name) = HeaderName::from_bytes(header.name.as_bytes())
            && let Ok(value) = HeaderValue::from_bytes(&bytes(header.value.as_str()))
        {
            map.append(name, value);
        }
    }
    map
}

/// HTTP libraries tell bytes beyond ASCII as Latin-1, or read them as UTF-8.
fn bytes(value: &str) -> Vec<u8> {
    let latin_1: Option<Vec<u8>> = value.chars().map(|c| u8::try_from(c).ok()).collect();
    latin_1.unwrap_or_else(|| value.as_bytes().to_vec())
}
