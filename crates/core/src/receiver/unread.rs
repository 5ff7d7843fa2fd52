//! A request, for a language that reads JSON by itself.

use http::{Method, Request, Response};

use super::delivery::{Delivery, accepted, not_kept};
use super::{Received, Receiver};

/// What a request was, for a language that has objects and a JSON reader of its own.
#[derive(Debug)]
#[must_use = "Okta waits for the response"]
pub enum ReceivedUnread {
    /// A delivery in which nothing is amiss. Its body is UTF-8 without a byte-order mark, JSON, and everything in it has what
    /// its model requires.
    Body,
    /// Anything else, read.
    Read(Received),
}

impl Receiver {
    /// What a request is, as [`Self::receive`] tells it; but a delivery in which nothing is amiss is only looked through, which
    /// takes a third of the time that reading it takes.
    ///
    /// ```
    /// use okta_event_hooks_core::{ReceivedUnread, Receiver};
    ///
    /// let receiver = Receiver::new(["s3cr3t-shared-with-okta"])?;
    /// let request = http::Request::post("/okta/events")
    ///     .header("Authorization", "s3cr3t-shared-with-okta")
    ///     .body(r#"{"data":{"events":[]}}"#)?;
    /// let received = receiver.receive_unread(&request);
    /// assert!(matches!(received, ReceivedUnread::Body));
    /// assert_eq!(received.response().status(), 204);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn receive_unread(&self, request: &Request<impl AsRef<[u8]>>) -> ReceivedUnread {
        let (method, body) = (request.method(), request.body().as_ref());
        let is_admitted = self.admit(method, request.headers(), body).is_ok();
        if is_admitted && method == Method::POST && Delivery::is_whole(body) {
            return ReceivedUnread::Body;
        }
        ReceivedUnread::Read(self.receive(request))
    }
}

impl ReceivedUnread {
    /// The response to send.
    pub fn response(&self) -> Response<Vec<u8>> {
        match self {
            Self::Body => accepted(),
            Self::Read(received) => received.response(),
        }
    }

    /// The response to send in its place when the events of a delivery cannot be kept: [`Delivery::retry_response`].
    pub fn retry_response(&self) -> Option<Response<Vec<u8>>> {
        let is_delivery = matches!(self, Self::Body | Self::Read(Received::Delivery(_)));
        is_delivery.then(not_kept)
    }
}
