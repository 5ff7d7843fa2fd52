//! The receiving side: what an endpoint does with Okta's requests.

use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use crate::error::InvalidInput;
use crate::secret::Secret;

mod challenge;
mod delivery;

pub use challenge::Verification;
pub use delivery::{Delivery, DeliveryData, Events};

/// How large a body may be unless said otherwise. Okta publishes no limit on a batch.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// The receiving side of an event hook: answers the one-time verification, authenticates, reads deliveries.
///
/// It is pure: give it a request, send the response that it has, then work on the events. Answer first: Okta waits
/// 3 s and tries once more at the most. Deliveries may come twice, late and in any order: deduplicate on the hook's id
/// and each event's `uuid`.
///
/// Okta signs nothing. The secret in the header proves that the sender knows it, and no more.
///
/// ```
/// use okta_event_hooks_core::{Received, Receiver};
///
/// let receiver = Receiver::new(["s3cr3t-shared-with-okta"])?;
/// let request = http::Request::get("/okta/events")
///     .header("Authorization", "s3cr3t-shared-with-okta")
///     .header("X-Okta-Verification-Challenge", "Qm7RtZ2")
///     .body("")?;
///
/// let received = receiver.receive(&request);
/// match &received {
///     Received::Verification(_) => println!("Okta verifies this endpoint"),
///     Received::Delivery(delivery) => println!("{} events", delivery.events().len()),
///     Received::Rejected(rejected) => eprintln!("{rejected}"),
/// }
/// assert_eq!(received.response().body(), br#"{"verification":"Qm7RtZ2"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// See <https://developer.okta.com/docs/concepts/event-hooks/>.
#[derive(Clone)]
pub struct Receiver {
    header: HeaderName,
    /// SHA-256 of each secret: a comparison then tells nothing of their lengths either.
    digests: Vec<[u8; 32]>,
    max_body: usize,
}

impl Receiver {
    /// A receiver that accepts any of these secrets as the value of `Authorization`.
    ///
    /// Several at once let a secret be changed without losing events: accept the new one beside the old one, replace
    /// the hook, verify it, then drop the old one. For Basic authentication a secret is
    /// [`Secret::basic`].
    ///
    /// # Errors
    /// When there is no secret, or a blank one: a receiver never lets everyone in.
    pub fn new<S: Into<Secret>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, InvalidInput> {
        let secrets: Vec<Secret> = secrets.into_iter().map(Into::into).collect();
        if secrets.is_empty() || secrets.iter().any(Secret::is_blank) {
            return Err(InvalidInput::new("a receiver needs a secret, and none may be blank"));
        }
        let digests = secrets.iter().map(|secret| Sha256::digest(secret.expose()).into()).collect();
        Ok(Self { header: header::AUTHORIZATION, digests, max_body: MAX_BODY })
    }

    /// Looks for the secret in another header: the `key` of the hook's authentication scheme, in any case.
    ///
    /// # Errors
    /// When `name` cannot be the name of a header.
    pub fn with_header(mut self, name: &str) -> Result<Self, InvalidInput> {
        self.header = name.parse().map_err(|_| {
            InvalidInput::new("the header's name holds characters that a header's name cannot")
        })?;
        Ok(self)
    }

    /// Refuses a body of more than this many bytes; 16 MiB unless set.
    #[must_use]
    pub fn with_max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// What a request is. Every part of it comes from a stranger until the secret is found right.
    pub fn receive(&self, request: &Request<impl AsRef<[u8]>>) -> Received {
        match self.read(request.method(), request.headers(), request.body().as_ref()) {
            Ok(received) => received,
            Err(rejected) => Received::Rejected(rejected),
        }
    }

    /// Looks at all but the body: a server asks this before it keeps what a stranger sends.
    ///
    /// # Errors
    /// What [`Self::receive`] would make of the request, whatever its body.
    ///
    /// ```
    /// use http::{HeaderMap, Method};
    /// use okta_event_hooks_core::Receiver;
    ///
    /// let receiver = Receiver::new(["s3cr3t-shared-with-okta"])?;
    /// assert_eq!(receiver.authenticate(&Method::POST, &HeaderMap::new()).unwrap_err().status(), 401);
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    pub fn authenticate(&self, method: &Method, headers: &HeaderMap) -> Result<(), Rejected> {
        if method != Method::GET && method != Method::POST {
            return Err(Rejected { reason: Reason::Method });
        }
        if self.is_authentic(headers) { Ok(()) } else { Err(Rejected { reason: Reason::Secret }) }
    }

