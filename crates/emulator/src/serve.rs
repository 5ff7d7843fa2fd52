//! The driver: an [`Org`] on a socket, with a clock and real calls to receivers.

mod body;
mod call;
mod clock;
mod connection;
mod control;
mod moving;
pub(crate) mod tls;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::{Request, Response, StatusCode};
use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;

use crate::Config;
use crate::org::{Answer, CallId, ClientTime, Effect, Org, Ticket};
use call::Caller;
use clock::Clock;

/// How long a socket that cannot accept, for want of file descriptors, rests.
const REST: Duration = Duration::from_millis(10);

/// An org, and what its driver needs to know.
pub(crate) struct Shared {
    url: String,
    config: Config,
    caller: Caller,
    state: Mutex<Running>,
    /// Deadlines or calls may have changed.
    changed: watch::Sender<()>,
    /// One at a time moves the clock.
    moving: tokio::sync::Mutex<()>,
}

struct Running {
    org: Org,
    clock: Clock,
    /// Grows when the org is replaced by another: what is under way then is of no interest any more.
    generation: u64,
    waiting: HashMap<Ticket, oneshot::Sender<Response<Vec<u8>>>>,
    calls: HashMap<CallId, AbortHandle>,
    snapshots: BTreeMap<String, (Org, Timestamp)>,
}

impl Shared {
    pub(crate) fn new(
        config: Config,
        url: String,
        authorities: Vec<CertificateDer<'static>>,
    ) -> Result<Self, crate::ConfigError> {
        let clock = Clock::new(config.clock);
        Ok(Self {
            state: Mutex::new(Running {
                org: Org::new(config.clone(), &url, clock.now())?,
                clock,
                generation: 0,
                waiting: HashMap::new(),
                calls: HashMap::new(),
                snapshots: BTreeMap::new(),
            }),
            url,
            config,
            caller: Caller::new(authorities),
            changed: watch::Sender::new(()),
            moving: tokio::sync::Mutex::new(()),
        })
    }

    pub(crate) fn api_token(&self) -> String {
        self.state().org.api_token().to_owned()
    }

    /// The org has no state between two calls that a panic could leave half done.
    fn state(&self) -> MutexGuard<'_, Running> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to any request.
    pub(crate) async fn answer(self: &Arc<Self>, mut request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        if let Some(response) = self.control(&request).await {
            return response;
        }
        let (answer, effects, generation) = {
            let mut state = self.state();
            let now = state.clock.now();
            let of_clients = ClientTime(state.clock.of_clients());
            request.extensions_mut().insert(of_clients);
            let due = state.org.next_deadline();
            let (answer, effects) = state.org.handle(&request, now);
            let answer = match answer {
                Answer::Now(response) => Ok(response),
                Answer::After(ticket) => {
                    let (sender, receiver) = oneshot::channel();
                    state.waiting.insert(ticket, sender);
                    Err(receiver)
                }
            };
            // Most requests have none: who waits for deadlines and calls need not look.
            let has_effects = !effects.is_empty() || state.org.next_deadline() != due;
            (answer, has_effects.then_some(effects), state.generation)
        };
        if let Some(effects) = effects {
            self.perform(effects, generation);
        }
        match answer {
            Ok(response) => response,
            // The org that would have answered is gone.
            Err(receiver) => receiver.await.unwrap_or_else(|_| empty(StatusCode::SERVICE_UNAVAILABLE)),
        }
    }

    fn perform(self: &Arc<Self>, effects: Vec<Effect>, generation: u64) {
        for effect in effects {
            match effect {
                Effect::Answer(ticket, response) => {
                    if let Some(waiting) = self.state().waiting.remove(&ticket) {
                        // The client may have gone away.
                        let _ = waiting.send(response);
                    }
                }
                Effect::Call(call) => {
                    let id = call.id;
                    let shared = Arc::clone(self);
                    let task = tokio::spawn(async move {
                        let outcome = shared.caller.send(call).await;
                        let effects = {
                            let mut state = shared.state();
                            if state.generation != generation {
                                return;
                            }
                            state.calls.remove(&id);
                            let now = state.clock.now();
                            state.org.outcome(id, outcome, now)
                        };
                        shared.perform(effects, generation);
                    });
                    self.state().calls.insert(id, task.abort_handle());
                }
                Effect::Cancel(id) => {
                    if let Some(call) = self.state().calls.remove(&id) {
                        call.abort();
                    }
                }
            }
        }
        self.changed.send_replace(());
    }

    /// Does what is due at this time.
    fn tick(self: &Arc<Self>) {
        let (effects, generation) = {
            let mut state = self.state();
            let now = state.clock.now();
            (state.org.tick(now), state.generation)
        };
        if !effects.is_empty() {
            self.perform(effects, generation);
        }
    }
}

/// Accepts for ever.
pub(crate) async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection::serve(stream, tls.clone(), Arc::clone(&shared)));
            }
            Err(_) => tokio::time::sleep(REST).await,
        }
    }
}

/// Does what is due, when it is due. A clock that stands still is moved by others.
pub(crate) async fn keep_time(shared: Arc<Shared>) {
    let mut changes = shared.changed.subscribe();
    loop {
        changes.mark_unchanged();
        let left = {
            let state = shared.state();
            let deadline = state.org.next_deadline().filter(|_| !state.clock.is_stopped());
            deadline.map(|deadline| deadline.duration_since(state.clock.now()))
        };
        let changed = changes.changed();
        match left {
            // The sender lives as long as `shared` does.
            None => drop(changed.await),
            Some(left) => {
                let left = Duration::try_from(left).unwrap_or(Duration::ZERO);
                tokio::select! {
                    () = tokio::time::sleep(left) => shared.tick(),
                    _ = changed => {}
                }
            }
        }
    }
}

fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}

#[cfg(test)]
mod tests;
