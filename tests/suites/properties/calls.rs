use std::time::Duration;

use conformance::operations;
use okta_event_hooks::{
    AnyOperation, Call, Credentials, Failure, Operation as _, RetryPolicy, Session, Step, UnixTime,
};
use proptest::prelude::*;

/// What a driver may tell a call, in any order.
#[derive(Debug, Clone)]
enum Event {
    Start,
    Response { status: u16, headers: Vec<(&'static str, String)>, body: String },
    NotSent,
    MaybeSent,
    TimedOut,
    Resume,
}

impl Event {
    /// Whether Okta may have acted on the request that this is the outcome of.
    fn maybe_acted(&self) -> bool {
        match self {
            Self::Response { status, .. } => *status != 429,
            Self::MaybeSent | Self::TimedOut => true,
            Self::Start | Self::NotSent | Self::Resume => false,
        }
    }
}

fn any_header() -> impl Strategy<Value = (&'static str, String)> {
    let name = prop::sample::select(vec![
        "date",
        "retry-after",
        "x-rate-limit-reset",
        "x-rate-limit-limit",
        "x-rate-limit-remaining",
        "x-okta-request-id",
        "link",
        "location",
        "content-type",
    ]);
    let value = prop_oneof![
        "[ -~]{0,40}",
        any::<i64>().prop_map(|n| n.to_string()),
        (1_773_600_000_i64..1_773_700_000).prop_map(|n| n.to_string()),
        Just("0".to_owned()),
        Just("Mon, 16 Mar 2026 04:07:11 GMT".to_owned()),
        "<https://[a-z.]{1,9}/x\\?after=[a-c]>; rel=\"next\"",
    ];
    (name, value)
}

fn any_event() -> impl Strategy<Value = Event> {
    let status = prop_oneof![
        Just(200_u16),
        Just(204),
        Just(302),
        Just(400),
        Just(404),
        Just(429),
        Just(429),
        Just(500),
        Just(503),
        100_u16..1000,
    ];
    let body = prop_oneof![
        Just("[]".to_owned()),
        Just(r#"{"errorCode":"E0000007","errorSummary":"x"}"#.to_owned()),
        Just(r#"{"id":"w","status":"A","verificationStatus":"V","name":"n","events":{"type":"E","items":[]},"channel":{"type":"H","version":"1","config":{"uri":"u"}}}"#.to_owned()),
        any::<String>(),
    ];
    prop_oneof![
        6 => (status, prop::collection::vec(any_header(), 0..6), body)
            .prop_map(|(status, headers, body)| Event::Response { status, headers, body }),
        3 => Just(Event::Resume),
        1 => Just(Event::NotSent),
        1 => Just(Event::MaybeSent),
        1 => Just(Event::TimedOut),
        1 => Just(Event::Start),
    ]
}

fn any_operation() -> impl Strategy<Value = AnyOperation> {
    prop::sample::select(operations::all())
}

fn session(policy: RetryPolicy) -> Session {
    let org = "https://acme.okta.com".parse().unwrap();
    Session::new(org, Credentials::ApiToken("00token".into()), [1; 32]).unwrap().with_retry(policy)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Whatever a driver and a peer do: no panic, no more sends than allowed, no wait longer than allowed, nothing
    /// after the end, nothing to another host, and never a second create after one that may have arrived.
    #[test]
    fn a_call_keeps_its_promises(
        operation in any_operation(),
        events in prop::collection::vec((any_event(), 0_i64..200_000), 0..60),
        max_attempts in 0_u32..6,
        max_wait in 0_u64..100,
    ) {
        let policy = RetryPolicy {
            max_attempts,
            max_wait: Duration::from_secs(max_wait),
            max_elapsed: Duration::from_secs(150),
        };
        let mut session = session(policy);
        let idempotent = operation.info().idempotent;
        let pages_at_the_most = if operation.info().id == "listEventHooks" { 4 } else { 1 };
        let mut call = Call::new(operation);
        let mut now = UnixTime::from_secs(1_773_634_031);
        let mut step = call.start(&mut session, now);
        let (mut sends, mut ended, mut acted) = (0, false, false);
        for (event, later) in events {
            match &step {
                Step::Send(outgoing) => {
                    prop_assert!(!ended, "sent after the end");
                    prop_assert!(idempotent || !acted, "created again after a create that may have arrived");
                    prop_assert_eq!(outgoing.request.uri().authority().unwrap().as_str(), "acme.okta.com");
                    sends += 1;
                }
                Step::Wait(wait) => prop_assert!(*wait <= policy.max_wait),
                Step::Done(_) => ended = true,
            }
            acted |= matches!(step, Step::Send(_)) && event.maybe_acted();
            now = now.after(Duration::from_millis(later.unsigned_abs()));
            step = match event {
                Event::Start => call.start(&mut session, now),
                Event::Resume => call.resume(&mut session, now),
                Event::NotSent => call.failure(&mut session, now, Failure::NotSent("refused".into())),
                Event::MaybeSent => call.failure(&mut session, now, Failure::MaybeSent("reset".into())),
                Event::TimedOut => call.failure(&mut session, now, Failure::TimedOut),
                Event::Response { status, headers, body } => {
                    let mut response = http::Response::builder().status(status);
                    for (name, value) in headers {
                        response = response.header(name, value);
                    }
                    call.response(&mut session, now, response.body(body.into_bytes()).unwrap())
                }
            };
            prop_assert!(!ended || matches!(step, Step::Done(Err(_))), "something after the end");
        }
        prop_assert!(sends <= max_attempts.max(1) * pages_at_the_most, "{sends} sends");
    }
}
