//! The one-time verification.

use http::header::{self, HeaderValue};
use http::{HeaderMap, Response};
use serde::Serialize;

use super::{Reason, Rejected, answer};

/// Okta sends some 40 characters; more than this is not Okta.
const LONGEST: usize = 1024;

/// Okta asks whether this endpoint wants the events; the response says yes.
///
/// See <https://developer.okta.com/docs/concepts/event-hooks/>.
#[derive(Debug)]
pub struct Verification {
    challenge: String,
}

impl Verification {
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, Rejected> {
        headers
            .get("x-okta-verification-challenge")
            .and_then(|value| value.to_str().ok())
            .filter(|text| {
                text.len() <= LONGEST && !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic())
            })
            .map(|challenge| Self { challenge: challenge.to_owned() })
            .ok_or(Rejected { reason: Reason::Challenge })
    }

    /// The challenge, which the response repeats.
    pub fn challenge(&self) -> &str {
        &self.challenge
    }

    /// The response to send: the challenge.
    pub fn response(&self) -> Response<Vec<u8>> {
        #[derive(Serialize)]
        struct Body<'a> {
            verification: &'a str,
        }
        let mut response = answer(http::StatusCode::OK);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        // A struct of one text cannot fail to print; an empty body would merely fail the verification.
        *response.body_mut() =
            serde_json::to_vec(&Body { verification: &self.challenge }).unwrap_or_default();
        response
    }
}
