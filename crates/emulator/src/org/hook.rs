mod shown;

use http::{HeaderName, HeaderValue, Uri};
use jiff::Timestamp;
use serde_json::Value;

use crate::filter::Expression;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Active,
    Inactive,
}

impl Status {
    fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
        }
    }
}

/// One hook. Only (ACTIVE, VERIFIED) ones get events (documented).
#[derive(Debug, Clone)]
pub(super) struct Hook {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) verified: bool,
    pub(super) created: Timestamp,
    pub(super) created_by: String,
    pub(super) last_updated: Timestamp,
    pub(super) spec: Spec,
    /// Grows when the channel changes, so that a verification under way does not vouch for another channel.
    pub(super) channel_revision: u64,
}

/// What a client may set.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) items: Vec<String>,
    pub(super) filters: Option<Vec<Filter>>,
    pub(super) channel: Channel,
}

#[derive(Debug, Clone)]
pub(super) struct Filter {
    pub(super) event: String,
    pub(super) text: String,
    pub(super) expression: Expression,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Channel {
    pub(super) uri: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) auth: Option<Auth>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Auth {
    pub(super) key: String,
    pub(super) value: String,
}

impl std::fmt::Debug for Auth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Auth").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Channel {
    /// A request to the receiver, with what both kinds of request carry: authorization and custom headers go on the
    /// verification GET too (observed), the user agent on deliveries (inferred).
    pub(super) fn request(
        &self,
        method: http::Method,
        request_id: &str,
        body: Vec<u8>,
    ) -> http::Request<Vec<u8>> {
        let mut request = http::Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = self.uri.parse().unwrap_or_else(|_| Uri::from_static("/"));
        let headers = request.headers_mut();
        headers.insert(http::header::USER_AGENT, HeaderValue::from_static("Okta-Integrations"));
        headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Ok(value) = HeaderValue::from_str(request_id) {
            headers.insert("x-okta-request-id", value);
        }
        let auth = self.auth.iter().map(|auth| (&auth.key, &auth.value));
        for (key, value) in self.headers.iter().map(|(key, value)| (key, value)).chain(auth) {
            if let (Ok(name), Ok(value)) =
                (HeaderName::from_bytes(key.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
            {
                headers.append(name, value);
            }
        }
        request
    }
}

impl Hook {
    pub(super) fn gets_events(&self) -> bool {
        self.status == Status::Active && self.verified
    }

    pub(super) fn subscribes_to(&self, event_type: &str) -> bool {
        self.spec.items.iter().any(|item| item == event_type)
    }

    /// A type without a filter always passes (inferred).
    pub(super) fn lets_pass(&self, event_type: &str, event: &Value) -> bool {
        let mut filters = self.spec.filters.iter().flatten().filter(|filter| filter.event == event_type);
        filters.all(|filter| filter.expression.matches(event))
    }
}
