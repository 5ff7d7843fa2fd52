//! The receiving side.

use http::{Method, Request};
use napi::bindgen_prelude::Result;
use napi_derive::napi;
use okta_event_hooks as core;
use okta_event_hooks::Delivery;

use crate::error::invalid;
use crate::headers;
use crate::output::{UnreadableItem, json, parted};

/// What an endpoint does with Okta's requests.
#[napi]
pub struct Receiver(core::Receiver);

/// What a request was, with the response to send.
#[napi(object, object_from_js = false)]
pub struct Received {
    /// `verification`, `delivery` or `rejected`.
    pub r#type: &'static str,
    pub response: Response,
    pub retry_response: Option<Response>,
    pub challenge: Option<String>,
    pub reason: Option<String>,
    /// The JSON of a delivery.
    pub json: Option<String>,
    pub unreadable: Option<Vec<UnreadableItem>>,
}

#[napi(object, object_from_js = false)]
pub struct Response {
    pub status: u16,
    /// Names and values, each a line.
    pub headers: String,
    pub body: String,
}

#[napi]
impl Receiver {
    #[napi(constructor, catch_unwind)]
    pub fn new(secrets: Vec<String>, header: Option<String>, max_body: Option<f64>) -> Result<Self> {
        let mut receiver = core::Receiver::new(secrets).map_err(|error| invalid(&error))?;
        if let Some(name) = header {
            receiver = receiver.with_header(&name).map_err(|error| invalid(&error))?;
        }
        if let Some(bytes) = max_body {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
            let bytes = bytes as usize;
            receiver = receiver.with_max_body(bytes);
        }
        Ok(Self(receiver))
    }

    /// Looks at all but what the body says: the rejection that it will be whatever is in a body of so many bytes.
    #[napi(catch_unwind)]
    pub fn admit(&self, method: String, headers: String, bytes: f64) -> Option<Received> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
        let bytes = bytes as usize;
        let rejected = self.0.admit(&method_of(&method), &headers::to_map_of_all(&headers), bytes).err()?;
        Some(Received::rejected(&rejected))
    }

    #[napi(catch_unwind)]
    pub fn receive(&self, method: String, headers: String, body: &[u8]) -> Result<Received> {
        let mut request = Request::new(body);
        *request.method_mut() = method_of(&method);
        *request.headers_mut() = headers::to_map_of_all(&headers);
        Received::of(&self.0.receive(&request))
    }
}

/// What a delivery is that JavaScript has read and found whole, but for its JSON.
#[napi(catch_unwind)]
pub fn whole_delivery() -> Received {
    Received::delivery()
}

/// The id of the hook in the `source` of a delivery.
#[napi(catch_unwind)]
pub fn hook_id_in(source: String) -> Option<String> {
    Delivery::hook_id_in(&source).map(str::to_owned)
}

/// A method that is none is one that is not allowed.
fn method_of(method: &str) -> Method {
    method.parse().unwrap_or(Method::TRACE)
}

impl Received {
    fn of(received: &core::Received) -> Result<Self> {
        Ok(match received {
            core::Received::Rejected(rejected) => Self::rejected(rejected),
            core::Received::Verification(verification) => Self {
                challenge: Some(verification.challenge().to_owned()),
                ..Self::bare("verification", &verification.response())
            },
            core::Received::Delivery(delivery) => Self {
                unreadable: parted(delivery.events())?.1,
                json: Some(json(delivery)?),
                ..Self::delivery()
            },
        })
    }

    fn delivery() -> Self {
        let retry_response = Some(Response::of(&Delivery::not_kept()));
        Self { retry_response, ..Self::bare("delivery", &Delivery::accepted()) }
    }

    fn rejected(rejected: &core::Rejected) -> Self {
        Self { reason: Some(rejected.to_string()), ..Self::bare("rejected", &rejected.response()) }
    }

    fn bare(r#type: &'static str, response: &http::Response<Vec<u8>>) -> Self {
        let response = Response::of(response);
        Self {
            r#type,
            response,
            retry_response: None,
            challenge: None,
            reason: None,
            json: None,
            unreadable: None,
        }
    }
}

impl Response {
    fn of(response: &http::Response<Vec<u8>>) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: headers::from_map(response.headers()),
            body: String::from_utf8_lossy(response.body()).into_owned(),
        }
    }
}
