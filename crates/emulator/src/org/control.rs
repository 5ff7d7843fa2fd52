//! `/emulator/*`: what Okta does not have. No token is needed.

use http::{Method, Request};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::api::{Context, Reply};
use super::{Effect, Org, event};
use crate::error::ApiError;

impl Org {
    pub(super) fn control(
        &mut self,
        request: &Request<Vec<u8>>,
        path: &str,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<Reply, ApiError> {
        let method = request.method();
        match (path, method) {
            ("/emulator/events", &Method::POST) => self.post_events(request.body(), now, effects),
            ("/emulator/flush", &Method::POST) => {
                let context = self.own_context(path);
                Ok(match self.flush(context, now, effects) {
                    Some(ticket) => Reply::After(ticket),
                    None => Reply::Json(json!([])),
                })
            }
            ("/emulator/deliveries", &Method::GET) => Ok(Reply::Json(Value::Array(self.deliveries.clone()))),
            ("/emulator/verifications", &Method::GET) => {
                Ok(Reply::Json(Value::Array(self.verifications.clone())))
            }
            ("/emulator/requests", &Method::GET) => Ok(Reply::Json(self.received())),
            (
                "/emulator/events"
                | "/emulator/flush"
                | "/emulator/deliveries"
                | "/emulator/verifications"
                | "/emulator/requests",
                _,
            ) => Err(ApiError::method()),
            _ => Err(ApiError::no_path()),
        }
    }

    fn own_context(&mut self, path: &str) -> Context {
        Context {
            request_id: self.random.request_id(),
            path: path.to_owned(),
            user_agent: None,
            base: self.url.clone(),
            rate: None,
            client_id: None,
            received: None,
        }
    }

    /// One event or an array of them; all are checked before the first one happens.
    fn post_events(
        &mut self,
        body: &[u8],
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<Reply, ApiError> {
        let body: Value = serde_json::from_slice(body).map_err(|_| ApiError::malformed())?;
        let (many, wanted) = match body {
            Value::Array(events) => (true, events),
            one => (false, vec![one]),
        };
        let mut events = Vec::new();
        for partial in wanted {
            events.push(event::complete(partial, &mut self.random, &self.admin_id, now)?);
        }
        let mut happened: Vec<Value> =
            events.into_iter().map(|event| self.happen(event, now, effects)).collect();
        if many {
            return Ok(Reply::Json(Value::Array(happened)));
        }
        Ok(Reply::Json(happened.pop().unwrap_or_default()))
    }

    fn received(&self) -> Value {
        let lines = self.requests.iter().map(|request| {
            json!({
                "method": request.method,
                "path": request.path,
                "query": request.query,
                "status": request.status,
                "requestId": request.request_id,
            })
        });
        lines.collect()
    }
}
