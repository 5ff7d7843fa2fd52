//! Judges answers. Pure: what was sent and what came back are arguments.
//!
//! The rules are those of <https://developer.okta.com/docs/concepts/event-hooks/>: the challenge is repeated as JSON,
//! every 2xx takes a delivery, 3 s and one more try, none after a 4xx.

use std::time::Duration;

use super::finding::Finding;

mod verification;

pub(super) use verification::verification;

/// From here on an answer is told to be slow.
const SLOW: Duration = Duration::from_secs(1);
/// How much of an answer is quoted.
const QUOTED: usize = 60;

/// What came back.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    Answered(Answer),
    /// Nothing, for this long.
    Silent(Duration),
    /// The connection broke, or what came is no HTTP.
    Broken(String),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) took: Duration,
}

impl Outcome {
    pub(super) fn status(&self) -> Option<u16> {
        match self {
            Self::Answered(answer) => Some(answer.status),
            Self::Silent(_) | Self::Broken(_) => None,
        }
    }

    pub(super) fn took(&self) -> Option<Duration> {
        match self {
            Self::Answered(answer) => Some(answer.took),
            Self::Silent(waited) => Some(*waited),
            Self::Broken(_) => None,
        }
    }

    /// What is wrong whatever was asked.
    fn answer(&self) -> Result<&Answer, Finding> {
        match self {
            Self::Silent(waited) => Err(Finding::failed(
                format!("no answer within {}", seconds(*waited)),
                "answer first and do the work afterwards; see in the receiver's log where the request hangs",
            )),
            Self::Broken(why) => Err(Finding::failed(
                format!("there was no answer: {why}"),
                "see in the receiver's log, and in that of the proxy before it, what became of the request",
            )),
            Self::Answered(answer) => redirect(answer).map_or(Ok(answer), Err),
        }
    }
}

fn redirect(answer: &Answer) -> Option<Finding> {
    if !(300..400).contains(&answer.status) {
        return None;
    }
    let target = answer.location.as_deref().unwrap_or("no address at all");
    Some(Finding::failed(
        format!("it redirects ({}) to {target}; Okta follows no redirect", answer.status),
        "give the hook the address that answers in the end, and see that it answers without signing in",
    ))
}

/// Whether it redirects: one finding of its own, so that nothing else has to be read for it.
pub(super) fn redirects(outcome: &Outcome) -> Finding {
    match outcome {
        Outcome::Answered(answer) => redirect(answer).unwrap_or_else(|| Finding::ok("it does not redirect")),
        Outcome::Silent(_) | Outcome::Broken(_) => Finding::skipped("it did not answer"),
    }
}

/// A delivery that must be refused, for `what` was wrong with it. `right` is the status of one with nothing wrong.
pub(super) fn refused(outcome: &Outcome, what: &str, right: Option<u16>) -> Finding {
    let answer = match outcome.answer() {
        Ok(answer) => answer,
        Err(finding) => return finding,
    };
    match answer.status {
        401 | 403 => Finding::ok(format!("refused with {}", answer.status)),
        200..=299 => Finding::failed(
            format!("it took a delivery with {what} ({}): ANYONE CAN POST EVENTS TO IT", answer.status),
            "before anything else compare the whole value of the header with the hook's secret, in constant time, and \
             answer 401 when it differs; Okta signs nothing, so this is all there is",
        ),
        status if right == Some(status) => Finding::failed(
            format!("it answers {status} with {what} as with the right one: it may not look at it at all"),
            "check the secret before the body is read, and answer 401 when it differs; then probe again, with \
             --deliver if it takes no delivery without events",
        ),
        500..=599 => Finding::failed(
            format!("it fails ({}) over a delivery with {what}, rather than refuse it", answer.status),
            "check that a missing or strange header is refused with 401, and that no error comes of it",
        ),
        status => Finding::warning(
            format!("refused with {status}, which does not tell whether {what} was the reason"),
            "answer 401 or 403 when the secret is not right, before the body is read",
        ),
    }
}

