use serde_json::json;

use super::*;

fn begin(bench: &mut Bench) -> (String, Ticket) {
    let id = bench.created(&full());
    let ticket = after_of(bench.lifecycle(&id, "verify"));
    (id, ticket)
}

/// Reports one outcome an attempt; says how many GETs there were and what the status was.
fn run(rules: Rules, outcomes: Vec<Outcome>) -> (usize, u16) {
    let mut bench = Bench::with_rules(rules);
    let (_, ticket) = begin(&mut bench);
    let mut calls = 0;
    for outcome in outcomes {
        let Some(call) = bench.calls.pop() else { break };
        calls += 1;
        bench.report(call.id, outcome);
    }
    (calls + bench.calls.len(), bench.answer(ticket).status)
}

#[test]
fn the_request() {
    let mut bench = Bench::new();
    begin(&mut bench);
    let call = &bench.calls[0];
    assert_eq!(call.request.method(), "GET");
    assert_eq!(call.request.uri(), "https://hooks.example.com/okta/events");
    let headers = call.request.headers();
    assert_eq!(headers["user-agent"], "Okta-Integrations");
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["authorization"], "s3cr3t");
    assert_eq!(headers["x-tenant"], "acme");
    assert_eq!(headers["x-okta-request-id"].len(), 27);
    assert_eq!(headers["x-okta-verification-challenge"].len(), 40);
    assert!(call.request.body().is_empty());
}

#[test]
fn three_seconds_and_one_more_try() {
    let mut bench = Bench::new();
    let (id, ticket) = begin(&mut bench);
    bench.wait(2_999);
    assert_eq!(bench.calls.len(), 1);
    bench.wait(1);
    assert_eq!(bench.calls.len(), 2);
    bench.wait(2_999);
    assert!(bench.answers.is_empty());
    bench.wait(1);
    assert_eq!(bench.calls.len(), 2);
    let reply = bench.answer(ticket);
    let cause = "Unable to verify event hook. Hook User lifecycle feed execution failed";
    refused(&reply, 400, "E0000001", cause);
    assert_eq!(reply.body["errorSummary"], "Api validation failed: eventHook");
    assert_eq!(bench.org.next_deadline(), None);

    let record = &bench.log("event_hook.verified")[0];
    assert_eq!(record["outcome"], json!({"result": "FAILURE", "reason": cause}));
    assert_eq!(record["target"][0]["id"], id);
    let attempts = bench.get("/emulator/verifications").body;
    assert_eq!(attempts[0]["willRetry"], true);
    assert_eq!(attempts[1]["reason"], "The remote endpoint did not answer in time");
}

#[test]
fn an_answer_after_the_limit_is_none() {
    let mut bench = Bench::new();
    let (_, ticket) = begin(&mut bench);
    bench.now += SignedDuration::from_millis(3_001);
    let call = bench.calls.pop().unwrap();
    bench.report(call.id, right(&call));
    let second = bench.calls.pop().unwrap();
    // Nor does the first answer count again.
    bench.report(call.id, right(&call));
    assert!(bench.answers.is_empty());
    bench.report(second.id, right(&second));
    assert_eq!(bench.answer(ticket).status, 200);
}

#[test]
fn what_is_tried_again() {
    let wrong = || answered(200, &json!({"verification": "guess"}));
    let default = Rules::default;
    assert_eq!(run(default(), vec![Outcome::TimedOut, Outcome::TimedOut]), (2, 400));
    assert_eq!(run(default(), vec![Outcome::Failed("refused".into()), Outcome::TimedOut]), (2, 400));
    assert_eq!(run(default(), vec![answered(503, &json!({})), answered(500, &json!({}))]), (2, 400));
    assert_eq!(run(default(), vec![answered(401, &json!({})), answered(401, &json!({}))]), (2, 400));
    assert_eq!(run(default(), vec![answered(302, &json!({})), wrong()]), (1, 400));
    assert_eq!(run(default(), vec![wrong(), wrong()]), (1, 400));
    let strict = Rules { verify_retries_4xx: false, retry_redirects: true, ..default() };
    assert_eq!(run(strict.clone(), vec![answered(401, &json!({})), wrong()]), (1, 400));
    assert_eq!(run(strict, vec![answered(302, &json!({})), wrong()]), (2, 400));
}