    /// Looks at all but what the body says: for a language that has a JSON reader of its own.
    ///
    /// # Errors
    /// What [`Self::receive`] would make of the request, whatever is in its body of so many bytes.
    ///
    /// ```
    /// use http::{HeaderMap, Method};
    /// use okta_event_hooks_core::Receiver;
    ///
    /// let receiver = Receiver::new(["s3cr3t-shared-with-okta"])?.with_max_body(1_000);
    /// let mut headers = HeaderMap::new();
    /// headers.insert("authorization", "s3cr3t-shared-with-okta".parse().unwrap());
    /// assert!(receiver.admit(&Method::POST, &headers, 1_000).is_ok());
    /// assert_eq!(receiver.admit(&Method::POST, &headers, 1_001).unwrap_err().status(), 413);
    /// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
    /// ```
    pub fn admit(&self, method: &Method, headers: &HeaderMap, bytes: usize) -> Result<(), Rejected> {
        self.authenticate(method, headers)?;
        if bytes > self.max_body {
            return Err(Rejected { reason: Reason::TooLarge });
        }
        Ok(())
    }

    fn read(&self, method: &Method, headers: &HeaderMap, body: &[u8]) -> Result<Received, Rejected> {
        self.admit(method, headers, body.len())?;
        if method == Method::GET {
            return Verification::read(headers).map(Received::Verification);
        }
        Delivery::read(body).map(|delivery| Received::Delivery(Box::new(delivery)))
    }

    fn is_authentic(&self, headers: &HeaderMap) -> bool {
        let mut values = headers.get_all(&self.header).iter();
        // Of two values a proxy may have checked one and we the other.
        let (Some(value), None) = (values.next(), values.next()) else {
            return false;
        };
        let digest: [u8; 32] = Sha256::digest(value.as_bytes()).into();
        let found = self.digests.iter().fold(Choice::from(0), |found, secret| found | digest.ct_eq(secret));
        found.into()
    }
}

impl std::fmt::Debug for Receiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receiver")
            .field("header", &self.header)
            .field("secrets", &self.digests.len())
            .field("max_body", &self.max_body)
            .finish()
    }
}

/// What a request was, with the response to send.
#[derive(Debug)]
#[must_use = "Okta waits for the response"]
pub enum Received {
    /// The one-time verification. It may come again at any time, and must be answered each time.
    Verification(Verification),
    /// Events. Send the response first, then work on them.
    Delivery(Box<Delivery>),
    /// Not from Okta, or not meant for us.
    Rejected(Rejected),
}

impl Received {
    /// The response to send.
    pub fn response(&self) -> Response<Vec<u8>> {
        match self {
            Self::Verification(verification) => verification.response(),
            Self::Delivery(delivery) => delivery.response(),
            Self::Rejected(rejected) => rejected.response(),
        }
    }
}

/// A request that was refused, and why.
#[derive(Debug)]
pub struct Rejected {
    reason: Reason,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Reason {
    #[error("the method is neither GET nor POST")]
    Method,
    #[error(
        "the secret is missing, wrong or given twice; the hook's authentication scheme must have one of ours"
    )]
    Secret,
    #[error("the body is larger than this receiver accepts")]
    TooLarge,
    #[error("a GET without a usable X-Okta-Verification-Challenge is not from Okta")]
    Challenge,
    #[error("the body is no delivery: {0}")]
    Body(String),
}

impl Rejected {
    /// The status to answer with.
    pub fn status(&self) -> StatusCode {
        match self.reason {
            Reason::Method => StatusCode::METHOD_NOT_ALLOWED,
            Reason::Secret => StatusCode::UNAUTHORIZED,
            Reason::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Reason::Challenge | Reason::Body(_) => StatusCode::BAD_REQUEST,
        }
    }

    /// The response to send.
    pub fn response(&self) -> Response<Vec<u8>> {
        let mut response = answer(self.status());
        if self.reason == Reason::Method {
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
        }
        response
    }
}

impl std::fmt::Display for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "answered {}: {}", self.status().as_u16(), self.reason)
    }
}

impl std::error::Error for Rejected {}

fn answer(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}
