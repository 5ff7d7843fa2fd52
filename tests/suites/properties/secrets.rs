use okta_event_hooks::{
    Call, Client, CreateEventHook, Credentials, EventHookSpec, Failure, Receiver, RetryPolicy, Secret,
    Session, Step, UnixTime,
};
use proptest::prelude::*;

const TOKEN: &str = "00tok3nTOK3Ntok3n";
const VALUE: &str = "s3cr3t-of-the-hook";

fn shows(text: &str) -> bool {
    text.contains(TOKEN) || text.contains(VALUE)
}

fn spec() -> EventHookSpec {
    EventHookSpec::new("n", "https://x")
        .event("e")
        .auth_header("Authorization", VALUE)
        .header("X-Api-Key", VALUE)
}

fn session() -> Session {
    Session::new("https://acme.okta.com".parse().unwrap(), Credentials::ApiToken(TOKEN.into()), [1; 32])
        .unwrap()
}

#[test]
fn debug_hides_every_secret() {
    let client = Client::builder()
        .org_url("https://acme.okta.com")
        .api_token(TOKEN)
        .proxy(format!("http://u:{VALUE}@p"));
    let builder = format!("{client:?}");
    let mut session = session();
    let mut call = Call::new(CreateEventHook::new(spec()));
    let step = call.start(&mut session, UnixTime::from_secs(0));
    let Step::Send(outgoing) = &step else { panic!("{step:?}") };
    let receiver = Receiver::new([VALUE]).unwrap();
    for text in [
        builder,
        format!("{:?}", client.build().unwrap()),
        format!("{session:?}"),
        format!("{call:?}"),
        format!("{step:?}"),
        format!("{:?}", outgoing.request.headers()),
        format!("{:?}", spec()),
        format!("{:#?}", spec().channel.config.headers),
        format!("{receiver:?}"),
        format!("{:?}", Secret::from(TOKEN)),
    ] {
        assert!(!shows(&text), "{text}");
    }
}

#[test]
fn a_token_that_cannot_be_sent_is_not_quoted() {
    for bad in
        [format!("{TOKEN}\n"), format!("SSWS {TOKEN}"), format!("{TOKEN}\0"), format!("{TOKEN}é\u{7f}")]
    {
        let error = Client::builder().org_url("https://acme.okta.com").api_token(bad).build().unwrap_err();
        assert!(!shows(&format!("{error} {error:?}")), "{error}");
    }
    let error =
        Client::builder().org_url(&format!("https://u:{VALUE}@x")[..]).api_token("t").build().unwrap_err();
    assert!(!shows(&format!("{error} {error:?}")), "{error}");
    let error = Client::builder()
        .org_url("https://acme.okta.com")
        .api_token("t")
        .proxy(format!("::{VALUE}::"))
        .build()
        .unwrap_err();
    assert!(!shows(&format!("{error} {error:?}")), "{error}");
}

proptest! {
    /// A peer that echoes the request does not make us print it.
    #[test]
    fn an_echo_is_hidden(
        status in prop::sample::select(vec![200_u16, 302, 400, 401, 403, 404, 500, 502, 503]),
        // An excerpt of a body ends somewhere: not in the middle of a secret.
        before in prop_oneof!["[ -~]{0,20}", "[a-z]{990,1100}"],
        form in 0_usize..4,
    ) {
        let echo = format!("{before} SSWS {TOKEN} {VALUE}");
        let json = serde_json::Value::from(echo.as_str());
        let body = match form {
            0 => echo.clone(),
            1 => format!(r#"{{"errorCode":"E0000001","errorSummary":{json},"errorCauses":[{{"errorSummary":{json}}}]}}"#),
            2 => format!(r#"{{"id":{json}}}"#),
            _ => format!(r#"{{"error":{json},"error_description":{json}}}"#),
        };
        let mut session = session().with_retry(RetryPolicy::none());
        let mut call = Call::new(CreateEventHook::new(spec()));
        let _ = call.start(&mut session, UnixTime::from_secs(0));
        let response = http::Response::builder()
            .status(status)
            .header("location", echo.as_str())
            .header("content-type", echo.as_str())
            .header("x-okta-request-id", echo.as_str())
            .body(body.into_bytes())
            .unwrap();
        let Step::Done(Err(error)) = call.response(&mut session, UnixTime::from_secs(0), response) else {
            return Err(TestCaseError::fail("no error"));
        };
        prop_assert!(!shows(&format!("{error} {error:?} {error:#?} {:?}", error.request_id())), "{}", error);

        let mut call = Call::new(CreateEventHook::new(spec()));
        let _ = call.start(&mut session, UnixTime::from_secs(0));
        let failure = Failure::MaybeSent(echo.into());
        let Step::Done(Err(error)) = call.failure(&mut session, UnixTime::from_secs(0), failure) else {
            return Err(TestCaseError::fail("no error"));
        };
        prop_assert!(!shows(&format!("{error} {error:?}")), "{}", error);
    }
}
