use super::*;

#[test]
fn links() {
    let mut bench = Bench::new();
    bench.created(&minimal());
    let links = |reply: &Reply| -> Vec<String> {
        reply.headers.get_all("link").iter().map(|link| link.to_str().unwrap().to_owned()).collect()
    };
    let poll = bench.get("/api/v1/logs?limit=1");
    let found = links(&poll);
    assert_eq!(found[0], "<http://127.0.0.1:1234/api/v1/logs?limit=1>; rel=\"self\"");
    let next =
        found[1].strip_prefix("<http://127.0.0.1:1234").unwrap().strip_suffix(">; rel=\"next\"").unwrap();
    let empty = bench.get(next);
    assert_eq!(empty.body, serde_json::json!([]));
    assert_eq!(links(&empty).len(), 2);

    let bounded = bench.get("/api/v1/logs?since=2026-03-16T00:00:00Z&until=2026-03-17T00:00:00Z");
    assert_eq!(bounded.body.as_array().unwrap().len(), 1);
    assert_eq!(links(&bounded).len(), 1);
}

#[test]
fn refusals_have_the_shape_of_the_log_service() {
    let mut bench = Bench::new();
    let reply = bench.get("/api/v1/logs?filter=nonsense+eq+%22x%22");
    assert_eq!(reply.status, 400);
    assert_eq!(reply.body["errorId"].as_str().unwrap().len(), 36);
    assert_eq!(reply.body.get("errorLink"), None);
    assert_eq!(reply.body.get("errorCauses"), None);
}
