//! 429: how long the client waits, and when it does not.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use conformance::server::{Reply, Server};
use okta_event_hooks::{Error, EventHook, RateLimited, RetryPolicy, UnixTime};

use super::answers::{not_found, ok, too_many};
use super::setup::{ID, assert_waited, at_once, client, error_of, gap, hook, options, spec};

/// A moment of the server's clock, which is far from the local one.
const DATE: &str = "Date: Mon, 16 Mar 2026 04:00:30 GMT";
const DATE_SECS: i64 = 1_773_633_630;

const HALF: Duration = Duration::from_millis(500);
const SECOND: Duration = Duration::from_secs(1);

fn reset(secs_after_date: i64) -> String {
    format!("X-Rate-Limit-Reset: {}", DATE_SECS + secs_after_date)
}

/// One 429 with these headers, then the hook: how long the client waited.
fn wait_after(headers: &[&str]) -> Duration {
    let server = Server::replies([too_many(headers), ok(hook())]);
    assert_eq!(client(&server).get_event_hook(ID).unwrap().id, ID);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].header("x-okta-retry-count"), None);
    assert_eq!(requests[1].header("x-okta-retry-count"), Some("1"));
    assert_eq!(requests[1].header("x-okta-retry-for"), Some("Yq8VtA3"));
    gap(&requests)
}

#[track_caller]
fn assert_backoff(headers: &[&str]) {
    assert_waited(wait_after(headers), HALF, SECOND);
}

fn rate_limited(result: Result<EventHook, Error>) -> RateLimited {
    match error_of(result) {
        Error::RateLimited(error) => *error,
        error => panic!("not a rate limit: {error:?}"),
    }
}

/// The error of a client that waits a second at the most: what it would have waited for.
fn refused_wait(headers: &[&str]) -> RateLimited {
    let server = Server::replies([too_many(headers)]);
    let policy = RetryPolicy { max_wait: SECOND, ..RetryPolicy::default() };
    let client = options(&server).retry(policy).build().unwrap();
    let began = Instant::now();
    let error = rate_limited(client.get_event_hook(ID));
    assert!(began.elapsed() < 4 * SECOND);
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.requests().len(), 1);
    error
}

#[test]
fn the_wait_is_reset_minus_date_and_a_second() {
    let waited = wait_after(&[DATE, "X-Rate-Limit-Limit: 600", "X-Rate-Limit-Remaining: 0", &reset(1)]);
    assert_waited(waited, 2 * SECOND, 2 * SECOND);
}

#[test]
fn a_server_clock_an_hour_ahead_does_not_matter() {
    let date = SystemTime::now() + Duration::from_hours(1);
    let reset = date.duration_since(UNIX_EPOCH).unwrap().as_secs() + 1;
    let waited = wait_after(&[
        &format!("Date: {}", httpdate::fmt_http_date(date)),
        &format!("X-Rate-Limit-Reset: {reset}"),
    ]);
    assert_waited(waited, 2 * SECOND, 2 * SECOND);
}

#[test]
fn without_a_date_the_local_clock_stands_in() {
    at_once([&[][..], &["Date: yesterday"]], |date| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let reset = format!("X-Rate-Limit-Reset: {}", now + 2);
        let waited = wait_after(&[date, &[&reset]].concat());
        assert_waited(waited, SECOND, 3 * SECOND);
    });
}

#[test]
fn without_a_reset_it_backs_off() {
    assert_backoff(&[DATE]);
}

#[test]
fn a_reset_that_is_no_number_is_none() {
    assert_backoff(&[DATE, "X-Rate-Limit-Reset: soon"]);
}

#[test]
fn a_reset_in_the_past_is_none() {
    assert_backoff(&[DATE, &reset(-60)]);
}

#[test]
fn the_concurrency_limit_has_no_reset() {
    assert_backoff(&[DATE, "X-Rate-Limit-Limit: 0", "X-Rate-Limit-Remaining: 0", &reset(3600)]);
}

#[test]
fn retry_after_alone_is_obeyed() {
    let waited = wait_after(&["Retry-After: 2"]);
    assert_waited(waited, 2 * SECOND, 2 * SECOND);
}

#[test]
fn retry_after_may_be_a_date() {
    let error = refused_wait(&[DATE, "Retry-After: Mon, 16 Mar 2026 04:01:10 GMT"]);
    assert!((40..=41).contains(&error.wait().as_secs()), "{:?}", error.wait());
}

