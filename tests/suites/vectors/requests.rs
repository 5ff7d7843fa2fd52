use std::collections::BTreeMap;

use conformance::operations::{Params, operation};
use conformance::vectors::{cases, compact, mentions, play, same};
use okta_event_hooks::{Operation as _, OrgUrl};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    org: String,
    operation: String,
    params: Params,
    request: Option<Request>,
    invalid: Option<Invalid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Request {
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "conformance::vectors::present")]
    body: Option<Value>,
    #[serde(default)]
    body_contains: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invalid {
    mentions: Vec<String>,
}

#[test]
fn requests() {
    play(cases::<Case>("requests"), |case| &case.name, check);
}

fn check(case: &Case) -> Result<(), String> {
    let org: OrgUrl = case.org.parse().unwrap();
    let request = operation(&case.operation, &case.params).and_then(|operation| operation.request(&org));
    match (&case.request, &case.invalid, request) {
        (Some(expected), None, Ok(request)) => compare(expected, &request),
        (None, Some(invalid), Err(error)) => mentions(&error.to_string(), &invalid.mentions),
        (_, _, found) => Err(format!("found {found:?}")),
    }
}

fn compare(expected: &Request, found: &http::Request<Vec<u8>>) -> Result<(), String> {
    same("method", found.method().as_str(), expected.method.as_str())?;
    same("url", found.uri().to_string(), expected.url.clone())?;
    let headers: BTreeMap<String, String> = found
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    same("headers", &headers, &expected.headers)?;
    let body = std::str::from_utf8(found.body()).unwrap();
    mentions(&compact(body), &expected.body_contains)?;
    match &expected.body {
        None => Ok(()),
        Some(Value::Null) => same("body", body, ""),
        Some(json) => same("body", &serde_json::from_str::<Value>(body).map_err(|e| e.to_string())?, json),
    }
}
