//! An answer that is not Okta's.

use std::fmt;

use http::{StatusCode, header};

use super::{fmt_maybe_applied, fmt_request_id, header_text, one_line, request_id};
use crate::operation::OperationInfo;
use crate::secret::Secret;

/// How much of an unexpected body an error shows, in bytes.
const EXCERPT: usize = 1024;

/// How much of it an error keeps: a secret that a peer echoed must be hidden before the text is cut, or its first
/// half would show.
const KEPT: usize = 16 * EXCERPT;

/// An answer that is not Okta's: a proxy's page, a redirect, a body that is not what the operation returns.
#[derive(Debug)]
pub struct ProtocolError {
    operation: &'static str,
    pub(super) status: StatusCode,
    media_type: Option<String>,
    pub(super) request_id: Option<String>,
    reason: String,
    excerpt: Excerpt,
    pub(super) maybe_applied: bool,
}

impl ProtocolError {
    pub(crate) fn new(
        info: &OperationInfo,
        response: &http::Response<&[u8]>,
        reason: impl Into<String>,
    ) -> Self {
        let body = response.body();
        let excerpt = String::from_utf8_lossy(body.get(..KEPT).unwrap_or(body));
        Self {
            operation: info.id,
            status: response.status(),
            media_type: header_text(response.headers(), header::CONTENT_TYPE.as_str()),
            request_id: request_id(response.headers()),
            reason: reason.into(),
            excerpt: Excerpt(excerpt.into_owned()),
            maybe_applied: false,
        }
    }

    pub(super) fn hide(&mut self, secret: &Secret) {
        let texts = [&mut self.reason, &mut self.excerpt.0];
        let texts = texts.into_iter().chain(&mut self.media_type).chain(&mut self.request_id);
        texts.for_each(|text| secret.hide_in(text));
    }

    /// The media type of the answer, as it was labelled.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The first 1,024 bytes of the body as text, without any secret of this call.
    pub fn excerpt(&self) -> &str {
        self.excerpt.as_str()
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let media_type = self.media_type.as_deref().unwrap_or("no media type");
        write!(
            f,
            "{}: not an answer of Okta's: {} with {}: {}",
            self.operation,
            self.status.as_u16(),
            one_line(media_type, 100),
            one_line(&self.reason, 300)
        )?;
        if !self.excerpt().trim().is_empty() {
            write!(f, "; it begins: {}", one_line(self.excerpt(), 120))?;
        }
        fmt_request_id(f, self.request_id.as_deref())?;
        fmt_maybe_applied(f, self.maybe_applied)?;
        if !self.maybe_applied {
            f.write_str("; check the org URL, and whether a proxy answers in Okta's place")?;
        }
        Ok(())
    }
}

impl std::error::Error for ProtocolError {}

/// The beginning of a body, of which less is shown than is kept.
struct Excerpt(String);

impl Excerpt {
    fn as_str(&self) -> &str {
        self.0.get(..self.0.floor_char_boundary(EXCERPT)).unwrap_or_default()
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}