#[test]
fn a_retry_after_that_is_nothing_is_none() {
    at_once(["-1", "soon"], |value| {
        assert_backoff(&[&format!("Retry-After: {value}")]);
    });
}

#[test]
fn a_reset_a_day_ahead_is_an_error_at_once() {
    let server = Server::replies([too_many(&[DATE, &reset(86_400)])]);
    let began = Instant::now();
    let error = rate_limited(client(&server).get_event_hook(ID));
    assert!(began.elapsed() < 5 * SECOND);
    assert_eq!(error.reset(), Some(UnixTime::from_secs(DATE_SECS + 86_400)));
    assert_eq!(error.wait(), Duration::from_secs(86_401));
    assert_eq!(error.attempts(), 1);
    assert!(error.to_string().contains("2026-03-17T04:00:30Z"), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn of_two_resets_the_later_one_counts() {
    let error = refused_wait(&[DATE, &reset(40), &reset(7)]);
    assert_eq!(error.reset(), Some(UnixTime::from_secs(DATE_SECS + 40)));
    assert_eq!(error.wait(), Duration::from_secs(41));
    let joined = format!("X-Rate-Limit-Reset: {}, {}", DATE_SECS + 7, DATE_SECS + 40);
    assert_eq!(refused_wait(&[DATE, &joined]).wait(), Duration::from_secs(41));
}

#[test]
fn of_reset_and_retry_after_the_longer_one_counts() {
    assert_eq!(refused_wait(&[DATE, &reset(20), "Retry-After: 30"]).wait(), Duration::from_secs(30));
    assert_eq!(refused_wait(&[DATE, &reset(30), "Retry-After: 20"]).wait(), Duration::from_secs(31));
}

#[test]
fn numbers_beyond_all_bounds_neither_panic_nor_hang() {
    for header in [
        "X-Rate-Limit-Reset: 9223372036854775807",
        "X-Rate-Limit-Reset: -9223372036854775808",
        "X-Rate-Limit-Reset: 99999999999999999999999999",
    ] {
        assert_backoff(&[DATE, header]);
    }
    let error = refused_wait(&["Retry-After: 18446744073709551615"]);
    assert_eq!(error.wait(), Duration::from_secs(u64::MAX));
}

#[test]
fn a_limit_for_ever_ends_after_the_attempts() {
    let server = Server::answering(|_| too_many(&["Retry-After: 0"]));
    let error = rate_limited(client(&server).get_event_hook(ID));
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.reset(), None);
    assert!(error.to_string().contains("sent 3 times"), "{error}");
    let counts: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.header("x-okta-retry-count").map(str::to_owned))
        .collect();
    assert_eq!(counts, [None, Some("1".to_owned()), Some("2".to_owned())]);
}

#[test]
fn no_wait_begins_that_ends_after_the_time_for_the_call() {
    let server = Server::answering(|_| too_many(&["Retry-After: 2"]));
    let policy = RetryPolicy { max_elapsed: Duration::from_millis(3900), ..RetryPolicy::default() };
    let client = options(&server).retry(policy).build().unwrap();
    assert_eq!(rate_limited(client.get_event_hook(ID)).attempts(), 2);
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_limited_create_did_nothing_and_is_sent_again() {
    let server = Server::replies([too_many(&["Retry-After: 0"]), ok(hook())]);
    assert_eq!(client(&server).create_event_hook(spec()).unwrap().id, ID);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn a_limited_create_never_exists() {
    let server = Server::answering(|_| too_many(&["Retry-After: 0"]));
    let error = error_of(client(&server).create_event_hook(spec()));
    assert_eq!(error.status(), Some(429));
    assert!(!error.maybe_applied() && error.is_retryable());
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_limited_delete_did_nothing_so_a_404_is_an_error() {
    let server = Server::replies([too_many(&["Retry-After: 0"]), not_found()]);
    let error = error_of(client(&server).delete_event_hook(ID));
    assert_eq!(error.error_code(), Some("E0000007"));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_429_without_okta_s_body_is_a_rate_limit_too() {
    let bare = Reply::new().send("HTTP/1.1 429 Slow Down\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
    let server = Server::replies([bare, ok(hook())]);
    assert_eq!(client(&server).get_event_hook(ID).unwrap().id, ID);
    assert_eq!(server.requests().len(), 2);
}
