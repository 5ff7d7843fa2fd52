use super::super::finding::Verdict::{self, Failed, Ok as Good, Skipped, Warning};
use super::*;

const CHALLENGE: &str = "Qm7RtZ2";

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.into(), took: Duration::from_millis(5), ..Answer::default() }
}

fn status(status: u16) -> Outcome {
    Outcome::Answered(answer(status, ""))
}

fn json(body: &str) -> Outcome {
    let content_type = Some("Application/JSON; charset=utf-8".to_owned());
    Outcome::Answered(Answer { content_type, ..answer(200, body) })
}

fn echo(challenge: &str) -> Outcome {
    json(&format!("{{\"more\": [1], \"verification\": \"{challenge}\"}}"))
}

#[track_caller]
fn is(finding: &Finding, verdict: Verdict, part: &str) {
    assert!(finding.verdict == verdict && finding.cause.contains(part), "{finding:?}");
    let needs_cure = matches!(verdict, Warning | Failed);
    assert!(!needs_cure || finding.cure.as_ref().is_some_and(|cure| !cure.is_empty()), "{finding:?}");
}

#[test]
fn a_challenge_must_come_back_each_time() {
    let both = |first: &Outcome, second: &Outcome| verification((CHALLENGE, first), ("Other", second), true);
    is(&both(&echo(CHALLENGE), &echo("Other")), Good, "two challenges");
    is(&both(&echo(CHALLENGE), &echo(CHALLENGE)), Failed, "earlier challenge");
    is(&both(&echo(CHALLENGE), &status(500)), Failed, "500");
    is(&both(&echo(CHALLENGE), &Outcome::Silent(Duration::from_secs(5))), Failed, "no answer within 5 s");
}

#[test]
fn what_an_answer_to_a_challenge_can_be() {
    let html = Outcome::Answered(answer(200, "<!doctype html>\n<title>Sign in</title>"));
    let unlabelled = Outcome::Answered(answer(200, "{\"verification\": \"Qm7RtZ2\"}"));
    for (outcome, part) in [
        (&html, "no JSON: <!doctype html> <title>Sign"),
        (&unlabelled, "Content-Type is absent"),
        (&Outcome::Answered(answer(200, "Qm7RtZ2\n")), "bare text"),
        (&status(204), "no JSON, with an empty body"),
        (&json("{\"challenge\": \"Qm7RtZ2\"}"), "no member \"verification\""),
        (&json("[]"), "no member \"verification\""),
        (&echo("qm7rtz2"), "other capitals"),
        (&echo(" Qm7RtZ2 "), "other capitals, blanks"),
        (&echo("elsewhere"), "is not the challenge"),
        (&json("{\"verification\": null}"), "is not the challenge: null"),
        (&status(401), "although the secret was sent"),
        (&status(404), "nothing is at this path"),
        (&status(405), "takes no GET"),
        (&status(400), "400"),
        (&status(503), "503"),
        (&Outcome::Broken("reset".to_owned()), "reset"),
    ] {
        is(&verification((CHALLENGE, outcome), ("Other", &echo("Other")), true), Failed, part);
    }
    let refused = status(403);
    is(&verification((CHALLENGE, &refused), ("Other", &refused), false), Skipped, "--secret");
}

#[test]
fn a_redirect_is_named_whatever_was_asked() {
    let location = Some("https://sign-in.example.com/".to_owned());
    let redirect = Outcome::Answered(Answer { location, ..answer(302, "") });
    for finding in [redirects(&redirect), refused(&redirect, "no secret", None), taken(&redirect, "an event")]
    {
        is(&finding, Failed, "(302) to https://sign-in.example.com/");
    }
    is(&redirects(&status(308)), Failed, "no address");
    is(&redirects(&status(200)), Good, "");
    is(&redirects(&Outcome::Broken(String::new())), Skipped, "");
}

#[test]
fn who_must_be_refused() {
    for (code, verdict, part) in [
        (401, Good, "401"),
        (403, Good, "403"),
        (400, Warning, "400"),
        (404, Warning, "404"),
        (200, Failed, "ANYONE CAN POST"),
        (204, Failed, "ANYONE CAN POST"),
        (500, Failed, "fails (500)"),
    ] {
        is(&refused(&status(code), "a wrong secret", Some(202)), verdict, part);
    }
    for code in [400, 500] {
        is(&refused(&status(code), "a wrong secret", Some(code)), Failed, "may not look at it");
    }
    is(&refused(&status(401), "a wrong secret", Some(401)), Good, "401");
    is(&authenticated(&status(401)), Failed, "right secret");
    is(&authenticated(&status(500)), Good, "500");
}

#[test]
fn what_must_be_taken() {
    for (code, verdict, part) in [
        (200, Good, "200"),
        (204, Good, "204"),
        (299, Good, "299"),
        (400, Failed, "does not try again"),
        (405, Failed, "no deliveries"),
        (413, Failed, "too large"),
        (422, Failed, "refused an event (422)"),
        (500, Failed, "tries once more"),
    ] {
        is(&taken(&status(code), "an event"), verdict, part);
    }
    is(&taken_twice(&status(204), &status(200)), Good, "both times");
    is(&taken_twice(&status(204), &status(409)), Failed, "taken already");
    is(&taken_twice(&status(500), &status(204)), Failed, "500");
    is(&foreign(&status(405), "a PUT"), Good, "405");
    is(&foreign(&status(200), "a PUT"), Warning, "a PUT is answered 200");
}

#[test]
fn how_long_it_may_take() {
    let limit = Duration::from_secs(3);
    let of = |millis| latency(Some(("event", Duration::from_millis(millis))), limit);
    is(&of(999), Good, "999 ms (event)");
    is(&of(1000), Warning, "1 s (event)");
    is(&of(2900), Warning, "2.9 s (event), of the 3 s");
    is(&of(3000), Failed, "3 s (event); Okta waits 3 s");
    is(&latency(None, limit), Skipped, "");
}

#[test]
fn bytes_that_are_no_text_are_quoted_in_part() {
    let long = "x".repeat(100_000);
    assert!(quoted(long.as_bytes()).chars().count() < 70);
    assert!(quoted(&[0xff, 0xfe, b'a']).contains('a'));
}
