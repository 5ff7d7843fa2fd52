//! Reads answers. The only place that knows what statuses and bodies mean.

use http::header;

use super::OperationInfo;
use crate::error::{ApiError, Error, ProtocolError};
use crate::model::{Lenient, read, text};

impl OperationInfo {
    /// A JSON document. What it is labelled as does not matter: proxies relabel.
    pub(super) fn json<T: Lenient>(&self, response: &http::Response<&[u8]>) -> Result<T, Error> {
        self.success(response)?;
        read(response.body()).map_err(|error| self.unreadable(response, &error))
    }

    /// Nothing: whatever body a success has is ignored.
    pub(super) fn nothing(&self, response: &http::Response<&[u8]>) -> Result<(), Error> {
        self.success(response)
    }

    /// A success whose body cannot be read.
    pub(super) fn unreadable(&self, response: &http::Response<&[u8]>, error: &serde_json::Error) -> Error {
        let reason = if text(response.body()).is_ok_and(|body| body.trim().is_empty()) {
            "the body is empty".to_owned()
        } else {
            format!("the body cannot be read: {error}")
        };
        self.protocol(response, reason)
    }

    /// A success that is none.
    pub(super) fn protocol(&self, response: &http::Response<&[u8]>, reason: impl Into<String>) -> Error {
        ProtocolError::new(self, response, reason).into()
    }

    pub(super) fn success(&self, response: &http::Response<&[u8]>) -> Result<(), Error> {
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        if status.is_redirection() {
            let location =
                response.headers().get(header::LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()));
            let to = location.as_deref().unwrap_or("nowhere");
            return Err(self.protocol(response, format!("a redirect to {to}, which is never followed")));
        }
        Err(match ApiError::read(self, response) {
            Some(error) => error.into(),
            None => self.protocol(response, "an error without an error body of Okta's"),
        })
    }
}
