//! A receiver under axum: it stores the events, answers, and works on them afterwards.
//!
//! Okta waits 3 s for the answer and tries once more at the most, so the work waits in a queue. A queue in memory is lost with
//! the process: put a durable one in its place, and answer 503 when it cannot be written, for then Okta tries again.

#![allow(clippy::print_stdout, clippy::missing_errors_doc, reason = "an example")]

use std::collections::HashSet;
use std::error::Error;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use okta_event_hooks::{Client, EventHookSpec, LogEvent, Received, Receiver};
use okta_event_hooks_emulator::{Config, Emulator};
use tokio::net::TcpListener;

const SECRET: &str = "s3cr3t-shared-with-okta";

/// Who receives, and where the events go: with the hook's id, for two hooks may carry the same event.
struct Endpoint {
    receiver: Receiver,
    queue: Sender<(String, LogEvent)>,
}

/// Every request of Okta's, of whatever method.
async fn handle(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    // The receiver has a limit of its own; this one keeps a stranger from filling the memory.
    let Ok(body) = to_bytes(body, 16 * 1024 * 1024).await else { return status(413) };
    let received = endpoint.receiver.receive(&Request::from_parts(head, body));
    if let Received::Delivery(delivery) = &received {
        let hook = delivery.hook_id().unwrap_or_default();
        for event in delivery.events().iter().flatten() {
            if endpoint.queue.send((hook.to_owned(), event.clone())).is_err() {
                return status(503);
            }
        }
    }
    received.response().map(Body::from)
}

fn status(code: u16) -> Response {
    let mut response = Response::default();
    *response.status_mut() = code.try_into().unwrap_or_default();
    response
}

/// Runs the example: the receiver, an org that delivers to it, and the work.
pub fn main() -> Result<(), Box<dyn Error>> {
    let (queue, events) = channel();
    let endpoint = Arc::new(Endpoint { receiver: Receiver::new([SECRET])?, queue });
    let runtime = tokio::runtime::Runtime::new()?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let uri = format!("http://{}/okta/events", listener.local_addr()?);
    let app = Router::new().fallback(handle).with_state(endpoint);
    runtime.spawn(async move { axum::serve(listener, app).await });

    let org = Emulator::start(Config::default())?;
    let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    let spec = EventHookSpec::new("Leavers", uri)
        .event("user.lifecycle.deactivate")
        .auth_header("Authorization", SECRET);
    let hook = client.create_event_hook(spec)?;
    client.verify_event_hook(&hook.id)?;
    println!("verified {}", hook.name);
    let happens = r#"{"eventType":"user.lifecycle.deactivate"}"#;
    ureq::post(format!("{}/emulator/events", org.url())).content_type("application/json").send(happens)?;

    // The work. Events come at least once: what was seen is remembered.
    let mut seen = HashSet::new();
    let (hook, event) = events.recv_timeout(Duration::from_secs(5))?;
    if seen.insert((hook, event.uuid.clone())) {
        let user = event.target_of_type("User").and_then(|user| user.alternate_id.as_deref());
        println!("{}: {}", event.event_type, user.unwrap_or("somebody"));
    }
    Ok(())
}
