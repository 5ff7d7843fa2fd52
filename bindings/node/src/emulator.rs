//! The emulator, in this process.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Result};
use napi::{Env, Error, Status, Task};
use napi_derive::napi;
use okta_event_hooks_emulator as emulator;

use crate::error::invalid;

/// A running org.
#[napi]
pub struct Emulator {
    running: Option<Arc<emulator::Emulator>>,
    url: String,
    api_token: String,
    ca_certificate: Option<String>,
}

#[napi]
impl Emulator {
    /// Starts an org of this configuration, JSON or YAML.
    #[napi(ts_return_type = "Promise<Emulator>", catch_unwind)]
    pub fn start(config: String) -> AsyncTask<Start> {
        AsyncTask::new(Start(config))
    }

    #[napi(getter, catch_unwind)]
    pub fn url(&self) -> &str {
        &self.url
    }

    #[napi(getter, catch_unwind)]
    pub fn api_token(&self) -> &str {
        &self.api_token
    }

    #[napi(getter, catch_unwind)]
    pub fn ca_certificate(&self) -> Option<&str> {
        self.ca_certificate.as_deref()
    }

    /// A request to the control API; JSON in and out. It is awaited on a thread of Node's pool, for a delivery may go to a
    /// receiver in this process.
    #[napi(ts_return_type = "Promise<string>", catch_unwind)]
    pub fn control(&self, method: String, path: String, body: Option<String>) -> Result<AsyncTask<Control>> {
        let body = match body {
            Some(text) => serde_json::from_str(&text).map_err(|error| invalid(&error))?,
            None => serde_json::Value::Null,
        };
        let running = self.running.clone().ok_or_else(|| failed(&"the emulator is closed"))?;
        Ok(AsyncTask::new(Control { running: Some(running), method, path, body }))
    }

    /// Ends it.
    #[napi(ts_return_type = "Promise<void>", catch_unwind)]
    pub fn close(&mut self) -> AsyncTask<Close> {
        AsyncTask::new(Close(self.running.take()))
    }
}

fn failed(why: &dyn std::fmt::Display) -> Error {
    Error::new(Status::GenericFailure, why.to_string())
}

/// The configuration.
pub struct Start(String);

impl Task for Start {
    type Output = emulator::Emulator;
    type JsValue = Emulator;

    fn compute(&mut self) -> Result<emulator::Emulator> {
        let config = emulator::Config::parse(&self.0).map_err(|error| invalid(&error))?;
        emulator::Emulator::start(config).map_err(|error| failed(&error))
    }

    fn resolve(&mut self, _: Env, running: emulator::Emulator) -> Result<Emulator> {
        Ok(Emulator {
            url: running.url().to_owned(),
            api_token: running.api_token().to_owned(),
            ca_certificate: running.ca_certificate().map(str::to_owned),
            running: Some(Arc::new(running)),
        })
    }
}

pub struct Control {
    /// Taken before the task ends, so that the last owner never ends the org on the main thread.
    running: Option<Arc<emulator::Emulator>>,
    method: String,
    path: String,
    body: serde_json::Value,
}

impl Task for Control {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> Result<String> {
        let running = self.running.take().ok_or_else(|| failed(&"the emulator is closed"))?;
        let answer = running.control(&self.method, &self.path, &self.body).map_err(|error| failed(&error))?;
        Ok(answer.to_string())
    }

    fn resolve(&mut self, _: Env, answer: String) -> Result<String> {
        Ok(answer)
    }
}

pub struct Close(Option<Arc<emulator::Emulator>>);

impl Task for Close {
    type Output = ();
    type JsValue = ();

    fn compute(&mut self) -> Result<()> {
        drop(self.0.take());
        Ok(())
    }

    fn resolve(&mut self, _: Env, (): ()) -> Result<()> {
        Ok(())
    }
}
