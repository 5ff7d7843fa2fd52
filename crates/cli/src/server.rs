//! A receiver on a loopback port. It answers at once, or as an application behind it does; what arrived is handed on.

use std::fmt;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use http::{Method, Request, Response, StatusCode};
use okta_event_hooks::{Received, Receiver};
use tokio::sync::oneshot;

use crate::exit::Failure;
use crate::forward::{Forward, Forwarded};

/// A larger body is refused. Okta publishes no limit on a batch.
const MAX_BODY: usize = 16 * 1024 * 1024;
/// How long the body of a request may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long answers under way may take when the server stops.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// A request that arrived and was answered.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) what: Result<Received, Refused>,
    /// What the application said, if the delivery was passed on to one.
    pub(crate) forwarded: Option<Forwarded>,
}

impl Arrival {
    /// What the sender was answered.
    pub(crate) fn status(&self) -> StatusCode {
        match (&self.what, &self.forwarded) {
            (_, Some(forwarded)) => forwarded.status,
            (Ok(received), None) => received.response().status(),
            (Err(refused), None) => refused.status(),
        }
    }
}

/// A request that never reached the receiver.
#[derive(Debug)]
pub(crate) enum Refused {
    Path,
    Body,
}

impl Refused {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Body => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "answered {}: ", self.status().as_u16())?;
        match self {
            Self::Path => f.write_str("this receiver is at another path"),
            Self::Body => write!(f, "the body is larger than {MAX_BODY} bytes, or did not arrive whole"),
        }
    }
}

/// A receiver that runs until it is dropped.
pub(crate) struct Server {
    url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    receiver: Receiver,
    path: Option<String>,
    forward: Option<Forward>,
    arrived: Box<dyn Fn(Arrival) + Send + Sync>,
}

impl Server {
    /// Listens on 127.0.0.1 and on no other address. A port of 0 picks a free one; without a path, any will do.
    /// `arrived` must not block: Okta waits for the answer meanwhile.
    pub(crate) fn start(
        port: u16,
        path: Option<String>,
        forward: Option<Forward>,
        receiver: Receiver,
        arrived: impl Fn(Arrival) + Send + Sync + 'static,
    ) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::AddrInUse => Failure::failed(format!("port {port} on 127.0.0.1 is in use"))
                .hint("stop the program that has it, or pass another --port; 0 picks a free one"),
            _ => Failure::failed(format!("the receiver cannot listen on port {port}: {error}")),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let url = format!("http://{}", listener.local_addr().map_err(failed)?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let listener = {
            let _context = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(failed)?
        };
        let receiver = receiver.with_max_body(MAX_BODY);
        let shared = Arc::new(Shared { receiver, path, forward, arrived: Box::new(arrived) });
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("receiver".to_owned())
            .spawn(move || {
                runtime.block_on(serve(listener, shared, stopped));
                runtime.shutdown_background();
            })
            .map_err(failed)?;
        Ok(Self { url, stop: Some(stop), thread: Some(thread) })
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has ended too.
            let _ = thread.join();
        }
    }
}

async fn serve(listener: tokio::net::TcpListener, shared: Arc<Shared>, stopped: oneshot::Receiver<()>) {
    let (hurry, hurried) = oneshot::channel::<()>();
    let router = Router::new().fallback(answer).with_state(shared);
    let graceful = async move {
        let _ = stopped.await;
        drop(hurry);
    };
    let server = axum::serve(listener, router).with_graceful_shutdown(graceful);
    tokio::select! {
        _ = server => {}
        () = async { let _ = hurried.await; tokio::time::sleep(LAST_ANSWERS).await } => {}
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let since = Instant::now();
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
    let mut arrival = Arrival { method, path, what: Err(Refused::Path), forwarded: None };
    if shared.path.as_ref().is_none_or(|wanted| *wanted == arrival.path) {
        let Ok(Ok(body)) = tokio::time::timeout(BODY_TIMEOUT, axum::body::to_bytes(body, MAX_BODY)).await
        else {
            arrival.what = Err(Refused::Body);
            return shared.answer(arrival);
        };
        let request = Request::from_parts(parts, body);
        let received = shared.receiver.receive(&request);
        let is_delivery = matches!(received, Received::Delivery(_));
        arrival.what = Ok(received);
        if is_delivery && shared.forward.is_some() {
            return pass_on(Arc::clone(&shared), request, arrival, since).await;
        }
    }
    shared.answer(arrival)
}

/// On a thread that may block. It goes on, and is told, even if the sender hangs up meanwhile.
async fn pass_on(
    shared: Arc<Shared>,
    request: Request<Bytes>,
    mut arrival: Arrival,
    since: Instant,
) -> Response<Body> {
    let passed_on = tokio::task::spawn_blocking(move || {
        let Some(forward) = &shared.forward else {
            return shared.answer(arrival);
        };
        let (response, forwarded) = forward.pass_on(request.headers(), request.body(), since);
        arrival.forwarded = Some(forwarded);
        (shared.arrived)(arrival);
        response
    });
    // Nobody knows what the application did: the sender shall come again.
    passed_on.await.unwrap_or_else(|_| empty(StatusCode::BAD_GATEWAY))
}

impl Shared {
    /// The receiver's own answer, once it is handed on what it answers.
    fn answer(&self, arrival: Arrival) -> Response<Body> {
        let response = match &arrival.what {
            Ok(received) => received.response().map(Body::from),
            Err(refused) => empty(refused.status()),
        };
        (self.arrived)(arrival);
        response
    }
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
