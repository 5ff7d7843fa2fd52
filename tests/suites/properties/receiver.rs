use okta_event_hooks::{Received, Receiver};
use proptest::prelude::*;

use super::json::any_text;

fn request(method: &str, headers: Vec<(String, Vec<u8>)>, body: Vec<u8>) -> http::Request<Vec<u8>> {
    let mut request = http::Request::new(body);
    *request.method_mut() = method.parse().unwrap();
    for (name, value) in headers {
        let value = http::HeaderValue::from_bytes(&value).unwrap();
        request.headers_mut().append(name.parse::<http::HeaderName>().unwrap(), value);
    }
    request
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// No request panics, and none without the very secret gets in.
    #[test]
    fn only_the_secret_opens(
        method in prop::sample::select(vec!["GET", "POST", "PUT", "HEAD", "OPTIONS"]),
        secret in "[ -~]{1,40}",
        given in prop::option::of("[ -~]{0,40}"),
        challenge in prop::option::of(prop::collection::vec(32_u8..=255, 0..40)),
        body in prop_oneof![any_text().prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..200)],
    ) {
        prop_assume!(!secret.trim().is_empty() && challenge.iter().flatten().all(|b| *b != 127));
        let receiver = Receiver::new([secret.as_str()]).unwrap();
        let mut headers = Vec::new();
        if let Some(given) = &given {
            headers.push(("authorization".to_owned(), given.clone().into_bytes()));
        }
        if let Some(challenge) = challenge {
            headers.push(("X-Okta-Verification-Challenge".to_owned(), challenge));
        }
        let received = receiver.receive(&request(method, headers, body));
        let response = received.response();
        if given.as_deref() != Some(secret.as_str()) {
            prop_assert!(matches!(received, Received::Rejected(_)));
            prop_assert!(response.status() == 401 || response.status() == 405);
        }
        prop_assert!(response.body().is_empty() || response.status() == 200);
    }

    /// Every event of a batch arrives: read, or as its JSON.
    #[test]
    fn no_event_is_lost(items in prop::collection::vec(any_text(), 0..8), good in 0_usize..4) {
        let good = std::iter::repeat_n(r#"{"uuid":"u","eventType":"e"}"#.to_owned(), good);
        let items: Vec<String> = items.into_iter().chain(good).collect();
        let body = format!(r#"{{"eventId":"i","data":{{"events":[{}]}}}}"#, items.join(","));
        let headers = vec![("authorization".to_owned(), b"s3cr3t".to_vec())];
        let received = Receiver::new(["s3cr3t"]).unwrap().receive(&request("POST", headers, body.into_bytes()));
        let Received::Delivery(delivery) = received else { panic!("{received:?}") };
        prop_assert_eq!(delivery.events().len(), items.len());
        for (event, text) in delivery.events().iter().zip(&items) {
            if let Err(unreadable) = event {
                prop_assert_eq!(unreadable.json().get(), text);
            }
        }
    }
}
