use super::*;

#[test]
fn a_narrow_terminal_has_the_state_in_a_word() {
    let hook = |status: &str, verification: &str| {
        let text = format!(
            r#"{{"id":"who7kd2mQ9vYt3LxB5d7","status":"{status}","verificationStatus":"{verification}","name":"A feed with a name",
            "events":{{"type":"EVENT_TYPE","items":["user.lifecycle.create"]}},"channel":{{"type":"HTTP",
            "version":"1.0.0","config":{{"uri":"https://hooks.example.com/okta/events"}}}}}}"#
        );
        EventHook::from_json(text).unwrap()
    };
    let hooks = [
        hook("ACTIVE", "VERIFIED"),
        hook("ACTIVE", "UNVERIFIED"),
        hook("INACTIVE", "VERIFIED"),
        hook("NEW", ""),
    ];
    let states: Vec<&str> = hooks.iter().map(|hook| glance(hook).0).collect();
    assert_eq!(states, ["delivers", "unverified", "off", "unknown"]);

    let hooks: Vec<&EventHook> = hooks.iter().collect();
    let whole = table(&hooks, None);
    assert!(whole.lines("").contains("VERIFICATION") && whole.lines("").contains("/okta/events"));
    assert_eq!(table(&hooks, Some(whole.width())).lines(""), whole.lines(""));
    let narrow = table(&hooks, Some(80));
    assert_eq!(narrow.width(), 80);
    let text = narrow.lines("");
    assert!(text.contains("delivers") && text.contains('…') && !text.contains("VERIFICATION"), "{text}");
    assert!(text.contains("who7kd2mQ9vYt3LxB5d7"), "an id is never cut: {text}");
}
