//! The driver: an [`Org`] on a socket, with the real clock and real calls to receivers.

mod call;

use std::collections::HashMap;
use std::fmt;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use http::{Request, Response, StatusCode};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{Notify, oneshot};

use crate::org::{Answer, Effect, Org, Ticket};
use crate::{Config, ConfigError};

/// A larger request body gets 413.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// A running org. It has a thread of its own and listens on 127.0.0.1 until it is dropped.
///
/// ```
/// use okta_event_hooks_emulator::{Config, Emulator};
///
/// let emulator = Emulator::start(Config::default())?;
/// assert!(emulator.url().starts_with("http://127.0.0.1:"));
/// # Ok::<(), okta_event_hooks_emulator::StartError>(())
/// ```
pub struct Emulator {
    url: String,
    api_token: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Why an emulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Somebody else listens there.
    #[error(
        "starting the emulator: port {port} on 127.0.0.1 is in use; stop the program that has it, choose another \
         port, or take port 0 and let the system pick one"
    )]
    PortInUse {
        /// The port that was asked for.
        port: u16,
    },
    /// The configuration describes no org.
    #[error("starting the emulator: {0}")]
    Config(#[from] ConfigError),
    /// The system refused a socket or a thread.
    #[error("starting the emulator: {0}")]
    Io(#[from] std::io::Error),
}

impl Emulator {
    /// Starts an org and returns when it is listening.
    ///
    /// # Errors
    ///
    /// The configuration describes no org, the port is in use, or the system refuses a socket or a thread.
    pub fn start(config: Config) -> Result<Self, StartError> {
        let port = config.port;
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
                std::io::ErrorKind::AddrInUse => StartError::PortInUse { port },
                _ => StartError::Io(error),
            })?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _context = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let org = Org::new(config, &url)?;
        let api_token = org.api_token().to_owned();
        let shared = Arc::new(Shared {
            state: Mutex::new(Running { org, waiting: HashMap::new() }),
            changed: Notify::new(),
            clock: Clock { instant: Instant::now(), timestamp: Timestamp::now() },
        });
        let (stop, stopped) = oneshot::channel();
        let thread =
            std::thread::Builder::new().name("okta-event-hooks-emulator".to_owned()).spawn(move || {
                runtime.block_on(async move {
                    tokio::select! {
                        () = serve(listener, Arc::clone(&shared)) => {}
                        () = keep_time(shared) => {}
                        _ = stopped => {}
                    }
                });
                // A name that is still being looked up must not hold up the end.
                runtime.shutdown_background();
            })?;
        Ok(Self { url, api_token, stop: Some(stop), thread: Some(thread) })
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The token for `Authorization: SSWS <token>`.
    pub fn api_token(&self) -> &str {
        &self.api_token
    }

    /// Blocks for as long as the emulator runs: until the process ends. For a command line.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has ended too.
            let _ = thread.join();
        }
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("url", &self.url).finish_non_exhaustive()
    }
}

struct Shared {
    state: Mutex<Running>,
    /// The next deadline may have moved.
    changed: Notify,
    clock: Clock,
}

struct Running {
    org: Org,
    waiting: HashMap<Ticket, oneshot::Sender<Response<Vec<u8>>>>,
}

/// Wall-clock time at the start, monotonic from there: a change of the system's clock moves no deadline.
struct Clock {
    instant: Instant,
    timestamp: Timestamp,
}

impl Clock {
    fn now(&self) -> Timestamp {
        let elapsed = SignedDuration::try_from(self.instant.elapsed()).unwrap_or(SignedDuration::MAX);
        self.timestamp.checked_add(elapsed).unwrap_or(Timestamp::MAX)
    }
}

impl Shared {
    /// The org has no state between two calls that a panic could leave half done.
    fn state(&self) -> MutexGuard<'_, Running> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn perform(self: &Arc<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Answer(ticket, response) => {
                    if let Some(waiting) = self.state().waiting.remove(&ticket) {
                        // The client may have gone away.
                        let _ = waiting.send(response);
                    }
                }
                Effect::Call(call) => {
                    let shared = Arc::clone(self);
                    tokio::spawn(async move {
                        let id = call.id;
                        let outcome = call::send(call).await;
                        let effects = shared.state().org.outcome(id, outcome, shared.clock.now());
                        shared.perform(effects);
                    });
                }
            }
        }
        self.changed.notify_one();
    }
}

async fn serve(listener: tokio::net::TcpListener, shared: Arc<Shared>) {
    let router = Router::new().fallback(answer).with_state(shared);
    // Serving never ends of itself.
    let _ = axum::serve(listener, router).await;
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MAX_BODY).await else {
        return empty(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let request = Request::from_parts(parts, body.to_vec());
    let (response, effects) = {
        let mut state = shared.state();
        let (answer, effects) = state.org.handle(&request, shared.clock.now());
        let response = match answer {
            Answer::Now(response) => Ok(response),
            Answer::After(ticket) => {
                let (sender, receiver) = oneshot::channel();
                state.waiting.insert(ticket, sender);
                Err(receiver)
            }
        };
        (response, effects)
    };
    shared.perform(effects);
    match response {
        Ok(response) => response.map(Body::from),
        Err(receiver) => match receiver.await {
            Ok(response) => response.map(Body::from),
            Err(_) => empty(StatusCode::INTERNAL_SERVER_ERROR),
        },
    }
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

async fn keep_time(shared: Arc<Shared>) {
    loop {
        let deadline = shared.state().org.next_deadline();
        let sleep = deadline.map(|deadline| {
            let left = deadline.duration_since(shared.clock.now());
            Duration::try_from(left).unwrap_or(Duration::ZERO)
        });
        match sleep {
            None => shared.changed.notified().await,
            Some(sleep) => {
                tokio::select! {
                    () = tokio::time::sleep(sleep) => {}
                    () = shared.changed.notified() => {}
                }
            }
        }
        let effects = shared.state().org.tick(shared.clock.now());
        if !effects.is_empty() {
            shared.perform(effects);
        }
    }
}

#[cfg(test)]
mod tests;