#[test]
fn success_on_the_second_try() {
    let mut bench = Bench::new();
    let (_, ticket) = begin(&mut bench);
    let first = bench.calls.pop().unwrap();
    bench.report(first.id, answered(503, &json!({})));
    let second = bench.calls.pop().unwrap();
    bench.report(second.id, right(&second));
    assert_eq!(bench.answer(ticket).body["verificationStatus"], "VERIFIED");
    assert_eq!(bench.log("event_hook.verified").len(), 1);
}

#[test]
fn only_a_json_answer_counts() {
    let label = |outcome: Outcome, label: Option<&str>| {
        let Outcome::Answered(mut response) = outcome else { panic!() };
        response.headers_mut().remove("content-type");
        if let Some(label) = label {
            response.headers_mut().insert("content-type", label.parse().unwrap());
        }
        Outcome::Answered(response)
    };
    for (needs_json, content_type, status) in [
        (true, Some("application/json"), 200),
        (true, Some("text/plain"), 400),
        (true, None, 400),
        (false, Some("text/plain"), 200),
    ] {
        let mut bench = Bench::with_rules(Rules { verify_needs_json: needs_json, ..Rules::default() });
        let (_, ticket) = begin(&mut bench);
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, label(right(&call), content_type));
        assert_eq!(bench.answer(ticket).status, status);
    }
}

#[test]
fn odd_bodies_are_wrong() {
    for body in ["", "null", "[]", "{}", "{\"verification\": null}", "{\"verification\": 7}", "\u{0}", "{"] {
        let mut bench = Bench::new();
        let (_, ticket) = begin(&mut bench);
        let Outcome::Answered(mut response) = answered(200, &json!(null)) else { panic!() };
        *response.body_mut() = body.as_bytes().to_vec();
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, Outcome::Answered(response));
        assert_eq!(bench.answer(ticket).status, 400, "{body}");
    }
}

#[test]
fn a_channel_changed_meanwhile_is_not_vouched_for() {
    let mut bench = Bench::new();
    let (id, ticket) = begin(&mut bench);
    let mut body = full();
    body["channel"]["config"]["uri"] = json!("https://elsewhere.example/");
    bench.put(&id, &body);
    let call = bench.calls.pop().unwrap();
    bench.report(call.id, right(&call));
    assert_eq!(bench.answer(ticket).status, 400);
    assert_eq!(bench.state(&id).1, "UNVERIFIED");
}

#[test]
fn a_hook_deleted_meanwhile_is_not_found() {
    for outcome in [Outcome::TimedOut, answered(200, &json!({}))] {
        let mut bench = Bench::new();
        let (id, ticket) = begin(&mut bench);
        now_of(bench.lifecycle(&id, "deactivate"));
        bench.send("DELETE", &format!("/api/v1/eventHooks/{id}"), &Value::Null);
        let call = bench.calls.pop().unwrap();
        bench.report(call.id, outcome);
        assert_eq!(bench.answer(ticket).status, 404);
    }
}

#[test]
fn two_at_once_have_answers_of_their_own() {
    let mut bench = Bench::new();
    let (id, first) = begin(&mut bench);
    let second = after_of(bench.lifecycle(&id, "verify"));
    let (one, two) = (bench.calls.remove(0), bench.calls.remove(0));
    assert_ne!(
        one.request.headers()["x-okta-verification-challenge"],
        two.request.headers()["x-okta-verification-challenge"]
    );
    bench.report(two.id, right(&one));
    assert_eq!(bench.answer(second).status, 400);
    bench.report(one.id, right(&one));
    assert_eq!(bench.answer(first).status, 200);
}
