//! What the placeholders of a case stand for.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::fill::fill;
use crate::server::Request;

/// The API token of every case: no error may show it.
pub const TOKEN: &str = "00q7Tn3vXs9RkPfW2mYb_DontShowThisToken42";
/// The secret of the hook that the cases create: no error may show it.
pub const HOOK_SECRET: &str = "s3cr3t-shared-with-receiver";
/// The id of the hook.
pub const ID: &str = "who7kd2mQ9vYt3LxB5d7";

/// A text with its placeholders filled. One that is unknown is a mistake of the case.
pub(super) fn filled(text: &str, bystander: &str, request: Option<&Request>) -> String {
    let lookup = |name: &str, argument: &str| Some(value(name, argument, bystander, request));
    let Value::String(filled) = fill(&text.into(), &lookup) else { panic!("{text} is no text") };
    filled
}

/// What a placeholder stands for.
pub(super) fn value(name: &str, argument: &str, bystander: &str, request: Option<&Request>) -> Value {
    let hook = hook(if name == "hook" && !argument.is_empty() { argument } else { ID });
    let half = hook.len() / 2;
    let number = || argument.parse::<u64>().unwrap();
    let text = match (name, request) {
        ("id", _) => ID.to_owned(),
        ("token", _) => TOKEN.to_owned(),
        ("secret", _) => HOOK_SECRET.to_owned(),
        ("bystander", _) => bystander.to_owned(),
        ("hook", _) => hook,
        ("hookStart", _) => hook.trim_end_matches('}').to_owned() + "}}",
        ("hookOf", _) => hook_of(argument.parse().unwrap()),
        ("firstHalf", _) => hook[..half].to_owned(),
        ("lastHalf", _) => hook[half..].to_owned(),
        ("length", _) => hook.len().to_string(),
        ("hexLength", _) => format!("{:x}", hook.len()),
        ("hexFirstHalf", _) => format!("{half:x}"),
        ("hexLastHalf", _) => format!("{:x}", hook.len() - half),
        ("oktaError", _) => okta_error(argument),
        ("page", _) => {
            "<!DOCTYPE html>\n<html><head><title>Oops</title></head><body>nginx</body></html>\n".to_owned()
        }
        ("x", _) => "x".repeat(argument.parse().unwrap()),
        ("epoch", _) => local_time(number()).duration_since(UNIX_EPOCH).unwrap().as_secs().to_string(),
        ("date", _) => httpdate::fmt_http_date(local_time(number())),
        ("spec", _) => return spec(),
        ("authorization", Some(request)) => request.header("authorization").unwrap_or_default().to_owned(),
        ("sentSecret", Some(request)) => {
            let sent = String::from_utf8_lossy(&request.body).contains(HOOK_SECRET);
            if sent { HOOK_SECRET.to_owned() } else { String::new() }
        }
        _ => panic!("{{{name}}} stands for nothing here"),
    };
    Value::String(text)
}

/// This many seconds from now, by the local clock.
fn local_time(seconds: u64) -> SystemTime {
    SystemTime::now() + Duration::from_secs(seconds)
}

/// A hook as Okta returns it.
fn hook(id: &str) -> String {
    [
        r#"{"id":""#,
        id,
        r#"","status":"ACTIVE","verificationStatus":"UNVERIFIED","name":"User lifecycle feed","#,
        r#""events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"],"filter":null},"#,
        r#""channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com/okta/events","#,
        r#""headers":[],"method":"POST"}}}"#,
    ]
    .concat()
}

/// A hook whose JSON has exactly this many bytes.
fn hook_of(bytes: usize) -> String {
    let start = hook(ID).trim_end_matches('}').to_owned() + r#"}},"description":""#;
    format!(r#"{start}{}"}}"#, "x".repeat(bytes - start.len() - 2))
}

/// What the cases create.
fn spec() -> Value {
    json!({
        "name": "User lifecycle feed",
        "events": {"type": "EVENT_TYPE", "items": ["user.lifecycle.create"]},
        "channel": {
            "type": "HTTP",
            "version": "1.0.0",
            "config": {
                "uri": "https://hooks.example.com/okta/events",
                "authScheme": {"type": "HEADER", "key": "Authorization", "value": HOOK_SECRET},
            },
        },
    })
}

/// Okta's own error body.
fn okta_error(code: &str) -> String {
    format!(
        r#"{{"errorCode":"{code}","errorSummary":"Summary of {code}","errorLink":"{code}","errorId":"oae1","errorCauses":[]}}"#
    )
}
