//! Servers on axum, each on a runtime like the emulator's: one thread. The floor, and a receiver that counts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::{get, post};
use axum::serve::ListenerExt as _;
use serde::Deserialize;

/// How long an event may be on its way before it is lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers every GET with this body.
pub(crate) fn floor(body: Vec<u8>) -> String {
    let body = Bytes::from(body);
    let answer = async move || ([(CONTENT_TYPE, "application/json")], body.clone());
    serve(Router::new().fallback(get(answer)))
}

/// Takes deliveries, and counts how often each event came.
pub(crate) struct Receiver {
    pub(crate) url: String,
    times: Arc<Mutex<HashMap<String, u32>>>,
}

#[derive(Deserialize)]
struct Delivery<'d> {
    #[serde(borrow)]
    data: Data<'d>,
}

#[derive(Deserialize)]
struct Data<'d> {
    #[serde(borrow)]
    events: Vec<Event<'d>>,
}

#[derive(Deserialize)]
struct Event<'d> {
    uuid: &'d str,
}

impl Receiver {
    pub(crate) fn start() -> Self {
        let times = Arc::new(Mutex::new(HashMap::new()));
        let counted = Arc::clone(&times);
        let take = async move |body: Bytes| {
            let delivery: Delivery = serde_json::from_slice(&body).unwrap();
            let mut times = counted.lock().unwrap();
            for event in delivery.data.events {
                *times.entry(event.uuid.to_owned()).or_insert(0) += 1;
            }
        };
        let deliveries = Router::new().route("/", post(take));
        Self { url: serve(deliveries.layer(axum::extract::DefaultBodyLimit::disable())), times }
    }

    /// Waits until so many events have come. Whether they did, within reason.
    pub(crate) fn wait_for(&self, events: usize) -> bool {
        let start = Instant::now();
        while self.times.lock().unwrap().len() < events {
            if start.elapsed() > PATIENCE {
                return false;
            }
            thread::sleep(Duration::from_millis(1));
        }
        true
    }

    /// How many of these events did not come, and how many came more than once.
    pub(crate) fn lost_and_doubled(&self, events: impl Iterator<Item = String>) -> (usize, usize) {
        let times = self.times.lock().unwrap();
        let lost = events.filter(|uuid| !times.contains_key(uuid)).count();
        (lost, times.values().filter(|times| **times > 1).count())
    }
}

fn serve(router: Router) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    thread::spawn(move || {
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
            axum::serve(listener, router).await.unwrap();
        });
    });
    url
}
