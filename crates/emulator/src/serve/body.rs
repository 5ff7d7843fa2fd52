//! A body that comes slowly, or not whole.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Response;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Bytes;
use tokio::time::Sleep;

use crate::fault::Drip;
use crate::org::Manner;

/// So long the last bytes before a cut have to leave.
const LAST_BYTES: Duration = Duration::from_millis(20);

/// The body of an answer, sent in the manner of a fault. Its announced length is always that of the whole.
pub(super) struct Shaped {
    rest: Bytes,
    left: u64,
    drip: Option<Drip>,
    /// How many bytes may still be sent before the connection is closed.
    cut: Option<usize>,
    wait: Option<Pin<Box<Sleep>>>,
}

impl Shaped {
    pub(super) fn response(response: Response<Vec<u8>>, manner: Manner) -> Response<Self> {
        response.map(|body| Self {
            left: body.len() as u64,
            rest: body.into(),
            drip: manner.drip,
            cut: manner.truncate,
            wait: None,
        })
    }

    pub(super) fn whole(response: Response<Vec<u8>>) -> Response<Self> {
        Self::response(response, Manner::default())
    }
}

impl Body for Shaped {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(wait) = &mut self.wait {
            std::task::ready!(wait.as_mut().poll(context));
            self.wait = None;
            if self.cut == Some(0) {
                return Poll::Ready(Some(Err(io::Error::other("cut by a fault"))));
            }
        }
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let piece = self.drip.map_or(usize::MAX, |drip| drip.bytes);
        let size = piece.min(self.cut.unwrap_or(usize::MAX)).min(self.rest.len());
        let data = self.rest.split_to(size);
        self.left -= size as u64;
        if let Some(cut) = &mut self.cut {
            *cut -= size;
            if *cut == 0 {
                self.wait = Some(Box::pin(tokio::time::sleep(LAST_BYTES)));
            }
        }
        if self.wait.is_none()
            && let Some(drip) = self.drip.filter(|_| !self.rest.is_empty())
        {
            self.wait = Some(Box::pin(tokio::time::sleep(drip.every)));
        }
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.wait.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
