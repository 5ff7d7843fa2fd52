//! No access token.

use std::fmt;

use http::StatusCode;

use super::{fmt_request_id, one_line, request_id};
use crate::BoxError;
use crate::auth::ServiceApp;
use crate::operation::OperationInfo;
use crate::secret::Secret;

/// There is no access token for a service app: Okta refused one, or the key could not sign.
///
/// The operation itself was not sent.
#[derive(Debug)]
pub struct AuthError {
    operation: &'static str,
    reason: Reason,
    /// What is wrong with this machine's clock, if that is so.
    clock: Option<String>,
    uses_dpop: bool,
    /// The scopes that were asked for.
    scopes: String,
    pub(super) request_id: Option<String>,
}

#[derive(Debug)]
enum Reason {
    Refused { status: StatusCode, error: String, description: String },
    Unreadable { status: StatusCode, why: &'static str },
    Key(BoxError),
}

impl AuthError {
    fn new(info: &OperationInfo, reason: Reason) -> Self {
        let scopes = String::new();
        Self { operation: info.id, reason, clock: None, uses_dpop: false, scopes, request_id: None }
    }

    pub(crate) fn refused(
        info: &OperationInfo,
        response: &http::Response<&[u8]>,
        error: String,
        description: String,
        clock: Option<String>,
        app: &ServiceApp,
    ) -> Self {
        let reason = Reason::Refused { status: response.status(), error, description };
        Self {
            clock,
            uses_dpop: app.dpop.is_some(),
            scopes: app.scopes.join(" "),
            request_id: request_id(response.headers()),
            ..Self::new(info, reason)
        }
    }

    pub(crate) fn unreadable(
        info: &OperationInfo,
        response: &http::Response<&[u8]>,
        why: &'static str,
    ) -> Self {
        let reason = Reason::Unreadable { status: response.status(), why };
        Self { request_id: request_id(response.headers()), ..Self::new(info, reason) }
    }

    pub(crate) fn key(info: &OperationInfo, error: BoxError) -> Self {
        Self::new(info, Reason::Key(error))
    }

    /// The OAuth 2.0 error, such as `invalid_client`.
    pub fn error(&self) -> Option<&str> {
        match &self.reason {
            Reason::Refused { error, .. } => Some(error),
            _ => None,
        }
    }

    /// Okta's words for it. Do not compare them: they may change.
    pub fn error_description(&self) -> Option<&str> {
        match &self.reason {
            Reason::Refused { description, .. } => Some(description),
            _ => None,
        }
    }

    pub(super) fn status(&self) -> Option<u16> {
        match &self.reason {
            Reason::Refused { status, .. } | Reason::Unreadable { status, .. } => Some(status.as_u16()),
            Reason::Key(_) => None,
        }
    }

    pub(super) fn hide(&mut self, secret: &Secret) {
        if let Reason::Refused { error, description, .. } = &mut self.reason {
            secret.hide_in(error);
            secret.hide_in(description);
        }
        self.request_id.iter_mut().for_each(|id| secret.hide_in(id));
    }
}

const CLOCK: &str = "set this machine's clock";
const PROXY: &str = "something changes the request on its way: look for a proxy";
const SCOPES: &str = "grant each of the scopes to the app, or ask for fewer";
const NO_PROOF: &str = "DPoP proof JWT header is missing";

/// What to do about Okta's descriptions, by words in them; the first that fits.
const CURES: &[(&str, &str)] = &[
    ("audience", "the org URL must be the org's own address, and no proxy may change it"),
    ("issuer claim", "check the client id"),
    ("subject claim", "check the client id"),
    (
        "already been used",
        "something sent the request twice: look for a proxy that repeats requests, and for sessions with the same seed",
    ),
    ("is expired", CLOCK),
    ("too far into the future", CLOCK),
    ("issued before the current time", CLOCK),
    ("'exp' claim", PROXY),
    (
        "signature is invalid",
        "the private key is not the one registered for the app, or the key id names another",
    ),
    ("kid is invalid", "set the key id to that of a key registered for the app"),
    ("parsing of the client_assertion", PROXY),
    ("private_key_jwt", "set the app's client authentication to Public key / Private key"),
    ("application_type", "create an app of the type API Services, and use its client id"),
    ("client_assertion_type", PROXY),
    ("No scopes", "the request asked for none: give the service app its scopes"),
    ("scopes are not configured", SCOPES),
    (NO_PROOF, "the app requires DPoP: give the service app a DPoP key"),
    ("issued in the future", CLOCK),
    ("five minutes in the past", CLOCK),
    ("'iat' claim", CLOCK),
    ("'typ' must be", PROXY),
    ("'htm' claim", PROXY),
    ("'jti' claim", PROXY),
    ("Multiple DPoP", PROXY),
    ("'htu' claim", "the org URL must be the org's own address, and no proxy may change it"),
    (
        "DPoP proof",
        "the DPoP key must be another than the app's, and nothing may change the request on its way",
    ),
];

impl Reason {
    fn cure(&self) -> Option<&'static str> {
        let Self::Refused { error, description, .. } = self else { return None };
        let found = CURES.iter().find(|(words, _)| description.contains(words)).map(|(_, cure)| *cure);
        found.or(match error.as_str() {
            "invalid_client" => Some("check client id, key and key id"),
            "invalid_scope" | "consent_required" => Some(SCOPES),
            "invalid_dpop_proof" | "use_dpop_nonce" => {
                Some("check the DPoP key, and whether the app requires one")
            }
            _ => None,
        })
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: no access token: ", self.operation)?;
        match &self.reason {
            Reason::Refused { status, error, description } => {
                write!(f, "Okta answered {} {}", status.as_u16(), one_line(error, 60))?;
                if !description.is_empty() {
                    write!(f, ": {}", one_line(description, 300))?;
                }
            }
            Reason::Unreadable { status, why } => {
                write!(f, "the token endpoint answered {}: {why}", status.as_u16())?;
            }
            Reason::Key(error) => write!(f, "the key cannot sign: {error}")?,
        }
        fmt_request_id(f, self.request_id.as_deref())?;
        let cure = if self.uses_dpop && self.error_description().is_some_and(|text| text.contains(NO_PROOF)) {
            Some(PROXY)
        } else {
            self.reason.cure()
        };
        if cure == Some(SCOPES) {
            write!(f, "; it asked for {}", one_line(&self.scopes, 300))?;
        }
        match (&self.clock, cure) {
            (Some(clock), Some(CLOCK) | None) => write!(f, "; {clock}: set it"),
            (Some(clock), Some(cure)) => write!(f, "; {cure}; and {clock}: set it"),
            (None, Some(cure)) => write!(f, "; {cure}"),
            (None, None) => Ok(()),
        }
    }
}

impl std::error::Error for AuthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Key(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
