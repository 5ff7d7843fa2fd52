//! A running emulator, in this process.

use std::fmt;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use http::Request;
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use crate::serve::{self, Shared, tls};
use crate::{Config, ConfigError, Fault};

/// A running org. It has a thread of its own and listens on 127.0.0.1 until it is dropped.
///
/// Nothing is shared with others: every test can have one.
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
    ca: Option<String>,
    shared: Arc<Shared>,
    runtime: Handle,
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

/// Why the control API refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the emulator answered {status} to {method} {path}: {problem}")]
pub struct ControlError {
    /// The method of the request.
    pub method: String,
    /// Its path.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
    /// What is wrong.
    pub problem: String,
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
        let scheme = if config.tls { "https" } else { "http" };
        let url = format!("{scheme}://{}", listener.local_addr()?);
        let authorities =
            config.receiver_ca.as_deref().map(tls::authorities).transpose()?.unwrap_or_default();
        let identity = config.tls.then(tls::identity).transpose()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _context = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let shared = Arc::new(Shared::new(config, url.clone(), authorities)?);
        let acceptor = identity.as_ref().map(|identity| TlsAcceptor::from(Arc::clone(&identity.config)));
        let (stop, stopped) = oneshot::channel();
        let handle = runtime.handle().clone();
        let served = Arc::clone(&shared);
        let thread =
            std::thread::Builder::new().name("okta-event-hooks-emulator".to_owned()).spawn(move || {
                runtime.block_on(async move {
                    tokio::select! {
                        () = serve::accept(listener, acceptor, Arc::clone(&served)) => {}
                        () = serve::keep_time(served) => {}
                        _ = stopped => {}
                    }
                });
                // A name that is still being looked up must not hold up the end.
                runtime.shutdown_background();
            })?;
        Ok(Self {
            url,
            api_token: shared.api_token(),
            ca: identity.map(|identity| identity.ca),
            shared,
            runtime: handle,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// `http://127.0.0.1:<port>`, or with `https`; without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The token for `Authorization: SSWS <token>`.
    pub fn api_token(&self) -> &str {
        &self.api_token
    }

    /// With [`Config::tls`], the certificate that a client has to trust, as PEM.
    pub fn ca_certificate(&self) -> Option<&str> {
        self.ca.as_deref()
    }

    /// A request to the control API, as over the socket: `openapi.yaml` in this crate describes it. The other methods
    /// are short forms of it.
    ///
    /// ```
    /// use okta_event_hooks_emulator::{Config, Emulator};
    /// use serde_json::json;
    ///
    /// let emulator = Emulator::start(Config::default())?;
    /// let event = emulator.control("POST", "/emulator/events", &json!({"eventType": "user.session.start"}))?;
    /// assert_eq!(event["outcome"]["result"], "SUCCESS");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The emulator refuses it.
    pub fn control(&self, method: &str, path: &str, body: &Value) -> Result<Value, ControlError> {
        let failed = |status: u16, problem: String| ControlError {
            method: method.to_owned(),
            path: path.to_owned(),
            status,
            problem,
        };
        let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let request = Request::builder().method(method).uri(path).body(bytes);
        let request = request.map_err(|error| failed(0, error.to_string()))?;
        let (sender, answers) = mpsc::sync_channel(1);
        let shared = Arc::clone(&self.shared);
        self.runtime.spawn(async move {
            // Who asked waits.
            let _ = sender.send(shared.answer(request).await);
        });
        let response = answers.recv().map_err(|_| failed(0, "it has stopped".to_owned()))?;
        let status = response.status();
        let json: Value = serde_json::from_slice(response.body()).unwrap_or_default();
        if status.is_success() {
            return Ok(json);
        }
        let causes = json.get("errorCauses").and_then(Value::as_array).into_iter().flatten();
        let mut texts: Vec<&str> =
            causes.filter_map(|cause| cause.get("errorSummary").and_then(Value::as_str)).collect();
        if texts.is_empty() {
            texts.extend(json.get("errorSummary").and_then(Value::as_str));
        }
        Err(failed(status.as_u16(), texts.join("; ")))
    }

    /// Makes an event happen: `{"eventType": "…"}` is enough, a whole `LogEvent` stays as it is, an array is several.
    /// Gives it back as it will be delivered.
    ///
    /// # Errors
    ///
    /// It is no event.
    pub fn trigger(&self, event: &Value) -> Result<Value, ControlError> {
        self.control("POST", "/emulator/events", event)
    }

    /// Ends the batch window now, and waits until all deliveries under way have ended. Gives back their attempts.
    ///
    /// On a clock that stands still a receiver that hangs is waited for until the clock is moved.
    ///
    /// # Errors
    ///
    /// The emulator was reset meanwhile.
    pub fn flush(&self) -> Result<Value, ControlError> {
        self.control("POST", "/emulator/flush", &Value::Null)
    }

    /// Every attempt to deliver, the oldest first.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn deliveries(&self) -> Result<Value, ControlError> {
        self.control("GET", "/emulator/deliveries", &Value::Null)
    }

    /// Every attempt to verify, with the reason of a failure.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn verifications(&self) -> Result<Value, ControlError> {
        self.control("GET", "/emulator/verifications", &Value::Null)
    }

