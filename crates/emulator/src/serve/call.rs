//! Requests to receivers: no redirects, no proxy.

use std::error::Error;
use std::sync::OnceLock;
use std::time::Duration;

use http::Response;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;

use super::tls;
use crate::org::{Call, Outcome};

/// The rest of a longer answer is not read; the call then counts as failed.
const MAX_ANSWER: usize = 1024 * 1024;

/// No receiver keeps a connection for less, so a POST is hardly ever sent into one that is being closed.
const IDLE: Duration = Duration::from_millis(500);

type Connections<C> = Client<C, Full<Bytes>>;

/// What calls receivers.
pub(super) struct Caller {
    plain: Connections<HttpConnector>,
    /// Made when the first https receiver is called: the system's authorities take a while to load.
    tls: OnceLock<Result<Connections<HttpsConnector<HttpConnector>>, String>>,
    authorities: Vec<CertificateDer<'static>>,
}

impl Caller {
    pub(super) fn new(authorities: Vec<CertificateDer<'static>>) -> Self {
        Self { plain: builder().build(connector()), tls: OnceLock::new(), authorities }
    }

    pub(super) async fn send(&self, call: Call) -> Outcome {
        match self.exchange(call).await {
            Ok(response) => Outcome::Answered(response),
            Err(error) => Outcome::Failed(chain(&*error)),
        }
    }

    async fn exchange(&self, call: Call) -> Result<Response<Vec<u8>>, Box<dyn Error + Send + Sync>> {
        let request = call.request.map(|body| Full::new(Bytes::from(body)));
        let response = if request.uri().scheme() == Some(&http::uri::Scheme::HTTPS) {
            let client = self.tls.get_or_init(|| secure(self.authorities.clone()));
            client.as_ref().map_err(Clone::clone)?.request(request).await?
        } else {
            self.plain.request(request).await?
        };
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, MAX_ANSWER).collect().await?.to_bytes().to_vec();
        Ok(Response::from_parts(parts, body))
    }
}

fn secure(
    authorities: Vec<CertificateDer<'static>>,
) -> Result<Connections<HttpsConnector<HttpConnector>>, String> {
    let config = tls::trust(authorities).map_err(|error| error.to_string())?;
    let mut connector = connector();
    connector.enforce_http(false);
    let connector = HttpsConnectorBuilder::new()
        .with_tls_config(config)
        .https_only()
        .enable_http1()
        .wrap_connector(connector);
    Ok(builder().build(connector))
}

fn connector() -> HttpConnector {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    connector
}

fn builder() -> hyper_util::client::legacy::Builder {
    let mut builder = Client::builder(TokioExecutor::new());
    builder.http1_title_case_headers(true).pool_idle_timeout(IDLE).pool_timer(TokioTimer::new());
    builder
}

/// What happened and why, in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| Error::source(*error));
    let mut texts: Vec<String> = causes.map(ToString::to_string).collect();
    texts.dedup();
    texts.join(": ")
}
