//! One request to a receiver: plain http only, no redirects, no reuse of connections.

use http::header::HOST;
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::org::{Call, Outcome};

/// The rest of a longer answer is not read; the call then counts as failed.
const MAX_ANSWER: usize = 1024 * 1024;

pub(super) async fn send(call: Call) -> Outcome {
    match tokio::time::timeout(call.timeout, exchange(call.request)).await {
        Err(_) => Outcome::TimedOut,
        Ok(Ok(response)) => Outcome::Answered(response),
        Ok(Err(error)) => Outcome::Failed(error.to_string()),
    }
}

async fn exchange(
    request: Request<Vec<u8>>,
) -> Result<Response<Vec<u8>>, Box<dyn std::error::Error + Send + Sync>> {
    let (mut parts, body) = request.into_parts();
    if parts.uri.scheme_str() != Some("http") {
        return Err(
            "the emulator calls http receivers only; an https one can be registered but not reached".into()
        );
    }
    let host = parts.uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
    let port = parts.uri.port_u16().unwrap_or(80);
    let stream = TcpStream::connect((host.as_str(), port)).await?;
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .title_case_headers(true)
        .handshake(TokioIo::new(stream))
        .await?;
    // Dropping the set, at the end or at the time limit, closes the connection.
    let mut connections = JoinSet::new();
    connections.spawn(connection);

    let authority = parts.uri.authority().map(http::uri::Authority::as_str).unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    parts.headers.insert(HOST, HeaderValue::from_str(host)?);
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse::<Uri>()?;
    let response = sender.send_request(Request::from_parts(parts, Full::new(Bytes::from(body)))).await?;
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, MAX_ANSWER).collect().await?.to_bytes().to_vec();
    Ok(Response::from_parts(parts, body))
}
