use conformance::operations::{Params, operation};
use conformance::vectors::{Message, cases, mentions, play, same};
use okta_event_hooks::{Error, ErrorKind, Operation as _};
use serde::Deserialize;
use serde_json::Value;

use super::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    operation: String,
    params: Params,
    response: Message,
    #[serde(default, deserialize_with = "conformance::vectors::present")]
    output: Option<Value>,
    error: Option<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Expected {
    kind: String,
    status: Option<u16>,
    #[serde(default, deserialize_with = "conformance::vectors::present")]
    error_code: Option<Value>,
    #[serde(default, deserialize_with = "conformance::vectors::present")]
    request_id: Option<Value>,
    causes: Option<Vec<String>>,
    #[serde(default)]
    mentions: Vec<String>,
}

#[test]
fn responses() {
    play(cases::<Case>("responses"), |case| &case.name, check);
}

fn check(case: &Case) -> Result<(), String> {
    let operation = operation(&case.operation, &case.params).map_err(|error| error.to_string())?;
    let (head, body) = case.response.response().into_parts();
    let parsed = operation.parse(&http::Response::from_parts(head, body.as_slice()));
    match (&case.output, &case.error, parsed) {
        (Some(expected), None, Ok(output)) => {
            same("output", &serde_json::to_value(output).unwrap(), expected)
        }
        (None, Some(expected), Err(error)) => compare(expected, &error),
        (_, _, found) => Err(format!("found {found:?}")),
    }
}

fn compare(expected: &Expected, found: &Error) -> Result<(), String> {
    let kind = match expected.kind.as_str() {
        "api" => ErrorKind::Api,
        "protocol" => ErrorKind::Protocol,
        other => return Err(format!("unknown kind {other}")),
    };
    same("kind", found.kind(), kind).map_err(|why| format!("{why}: {found}"))?;
    if expected.status.is_some() {
        same("status", found.status(), expected.status)?;
    }
    if let Some(code) = &expected.error_code {
        same("errorCode", &Value::from(found.error_code()), code)?;
    }
    if let Some(id) = &expected.request_id {
        same("requestId", &Value::from(found.request_id()), id)?;
    }
    if let (Some(causes), Error::Api(api)) = (&expected.causes, found) {
        let found: Vec<String> = api.error_causes().iter().map(|cause| cause.error_summary.clone()).collect();
        same("causes", &found, causes)?;
    }
    mentions(&text(found), &expected.mentions)
}