    /// Every request that came in, the oldest first.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn requests(&self) -> Result<Value, ControlError> {
        self.control("GET", "/emulator/requests", &Value::Null)
    }

    /// Adds a fault. Gives back its id.
    ///
    /// # Errors
    ///
    /// The fault cannot happen.
    pub fn inject(&self, fault: &Fault) -> Result<String, ControlError> {
        let added = self.control("POST", "/emulator/faults", &json!(fault))?;
        Ok(added.get("id").and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    /// Removes all faults.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn clear_faults(&self) -> Result<(), ControlError> {
        self.control("DELETE", "/emulator/faults", &Value::Null).map(|_| ())
    }

    /// The org's time.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn now(&self) -> Result<Timestamp, ControlError> {
        self.control("GET", "/emulator/clock", &Value::Null).map(|clock| time(&clock))
    }

    /// Moves the org's time ahead, from deadline to deadline: batch windows end, calls are timed out and retried, tokens
    /// expire. The receivers of calls under way have a second of real time to answer first. Gives back the new time.
    ///
    /// # Errors
    ///
    /// That is past the end of the calendar.
    pub fn advance(&self, by: Duration) -> Result<Timestamp, ControlError> {
        let by = crate::config::duration::text(&by);
        self.control("POST", "/emulator/clock", &json!({ "advance": by })).map(|clock| time(&clock))
    }

    /// Goes back to the start: what the [`Config`] describes. Who waits for an answer gets 503.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn reset(&self) -> Result<(), ControlError> {
        self.control("POST", "/emulator/reset", &Value::Null).map(|_| ())
    }

    /// Remembers the org as it is, without calls under way. Gives back a name for [`Emulator::restore`].
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn snapshot(&self) -> Result<String, ControlError> {
        let snapshot = self.control("POST", "/emulator/snapshots", &Value::Null)?;
        Ok(snapshot.get("id").and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    /// Goes back to a snapshot. A clock that stands still goes back, too. Who waits for an answer gets 503.
    ///
    /// # Errors
    ///
    /// There is none of this name.
    pub fn restore(&self, snapshot: &str) -> Result<(), ControlError> {
        self.control("POST", &format!("/emulator/snapshots/{snapshot}"), &Value::Null).map(|_| ())
    }

    /// A seed file of the org as it is, with its secrets: [`Config::parse`] reads it.
    ///
    /// # Errors
    ///
    /// Its thread has ended, which it does only when the emulator is dropped.
    pub fn state(&self) -> Result<Value, ControlError> {
        self.control("GET", "/emulator/state", &Value::Null)
    }
}

fn time(clock: &Value) -> Timestamp {
    clock.get("now").and_then(Value::as_str).and_then(|text| text.parse().ok()).unwrap_or_default()
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
