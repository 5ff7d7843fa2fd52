//! Who asks.

use http::HeaderValue;

use crate::error::InvalidInput;
use crate::secret::Secret;

/// What proves to Okta who asks.
///
/// See <https://developer.okta.com/docs/reference/core-okta-api/>.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Credentials {
    /// An API token of the org. It has the rights of the user who made it, and lapses after 30 days without use.
    ApiToken(Secret),
    /// An OAuth 2.0 access token that the caller already holds, with the scope of each operation it is used for.
    AccessToken(Secret),
}

impl Credentials {
    /// The `Authorization` header.
    pub(crate) fn header(&self) -> Result<HeaderValue, InvalidInput> {
        match self {
            Self::ApiToken(token) => token.header_value("SSWS", "the API token"),
            Self::AccessToken(token) => token.header_value("Bearer", "the access token"),
        }
    }

    /// The secret that must not show in an error.
    pub(crate) fn secret(&self) -> &Secret {
        match self {
            Self::ApiToken(token) | Self::AccessToken(token) => token,
        }
    }
}