/// Whether the secret was taken for the right one.
pub(super) fn authenticated(outcome: &Outcome) -> Finding {
    match outcome.answer() {
        Err(finding) => finding,
        Ok(answer) if matches!(answer.status, 401 | 403) => Finding::failed(
            format!("it refused the right secret ({})", answer.status),
            "see that the receiver has the secret of --secret and looks for it in the header of --header; for Basic \
             authentication the secret is the whole value, with the word Basic",
        ),
        Ok(answer) => Finding::ok(format!("not refused: answered {}", answer.status)),
    }
}

/// A delivery that must be taken.
pub(super) fn taken(outcome: &Outcome, what: &str) -> Finding {
    match outcome.answer() {
        Err(finding) => finding,
        Ok(answer) => match answer.status {
            200..=299 => Finding::ok(format!("taken with {}", answer.status)),
            404 | 405 => Finding::failed(
                format!("it takes no deliveries: POST is answered {}", answer.status),
                "have GET and POST answered at the same address",
            ),
            413 => Finding::failed(
                format!("{what} is too large for it (413); Okta does not try again after a 4xx"),
                "take bodies of some MiB, in the proxy before the receiver too: Okta publishes no limit on a batch",
            ),
            400..=499 => Finding::failed(
                format!("it refused {what} ({}); Okta does not try again after a 4xx", answer.status),
                "answer 2xx to every delivery that has the secret, and sort out what you cannot use afterwards",
            ),
            status => Finding::failed(
                format!(
                    "it answered {what} with {status}{}; Okta tries once more, then it is lost",
                    quoted(&answer.body)
                ),
                "answer 2xx as soon as the delivery is stored; see the receiver's log for the error",
            ),
        },
    }
}

/// The same delivery, twice.
pub(super) fn taken_twice(first: &Outcome, second: &Outcome) -> Finding {
    let again = taken(second, "a delivery that it had taken already");
    match taken(first, "a delivery") {
        finding if finding.verdict != super::finding::Verdict::Ok => finding,
        _ if again.verdict != super::finding::Verdict::Ok => again,
        _ => Finding::noted(
            "taken both times",
            "whether it acts on it once only cannot be seen from here: have it remember the hook's id and each \
             events[].uuid",
        ),
    }
}

/// A request that Okta never makes.
pub(super) fn foreign(outcome: &Outcome, what: &str) -> Finding {
    match outcome.answer() {
        Err(finding) => finding,
        Ok(answer) => match answer.status {
            400..=499 | 501 => Finding::ok(format!("refused with {}", answer.status)),
            status => Finding::warning(
                format!("{what} is answered {status}; Okta sends no such request"),
                "take a GET with X-Okta-Verification-Challenge and a POST, and refuse the rest with 400 or 405",
            ),
        },
    }
}

/// The slowest of all answers against what Okta allows.
pub(super) fn latency(slowest: Option<(&str, Duration)>, limit: Duration) -> Finding {
    let Some((check, took)) = slowest else {
        return Finding::skipped("it did not answer");
    };
    let cause = format!("the slowest answer took {} ({check})", seconds(took));
    let cure = "answer as soon as the delivery is stored and do the work afterwards; keep one instance warm";
    if took >= limit {
        return Finding::failed(format!("{cause}; Okta waits {} and tries once more", seconds(limit)), cure);
    }
    if took >= SLOW {
        return Finding::warning(format!("{cause}, of the {} that Okta waits", seconds(limit)), cure);
    }
    Finding::ok(format!("{cause}; Okta waits {}", seconds(limit)))
}

/// How a body begins.
fn quoted(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body.get(..QUOTED * 4).unwrap_or(body)).into_owned();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return ", with an empty body".to_owned();
    }
    let begin: String = text.chars().take(QUOTED).collect();
    format!(": {begin}{}", if begin.len() < text.len() { "…" } else { "" })
}

pub(super) fn seconds(duration: Duration) -> String {
    if duration < Duration::from_secs(1) {
        return format!("{} ms", duration.as_millis());
    }
    let text = format!("{:.1}", duration.as_secs_f64());
    format!("{} s", text.trim_end_matches(".0"))
}

#[cfg(test)]
mod tests;
