//! The one-time verification.

use serde_json::Value;

use super::{Outcome, quoted};
use crate::commands::doctor::finding::Finding;

/// Two verifications, each a challenge and what came back.
pub(in crate::commands::doctor) fn verification(
    first: (&str, &Outcome),
    second: (&str, &Outcome),
    with_secret: bool,
) -> Finding {
    if let Err(finding) = repeats(first.0, None, first.1, with_secret) {
        return finding;
    }
    if let Err(finding) = repeats(second.0, Some(first.0), second.1, with_secret) {
        return finding;
    }
    Finding::ok("it repeated two challenges, as JSON")
}

fn repeats(
    challenge: &str,
    earlier: Option<&str>,
    outcome: &Outcome,
    with_secret: bool,
) -> Result<(), Finding> {
    const ANSWER: &str = "answer 200, Content-Type: application/json and {\"verification\": \"…\"}, with the value of \
                          X-Okta-Verification-Challenge";
    let answer = outcome.answer()?;
    let failed = |cause: String, cure: &str| Err(Finding::failed(cause, cure));
    match answer.status {
        200..=299 => {}
        401 | 403 if !with_secret => {
            return Err(Finding::skipped(format!(
                "it wants the secret first (answered {}), and there is no --secret",
                answer.status
            )));
        }
        401 | 403 => {
            return failed(
                format!("it refused the verification ({}) although the secret was sent", answer.status),
                "see that the receiver has the secret of --secret, and looks for it in the header of --header; Okta \
                 sends it with the verification too",
            );
        }
        404 => return failed("nothing is at this path (404)".to_owned(), "check the path of the URL"),
        405 => {
            return failed(
                "it takes no GET (405), and the verification is one".to_owned(),
                "have GET and POST answered at the same address",
            );
        }
        status => {
            return failed(
                format!("it answered the verification with {status}{}", quoted(&answer.body)),
                ANSWER,
            );
        }
    }
    let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
        let text = String::from_utf8_lossy(&answer.body);
        return if text.trim() == challenge {
            failed("the challenge came back as bare text, not as JSON".to_owned(), ANSWER)
        } else {
            failed(format!("the answer is no JSON{}", quoted(&answer.body)), ANSWER)
        };
    };
    match body.get("verification") {
        Some(Value::String(text)) if text == challenge => {}
        Some(Value::String(text)) if Some(text.as_str()) == earlier => {
            return failed(
                "it repeated an earlier challenge: the answer is cached, or written into the code".to_owned(),
                "answer each time with the value of that request's header, and with Cache-Control: no-store if \
                 there is a cache in front",
            );
        }
        Some(Value::String(text))
            if text.trim().trim_matches('"') == challenge || text.eq_ignore_ascii_case(challenge) =>
        {
            return failed(
                "it repeated the challenge with other capitals, blanks or quotation marks".to_owned(),
                "repeat the value of the header to the letter",
            );
        }
        Some(other) => {
            return failed(
                format!("\"verification\" is not the challenge{}", quoted(other.to_string().as_bytes())),
                ANSWER,
            );
        }
        None => {
            return failed(
                format!("the JSON has no member \"verification\"{}", quoted(&answer.body)),
                ANSWER,
            );
        }
    }
    if !answer.content_type.as_deref().is_some_and(is_json) {
        let label = answer.content_type.as_deref().unwrap_or("absent");
        return failed(
            format!("the challenge is right, but the Content-Type is {label}"),
            "send Content-Type: application/json, as Okta's page shows it; whether Okta insists, no page says",
        );
    }
    Ok(())
}

fn is_json(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}
