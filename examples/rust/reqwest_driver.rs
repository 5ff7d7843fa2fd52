//! The core driven over reqwest, async: a complete driver for another HTTP library.

#![allow(clippy::print_stdout, clippy::missing_errors_doc, reason = "an example")]

use std::error::Error;
use std::time::{Duration, SystemTime};

use okta_event_hooks::{
    Call, Credentials, EventHookSpec, Failure, ListEventHooks, Operation, Outgoing, Session, Step, UnixTime,
};
use okta_event_hooks_emulator::{Config, Emulator};
use tokio::sync::Mutex;

/// An answer of more than this many bytes is none.
const MOST_BYTES: usize = 16 * 1024 * 1024;
const TIMEOUT: Duration = Duration::from_secs(30);

/// An async client: a session, and the HTTP library that carries its bytes.
struct Client {
    session: Mutex<Session>,
    http: reqwest::Client,
}

impl Client {
    fn new(session: Session) -> reqwest::Result<Self> {
        // A redirect is an answer: the token goes nowhere else.
        let http =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
        Ok(Self { session: Mutex::new(session), http })
    }

    /// Carries out one operation. Dropping the future cancels it.
    async fn call<O: Operation>(&self, operation: O) -> Result<O::Output, okta_event_hooks::Error> {
        let mut call = Call::new(operation);
        let mut step = call.start(&mut *self.session.lock().await, now());
        loop {
            step = match step {
                Step::Send(outgoing) => match self.send(*outgoing).await {
                    Ok(response) => call.response(&mut *self.session.lock().await, now(), response),
                    Err(failure) => call.failure(&mut *self.session.lock().await, now(), failure),
                },
                Step::Wait(duration) => {
                    tokio::time::sleep(duration).await;
                    call.resume(&mut *self.session.lock().await, now())
                }
                Step::Done(result) => return result,
            };
        }
    }

    async fn send(&self, outgoing: Outgoing) -> Result<http::Response<Vec<u8>>, Failure> {
        let timeout = TIMEOUT.max(outgoing.patience);
        let request =
            reqwest::Request::try_from(outgoing.request).map_err(|error| Failure::NotSent(error.into()))?;
        match tokio::time::timeout(timeout, self.exchange(request)).await {
            Ok(result) => result,
            Err(_) => Err(Failure::TimedOut),
        }
    }

    async fn exchange(&self, request: reqwest::Request) -> Result<http::Response<Vec<u8>>, Failure> {
        let mut answer = self.http.execute(request).await.map_err(|error| {
            // `is_connect`: no connection was made, so nothing can have been sent.
            if error.is_connect() { Failure::NotSent(error.into()) } else { Failure::MaybeSent(error.into()) }
        })?;
        let mut response = http::Response::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        while let Some(bytes) = answer.chunk().await.map_err(|error| Failure::MaybeSent(error.into()))? {
            response.body_mut().extend_from_slice(&bytes);
            if response.body().len() > MOST_BYTES {
                return Err(Failure::MaybeSent("the answer is too large".into()));
            }
        }
        Ok(response)
    }
}

fn now() -> UnixTime {
    SystemTime::now().into()
}

/// Runs the example: twenty calls at once on one thread.
pub fn main() -> Result<(), Box<dyn Error>> {
    let org = Emulator::start(Config::default())?;
    let seed = [7; 32]; // from a random source
    let session = Session::new(org.url().parse()?, Credentials::ApiToken(org.api_token().into()), seed)?;
    let client = Client::new(session)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let spec =
            EventHookSpec::new("Feed", "https://hooks.example.com/okta").event("user.lifecycle.create");
        let hook = client.call(okta_event_hooks::CreateEventHook::new(spec)).await?;
        println!("created {}", hook.id);
        let lists = (0..20).map(|_| client.call(ListEventHooks::new()));
        for page in futures_util::future::join_all(lists).await {
            assert_eq!(page?.items.len(), 1);
        }
        println!("listed twenty times");
        Ok(())
    })
}
