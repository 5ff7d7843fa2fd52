//! A receiver on a loopback port. It answers at once; what arrived is handed on.

use std::fmt;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use http::{Method, Request, Response, StatusCode};
use okta_event_hooks::{Received, Receiver};
use tokio::sync::oneshot;

use crate::exit::Failure;

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
    arrived: Box<dyn Fn(Arrival) + Send + Sync>,
}

impl Server {
    /// Listens on 127.0.0.1 and on no other address. A port of 0 picks a free one; without a path, any will do.
    /// `arrived` must not block: Okta waits for the answer meanwhile.
    pub(crate) fn start(
        port: u16,
        path: Option<String>,
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
        let shared = Arc::new(Shared { receiver, path, arrived: Box::new(arrived) });
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
    let (parts, body) = request.into_parts();
    let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
    let what = if shared.path.as_ref().is_some_and(|wanted| *wanted != path) {
        Err(Refused::Path)
    } else {
        match tokio::time::timeout(BODY_TIMEOUT, axum::body::to_bytes(body, MAX_BODY)).await {
            Ok(Ok(body)) => Ok(shared.receiver.receive(&Request::from_parts(parts, body))),
            _ => Err(Refused::Body),
        }
    };
    let response = match &what {
        Ok(received) => received.response().map(Body::from),
        Err(refused) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = refused.status();
            response
        }
    };
    (shared.arrived)(Arrival { method, path, what });
    response
}
