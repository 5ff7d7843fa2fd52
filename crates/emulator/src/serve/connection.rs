//! One connection of a client.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

use super::Shared;
use super::body::Shaped;
use crate::org::Manner;

/// A larger request body gets 413.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// Longer than any client needs to begin with TLS.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Talks until the client goes, or a fault resets the connection. What fails here is the client's affair.
pub(super) async fn serve(stream: TcpStream, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    let _ = stream.set_nodelay(true);
    let reset = match tls {
        None => talk(stream, shared).await,
        Some(acceptor) => match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => talk(stream, shared).await.map(|stream| stream.into_inner().0),
            _ => None,
        },
    };
    if let Some(stream) = reset {
        // Closing it without lingering resets it.
        let _ = stream.set_zero_linger();
    }
}

/// The stream, if it is to be reset.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(stream: S, shared: Arc<Shared>) -> Option<S> {
    let reset = Notify::new();
    let service = service_fn(async |request| Ok::<_, Infallible>(answer(request, &shared, &reset).await));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        _ = &mut connection => None,
        () = reset.notified() => Some(connection.into_parts().io.into_inner()),
    }
}

async fn answer(request: Request<Incoming>, shared: &Arc<Shared>, reset: &Notify) -> Response<Shaped> {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_BODY).collect().await else {
        let mut response = Response::new(Vec::new());
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return Shaped::whole(response);
    };
    let mut response = shared.answer(Request::from_parts(parts, body.to_bytes().to_vec())).await;
    let Some(manner) = response.extensions_mut().remove::<Manner>() else {
        return Shaped::whole(response);
    };
    if let Some(delay) = manner.delay {
        tokio::time::sleep(delay).await;
    }
    if manner.reset {
        reset.notify_one();
        // The connection, and this with it, is dropped.
        std::future::pending::<()>().await;
    }
    Shaped::response(response, manner)
}
