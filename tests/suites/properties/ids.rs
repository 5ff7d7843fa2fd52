use okta_event_hooks::{
    ActivateEventHook, DeleteEventHook, EventHookSpec, GetEventHook, Operation, OrgUrl, ReplaceEventHook,
};
use proptest::prelude::*;

/// Ids as callers pass them, and such as an attacker would.
fn any_id() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[./\\\\%?#&=;:@ a-z0-9\\r\\n\\x00-\\x1f]{0,12}",
        "(\\.\\.?|%2e|%2E|/|\\\\|%2f|a){1,8}",
        "who[A-Za-z0-9]{17}",
    ]
}

/// The request, if any, has the id in one segment, and nothing but the id.
fn stays(operation: &impl Operation, id: &str, before: &str, after: &str) -> Result<(), TestCaseError> {
    let org: OrgUrl = "https://acme.okta.com".parse().unwrap();
    let Ok(request) = operation.request(&org) else {
        prop_assert!(
            id.is_empty() || id.chars().any(char::is_control) || id.contains('.'),
            "{id:?} was refused"
        );
        return Ok(());
    };
    let uri = request.uri();
    prop_assert_eq!(uri.host(), Some("acme.okta.com"));
    prop_assert_eq!(uri.query(), None);
    let segment = uri.path().strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).unwrap();
    prop_assert!(!segment.is_empty() && segment != "." && segment != "..");
    prop_assert!(segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)), "{segment}");
    prop_assert_eq!(decoded(segment), id.as_bytes());
    Ok(())
}

fn decoded(segment: &str) -> Vec<u8> {
    let mut parts = segment.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(hex, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_id_never_leaves_its_segment(id in any_id()) {
        let path = "/api/v1/eventHooks/";
        stays(&GetEventHook::new(&id), &id, path, "")?;
        stays(&DeleteEventHook::new(&id), &id, path, "")?;
        stays(&ActivateEventHook::new(&id), &id, path, "/lifecycle/activate")?;
        let spec = EventHookSpec::new("n", "https://x").event("e");
        stays(&ReplaceEventHook::new(&id, spec), &id, path, "")?;
    }

    #[test]
    fn an_org_url_is_an_origin(text in any::<String>(), host in "[a-z.@:/?#\\[\\]0-9-]{0,24}") {
        for text in [text, format!("https://{host}"), format!("http://{host}")] {
            if let Ok(org) = text.parse::<OrgUrl>() {
                let uri: http::Uri = org.as_str().parse().unwrap();
                prop_assert!(uri.path() == "/" && uri.query().is_none());
                prop_assert!(!org.as_str().contains('@'));
                prop_assert_eq!(org.as_str().parse::<OrgUrl>().unwrap(), org);
            }
        }
    }
}
