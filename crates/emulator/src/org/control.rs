//! `/emulator/*`: what Okta does not have. No token is needed.
//!
//! What needs the clock or another org is the driver's: see `serve::control`.

use http::{Request, Response};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::api::{Context, Reply};
use super::{Effect, Org, event};
use crate::config::Node;
use crate::error::ApiError;
use crate::fault::Fault;

/// All of the control API, the driver's part included: what `openapi.yaml` describes.
pub(crate) const ROUTES: [(&str, &str); 18] = [
    ("POST", "/emulator/events"),
    ("POST", "/emulator/flush"),
    ("POST", "/emulator/traffic"),
    ("GET", "/emulator/requests"),
    ("GET", "/emulator/deliveries"),
    ("GET", "/emulator/verifications"),
    ("GET", "/emulator/faults"),
    ("POST", "/emulator/faults"),
    ("DELETE", "/emulator/faults"),
    ("DELETE", "/emulator/faults/{id}"),
    ("GET", "/emulator/clock"),
    ("POST", "/emulator/clock"),
    ("GET", "/emulator/state"),
    ("PUT", "/emulator/state"),
    ("POST", "/emulator/reset"),
    ("POST", "/emulator/snapshots"),
    ("POST", "/emulator/snapshots/{id}"),
    ("GET", "/emulator/openapi.yaml"),
];

/// The description of the control API.
pub(crate) const OPENAPI: &str = include_str!("../../openapi.yaml");

impl Org {
    pub(super) fn control(
        &mut self,
        request: &Request<Vec<u8>>,
        path: &str,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<Reply, ApiError> {
        match (request.method().as_str(), path) {
            ("POST", "/emulator/events") => self.post_events(request.body(), now, effects),
            ("POST", "/emulator/flush") => {
                let context = self.own_context(path);
                Ok(match self.flush(context, now, effects) {
                    Some(ticket) => Reply::After(ticket),
                    None => Reply::Json(json!([])),
                })
            }
            ("GET", "/emulator/requests") => Ok(Reply::of(&self.requests.since(0).collect::<Vec<_>>())),
            ("GET", "/emulator/deliveries") => Ok(Reply::of(&self.deliveries.since(0).collect::<Vec<_>>())),
            ("GET", "/emulator/verifications") => {
                Ok(Reply::of(&self.verifications.since(0).collect::<Vec<_>>()))
            }
            ("GET", "/emulator/faults") => Ok(Reply::of(&self.faults.list())),
            ("POST", "/emulator/faults") => self.post_faults(request.body()),
            ("DELETE", "/emulator/faults") => {
                self.faults.clear();
                Ok(Reply::NoContent)
            }
            ("GET", "/emulator/openapi.yaml") => Ok(Reply::Yaml(OPENAPI)),
            (method, path) => match path.strip_prefix("/emulator/faults/") {
                Some(id) if method == "DELETE" && self.faults.remove(id) => Ok(Reply::NoContent),
                Some(id) if method == "DELETE" => Err(ApiError::no_item(id)),
                _ if is_route(path) => Err(ApiError::method()),
                _ => Err(ApiError::no_path()),
            },
        }
    }

    /// The answer of the driver's part.
    pub(crate) fn conclude_control(
        &mut self,
        path: &str,
        result: Result<Value, ApiError>,
        now: Timestamp,
    ) -> Response<Vec<u8>> {
        let context = self.own_context(path);
        match result {
            Ok(json) => self.respond(&context, Reply::Json(json), now),
            Err(error) => self.refuse(&context, &error, now),
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
            happening: None,
        }
    }

    /// One event or an array of them; all are checked before the first one happens.
    fn post_events(
        &mut self,
        body: &[u8],
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<Reply, ApiError> {
        let (many, wanted) = one_or_many::<Value>(body)?;
        let mut events = Vec::new();
        for partial in wanted {
            events.push(event::complete(partial, &mut self.random, &self.admin_id, now)?);
        }
        let happened: Vec<_> = events.into_iter().map(|event| self.happen(event, now, effects)).collect();
        let text = happened.join(",");
        Ok(Reply::Text(if many { format!("[{text}]") } else { text }))
    }

    /// Makes an event of this type happen, with sample values.
    pub(crate) fn trigger(&mut self, event_type: &str, now: Timestamp, effects: &mut Vec<Effect>) {
        let partial = json!({ "eventType": event_type });
        if let Ok(event) = event::complete(partial, &mut self.random, &self.admin_id, now) {
            self.happen(event, now, effects);
        }
    }

    /// One fault or an array of them; all are checked before the first one is added.
    fn post_faults(&mut self, body: &[u8]) -> Result<Reply, ApiError> {
        let (many, faults) = one_or_many::<Fault>(body)?;
        for (index, fault) in faults.iter().enumerate() {
            let place = if many { format!("[{index}].") } else { String::new() };
            fault.check().map_err(|problem| ApiError::control(format!("{place}{problem}")))?;
        }
        let mut added: Vec<Value> = faults
            .into_iter()
            .map(|fault| serde_json::to_value(self.faults.add(fault)).unwrap_or_default())
            .collect();
        if many {
            return Ok(Reply::Json(Value::Array(added)));
        }
        Ok(Reply::Json(added.pop().unwrap_or_default()))
    }
}

/// A JSON value; the error names the line, or the member.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let value: Value = serde_json::from_slice(body).map_err(|error| ApiError::control(error.to_string()))?;
    Node::from(value).typed().map_err(|wrong| ApiError::control(wrong.to_string()))
}

fn one_or_many<T: DeserializeOwned>(body: &[u8]) -> Result<(bool, Vec<T>), ApiError> {
    let many = body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    if many { Ok((true, parse(body)?)) } else { Ok((false, vec![parse(body)?])) }
}

fn is_route(path: &str) -> bool {
    ROUTES.iter().any(|(_, route)| match route.strip_suffix("{id}") {
        Some(start) => path.strip_prefix(start).is_some_and(|id| !id.is_empty() && !id.contains('/')),
        None => *route == path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In YAML a comma where none is expected makes a member without a value.
    #[test]
    fn the_description_has_no_accidental_members() {
        fn check(value: &Value, path: &str) {
            match value {
                Value::Null => assert!(path.contains("/outcome/"), "{path}"),
                Value::Array(items) => items.iter().for_each(|item| check(item, path)),
                Value::Object(members) => {
                    members.iter().for_each(|(name, member)| check(member, &format!("{path}/{name}")));
                }
                _ => {}
            }
        }
        check(&serde_saphyr::from_str(OPENAPI).unwrap(), "");
    }

    /// Both ways: no path is undescribed, nothing is described that is not there.
    #[test]
    fn the_description_has_every_route() {
        let openapi: Value = serde_saphyr::from_str(OPENAPI).unwrap();
        let mut described = Vec::new();
        for (path, operations) in openapi["paths"].as_object().unwrap() {
            for method in operations.as_object().unwrap().keys() {
                described.push((method.to_uppercase(), path.clone()));
            }
        }
        described.sort();
        let mut routes: Vec<_> =
            ROUTES.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
        routes.sort();
        assert_eq!(described, routes);
        assert_eq!(openapi["info"]["version"], env!("CARGO_PKG_VERSION"));
    }
}
