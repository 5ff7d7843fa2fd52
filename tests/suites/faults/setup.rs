//! Clients, hooks, and what every error must be like.

use std::error::Error as _;
use std::fmt::Debug;
use std::time::Duration;

pub(super) use conformance::faults::{HOOK_SECRET, ID, TOKEN};
use conformance::server::Server;
use okta_event_hooks::{Client, ClientBuilder, Error, EventHookSpec, RetryPolicy, TransportError};

/// A hook as Okta returns it, without an auth scheme.
pub(super) fn hook() -> String {
    hook_with("")
}

/// The same with more members, such as `,"new":1`.
pub(super) fn hook_with(members: &str) -> String {
    hook_named(ID, members)
}

/// A hook of another id.
pub(super) fn hook_named(id: &str, members: &str) -> String {
    [
        r#"{"id":""#,
        id,
        r#"","status":"ACTIVE","verificationStatus":"UNVERIFIED","name":"User lifecycle feed","#,
        r#""events":{"type":"EVENT_TYPE","items":["user.lifecycle.create"],"filter":null},"#,
        r#""channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://hooks.example.com/okta/events","#,
        r#""headers":[],"method":"POST"}}"#,
        members,
        "}",
    ]
    .concat()
}

/// What the cases create.
pub(super) fn spec() -> EventHookSpec {
    EventHookSpec::new("User lifecycle feed", "https://hooks.example.com/okta/events")
        .event("user.lifecycle.create")
        .auth_header("Authorization", HOOK_SECRET)
}

/// Options for a client of this server, with a timeout that only a bug reaches.
pub(super) fn options(server: &Server) -> ClientBuilder {
    options_for(server.url())
}

pub(super) fn options_for(org_url: String) -> ClientBuilder {
    Client::builder().org_url(org_url).api_token(TOKEN).timeout(Duration::from_secs(10))
}

/// A client with the default retry policy.
pub(super) fn client(server: &Server) -> Client {
    options(server).build().unwrap()
}

/// The default policy with another number of attempts.
pub(super) fn attempts(max_attempts: u32) -> RetryPolicy {
    RetryPolicy { max_attempts, ..RetryPolicy::default() }
}

/// The error of a result, which must show no secret in any of its forms.
#[track_caller]
pub(super) fn error_of<T: Debug>(result: Result<T, Error>) -> Error {
    let error = result.expect_err("an error");
    let shown = everything(&error);
    for secret in [TOKEN, HOOK_SECRET] {
        assert!(!shown.contains(secret), "the error shows a secret: {shown}");
    }
    error
}

/// Every text of an error: for a person, for a log, of its sources and of its getters.
pub(super) fn everything(error: &Error) -> String {
    let mut texts = vec![
        format!("{error}\n{error:?}\n{error:#?}"),
        format!("{:?}{:?}", error.error_code(), error.request_id()),
    ];
    texts.push(match error {
        Error::Api(error) => {
            format!("{}{:?}{:?}", error.error_summary(), error.error_id(), error.error_causes())
        }
        Error::Protocol(error) => format!("{}{:?}", error.excerpt(), error.media_type()),
        Error::Transport(error) => format!("{}{:?}", error.failure(), error.failure()),
        _ => String::new(),
    });
    let mut source = error.source();
    while let Some(error) = source {
        texts.push(format!("{error}\n{error:?}"));
        source = error.source();
    }
    texts.join("\n")
}

/// The transport error of a result.
#[track_caller]
pub(super) fn transport_error<T: Debug>(result: Result<T, Error>) -> TransportError {
    match error_of(result) {
        Error::Transport(error) => *error,
        error => panic!("not a transport error: {error:?}"),
    }
}

/// A create that may have taken effect: its error says so, and what to do.
#[track_caller]
pub(super) fn assert_may_exist(error: &Error) {
    assert!(error.maybe_applied(), "{error}");
    assert!(!error.is_retryable(), "{error}");
    assert!(error.to_string().contains("may exist"), "{error}");
}

/// The whole of a wait, and no more of it than a busy machine explains.
#[track_caller]
pub(super) fn assert_waited(waited: Duration, least: Duration, most: Duration) {
    assert!(waited >= least, "waited {waited:?}, not {least:?}");
    assert!(waited < most + Duration::from_secs(5), "waited {waited:?}, not {most:?}");
}
