use serde_json::{Value, json};

use super::*;

fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Vec<u8>> {
    let mut builder = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Vec::new()).unwrap()
}

#[test]
fn authorization() {
    let mut bench = Bench::new();
    for (value, status) in [
        ("SSWS token", 200),
        ("SSWStoken", 200),
        ("Bearer token", 200),
        ("SSWS wrong", 401),
        ("Bearer wrong", 401),
        ("Basic token", 401),
        ("token", 401),
        ("SSWS", 401),
        ("", 401),
    ] {
        let reply = now_of(bench.raw(&request("GET", "/api/v1/eventHooks", &[("Authorization", value)])));
        assert_eq!(reply.status, status, "{value}");
        if status == 401 {
            refused(&reply, 401, "E0000011", "");
        }
    }
    refused(&now_of(bench.raw(&request("GET", "/api/v1/logs", &[]))), 401, "E0000011", "");
    assert_eq!(now_of(bench.raw(&request("GET", "/emulator/requests", &[]))).status, 200);
}

#[test]
fn every_answer_has_oktas_headers() {
    let mut bench = Bench::new();
    let mut ids = Vec::new();
    for reply in [
        bench.get("/api/v1/eventHooks"),
        bench.create(&Value::Null),
        bench.get("/api/v1/eventHooks/none"),
        bench.get("/api/v1/logs"),
    ] {
        assert_eq!(reply.headers["content-type"], "application/json");
        assert_eq!(reply.headers["date"], "Mon, 16 Mar 2026 04:00:00 GMT");
        assert_eq!(reply.headers["x-rate-limit-limit"], "600");
        // The window ends 60 s after 04:00:00.250; the header is never early.
        assert_eq!(reply.headers["x-rate-limit-reset"], "1773633661");
        ids.push(reply.headers["x-okta-request-id"].clone());
    }
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[test]
fn rate_limits_are_a_bucket_a_method_and_a_minute() {
    let mut bench = Bench::with(Config { rate_limit: 2, logs_rate_limit: 1, ..Config::default() });
    assert_eq!(bench.get("/api/v1/eventHooks").headers["x-rate-limit-remaining"], "1");
    assert_eq!(bench.get("/api/v1/eventHooks").headers["x-rate-limit-remaining"], "0");
    let reply = bench.get("/api/v1/eventHooks");
    refused(&reply, 429, "E0000047", "");
    assert_eq!(reply.headers["x-rate-limit-remaining"], "0");
    assert_eq!(bench.create(&minimal()).status, 200);
    assert_eq!(bench.get("/api/v1/logs").status, 200);
    let logs = bench.get("/api/v1/logs");
    assert_eq!(logs.status, 429);
    assert_eq!(
        logs.body,
        json!({
            "errorCode": "E0000047",
            "errorSummary": "API call exceeded rate limit due to too many requests.",
        })
    );
    let reset: i64 = reply.headers["x-rate-limit-reset"].to_str().unwrap().parse().unwrap();
    bench.now = Timestamp::from_second(reset).unwrap();
    assert_eq!(bench.get("/api/v1/eventHooks").status, 200);
    for _ in 0..5 {
        assert_eq!(bench.get("/emulator/requests").status, 200);
    }
}

#[test]
fn paths_and_methods() {
    let mut bench = Bench::new();
    for path in [
        "/",
        "/api",
        "/api/v1",
        "/api/v1/",
        "/api/v1/users",
        "/api/v1/eventHooks/who1/lifecycle",
        "/api/v1/eventHooks/who1/lifecycle/explode",
        "/api/v1/eventHooks/who1/a/b/c",
        "/emulator/nothing",
    ] {
        refused(&bench.get(path), 404, "E0000008", "");
    }
    for (method, path) in [
        ("PATCH", "/api/v1/eventHooks"),
        ("DELETE", "/api/v1/eventHooks"),
        ("PATCH", "/api/v1/eventHooks/who1"),
        ("POST", "/api/v1/eventHooks/who1"),
        ("GET", "/api/v1/eventHooks/who1/lifecycle/verify"),
        ("POST", "/api/v1/logs"),
        ("GET", "/emulator/flush"),
        ("BREW", "/api/v1/eventHooks"),
    ] {
        refused(&bench.send(method, path, &Value::Null), 405, "E0000022", "");
    }
}

#[test]
fn a_lifecycle_post_needs_a_length() {
    let mut bench = Bench::new();
    let id = bench.created(&minimal());
    let path = format!("/api/v1/eventHooks/{id}/lifecycle/deactivate");
    let authorization = ("Authorization", "SSWS token");
    assert_eq!(now_of(bench.raw(&request("POST", &path, &[authorization]))).status, 411);
    let length = ("Content-Length", "0");
    assert_eq!(now_of(bench.raw(&request("POST", &path, &[authorization, length]))).status, 200);
    let mut lenient = Bench::with_rules(Rules { length_required: false, ..Rules::default() });
    assert_eq!(now_of(lenient.raw(&request("POST", &path, &[authorization]))).status, 404);
}

#[test]
fn content_type() {
    let mut bench = Bench::new();
    let send = |bench: &mut Bench, label: Option<&str>| {
        let mut request = request("POST", "/api/v1/eventHooks", &[("Authorization", "SSWS token")]);
        if let Some(label) = label {
            request.headers_mut().insert("content-type", label.parse().unwrap());
        }
        *request.body_mut() = b"{}".to_vec();
        let reply = now_of(bench.raw(&request));
        (reply.status, reply.body["errorCode"].as_str().unwrap().to_owned())
    };
    assert_eq!(send(&mut bench, None), (400, "E0000018".to_owned()));
    assert_eq!(send(&mut bench, Some("text/plain")), (404, "E0000012".to_owned()));
    assert_eq!(send(&mut bench, Some("Application/JSON; charset=utf-8")), (400, "E0000001".to_owned()));
    let mut lenient = Bench::with_rules(Rules { content_type_required: false, ..Rules::default() });
    assert_eq!(send(&mut lenient, None), (400, "E0000001".to_owned()));
}

#[test]
fn links_lead_back_to_the_host_of_the_request() {
    let mut bench = Bench::new();
    let id = bench.created(&minimal());
    let path = format!("/api/v1/eventHooks/{id}");
    let href = |bench: &mut Bench, host: &str| {
        let headers = [("Authorization", "SSWS token"), ("Host", host)];
        let hook = now_of(bench.raw(&request("GET", &path, &headers))).body;
        hook["_links"]["self"]["href"].as_str().unwrap().to_owned()
    };
    assert_eq!(href(&mut bench, "okta.test:8080"), format!("http://okta.test:8080{path}"));
    assert_eq!(href(&mut bench, "a\"><b"), format!("http://127.0.0.1:1234{path}"));
}

#[test]
fn requests_are_listed_without_header_values() {
    let mut bench = Bench::new();
    bench.get("/api/v1/eventHooks?x=y");
    let id = bench.created(&full());
    let ticket = after_of(bench.lifecycle(&id, "verify"));
    let list = bench.get("/emulator/requests").body;
    assert_eq!(list[0]["method"], "GET");
    assert_eq!((&list[0]["path"], &list[0]["query"]), (&json!("/api/v1/eventHooks"), &json!("x=y")));
    assert_eq!(list[0]["status"], 200);
    assert_eq!(list[2]["status"], Value::Null);
    let call = bench.calls.pop().unwrap();
    bench.report(call.id, right(&call));
    let request_id = bench.answer(ticket).headers["x-okta-request-id"].clone();
    let list = bench.get("/emulator/requests").body;
    assert_eq!(list.as_array().unwrap().len(), 3);
    assert_eq!(
        (&list[2]["status"], &list[2]["requestId"]),
        (&json!(200), &json!(request_id.to_str().unwrap()))
    );
    assert!(!list.to_string().contains("token"));
    let record = &bench.log("event_hook.verified")[0];
    assert_eq!(record["transaction"]["id"], list[2]["requestId"]);
}

#[test]
fn the_seed_decides_the_ids() {
    let id = |seed| {
        let mut bench = Bench::with(Config { seed, ..Config::default() });
        bench.created(&minimal())
    };
    assert_eq!(id(1), id(1));
    assert_ne!(id(1), id(2));
    assert_eq!(Org::new(Config::default(), "", Timestamp::UNIX_EPOCH).unwrap().api_token().len(), 42);
}

#[test]
fn each_operation_is_known_by_its_name() {
    let mut bench = Bench::new();
    for (method, path) in [
        ("GET", "eventHooks"),
        ("POST", "eventHooks"),
        ("GET", "eventHooks/who1"),
        ("PUT", "eventHooks/who1"),
        ("DELETE", "eventHooks/who1"),
        ("POST", "eventHooks/who1/lifecycle/activate"),
        ("POST", "eventHooks/who1/lifecycle/deactivate"),
        ("POST", "eventHooks/who1/lifecycle/verify"),
        ("GET", "logs"),
        ("PATCH", "eventHooks/who1"),
        ("POST", "eventHooks/who1/lifecycle/verify/x"),
    ] {
        bench.send(method, &format!("/api/v1/{path}"), &Value::Null);
    }
    let requests = bench.get("/emulator/requests").body;
    let names: Vec<&str> =
        requests.as_array().unwrap().iter().filter_map(|request| request["operation"].as_str()).collect();
    assert_eq!(names, crate::org::OPERATIONS);
}
