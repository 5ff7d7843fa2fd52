use std::time::Duration;

use super::*;
use crate::{DeleteActive, OauthClient, Times};

const SEED: &str = "\
apiToken: 00-for-tests
batchWindow: 10s
clock: 2026-03-16T04:00:00Z
rules:
  deleteActive: forbidden
oauthClients:
  - clientId: 0oa1example2Client5d7
    keys: { keys: [{ kty: EC, crv: P-256, kid: a, x: MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4, y: 4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM }] }
    dpopRequired: true
hooks:
  - name: Feed
    status: ACTIVE
    verificationStatus: VERIFIED
    events:
      type: EVENT_TYPE
      items: [user.lifecycle.create]
    channel: { type: HTTP, version: 1.0.0, config: { uri: 'http://127.0.0.1:9/' } }
events:
  - eventType: user.session.start
    published: 2026-03-15T04:00:00Z
faults:
  - on: { operation: createEventHook }
    status: 503
    times: always
";

#[test]
fn a_seed_in_yaml_and_in_json() {
    let config = Config::parse(SEED).unwrap();
    assert_eq!(config.batch_window, Duration::from_secs(10));
    assert_eq!(config.timeout, Duration::from_secs(3));
    assert_eq!(config.rules.delete_active, DeleteActive::Forbidden);
    assert_eq!(config.clock.unwrap().to_string(), "2026-03-16T04:00:00Z");
    assert_eq!(config.faults[0].times, Times::Always);
    let client: &OauthClient = &config.oauth_clients[0];
    assert!(client.dpop_required && client.service && client.scopes.len() == 3);
    let json = serde_json::to_string(&config).unwrap();
    assert_eq!(Config::parse(&json).unwrap(), config);
    assert_eq!(Config::parse("").unwrap(), Config::default());
}

#[test]
fn errors_name_line_and_member() {
    let cases = [
        ("batchWindow: 10\n", "line 1, column 14: batchWindow: "),
        ("\nbatchWindow: soon\n", "line 2, column 14: batchWindow: not a span of time"),
        (
            "rules:\n  deleteActve: forbidden\n",
            "line 2, column 3: rules.deleteActve: unknown field `deleteActve`",
        ),
        ("rules:\n  deleteActive: never\n", "line 2, column 17: rules.deleteActive: unknown variant `never`"),
        (
            "faults:\n  - on: { path: / }\n    statsu: 503\n",
            "line 3, column 5: faults[0].statsu: unknown field `statsu`",
        ),
        ("faults:\n  - on: { path: / }\n", "line 2, column 5: faults[0]: says nothing that goes wrong"),
        ("hooks:\n\n  - name: Feed\n", "line 3, column 5: hooks[0]: "),
        ("events:\n  - {}\n", "line 2, column 5: events[0]: "),
        ("oauthClients:\n  - clientId: a\n    keys: ['{}']\n", "line 2, column 5: oauthClients[0]: "),
        ("{\"rules\": {\"deleteActive\": 7}}", "line 1, column "),
        ("{\"faults\": [\n{\"on\": {\"path\": \"/\"}}]}", "line 2, column 1: faults[0]: says nothing"),
        ("[]", "line 0, column 0: not an object"),
        ("{", "line 1, column 1: "),
        ("a: [", "line "),
        ("- a\n", "line 1, column 1: "),
    ];
    for (text, expected) in cases {
        let error = Config::parse(text).expect_err(text).to_string();
        assert!(error.starts_with(expected), "{text:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn yaml_needs_no_quotes_where_text_is_meant() {
    let config = Config::parse("apiToken: 0042\nhooks:\nrules:\n").unwrap();
    assert_eq!((config.api_token.as_deref(), config.hooks.len()), (Some("0042"), 0));
    assert_eq!(config.rules, Config::default().rules);
    let error = Config::parse("{\"apiToken\": 42}").unwrap_err().to_string();
    assert!(error.starts_with("line 1, column 14: apiToken: invalid type: integer `42`"), "{error}");
}

#[test]
fn a_list_is_no_object() {
    for text in ["rules: [forbidden]", "{\"rules\": [\"forbidden\"]}"] {
        let error = Config::parse(text).unwrap_err().to_string();
        assert!(error.contains("rules: invalid type: sequence"), "{error}");
    }
}

#[test]
fn faults_have_a_file_of_their_own() {
    let faults = Fault::parse_list("[{\"on\": {\"path\": \"/\"}, \"reset\": true}]").unwrap();
    assert_eq!(faults, [Fault::on_path("/").reset()]);
    let error = Fault::parse_list("- on: { path: / }\n  reset: true\n- on: {}\n  reset: true\n").unwrap_err();
    assert!(error.to_string().starts_with("line 3, column 3: [1]: on: name one of"), "{error}");
    assert!(
        Fault::list_from_file("no-such-file.yaml").unwrap_err().to_string().contains("no-such-file.yaml")
    );
}
