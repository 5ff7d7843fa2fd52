//! `--org`

use crate::child::Place;
use crate::emulator::Org;

const CREATE: [&str; 8] =
    ["hooks", "create", "--name", "Feed", "--uri", "http://127.0.0.1:9/", "--event", "user.lifecycle.create"];

fn profiles(orgs: &[(&str, &Org)]) -> String {
    let mut text =
        "okta:\n  client: {orgUrl: 'http://127.0.0.1:9', token: 00nobody}\n  profiles:\n".to_owned();
    for (name, org) in orgs {
        text += &format!("    {name}: {{orgUrl: '{}', token: '{}'}}\n", org.url, org.token);
    }
    text
}

#[test]
fn a_profile_is_an_org_with_its_token() {
    let (one, other) = (Org::start(), Org::start());
    // The variables name one org; the profile another.
    let place = one.place();
    place.write("okta.yaml", &profiles(&[("one", &one), ("other", &other)]));
    place.run(&[&CREATE[..], &["--org", "other"]].concat()).ok();
    assert_eq!(place.run(&["hooks", "list", "--json", "--org", "one"]).json(), serde_json::json!([]));
    assert_eq!(place.run(&["--org", "other", "hooks", "list", "--json"]).json()[0]["name"], "Feed");
    assert_eq!(
        place.run(&["hooks", "list", "--json"]).json(),
        serde_json::json!([]),
        "that of the variables"
    );
    assert!(
        place.run(&["trigger", "user.lifecycle.create", "--org", "other"]).ok().contains("user.lifecycle")
    );
}

#[test]
fn hooks_go_from_an_org_to_another() {
    let (one, other) = (Org::start(), Org::start());
    let place = Place::new().with("HOOK_SECRET_FEED", "s3cr3t");
    place.write("okta.yaml", &profiles(&[("one", &one), ("other", &other)]));
    place.run(&[&CREATE[..], &["--org", "one", "--secret", "env:HOOK_SECRET_FEED"]].concat()).ok();
    let file = place.run(&["hooks", "export", "--org", "one"]).ok();
    let apply =
        |more: &str| place.run_with(&["hooks", "apply", "-", "--prune", "--org", "other", more], &file).ok();
    assert!(apply("--yes").contains("create: Feed ("));
    assert!(apply("--dry-run").starts_with("Nothing to do: 1 event hook "));
    // With an id it is a hook of one org, and not created in another.
    let file = place.run(&["hooks", "export", "--org", "one", "--ids"]).ok();
    // Emulators make up the same ids.
    let file = file.replace("id: who", "id: whoOther");
    let error = place.run_with(&["hooks", "apply", "-", "--org", "other", "--yes"], &file).failed(2);
    assert!(error.contains("the org has no hook whoOther"), "{error}");
}

#[test]
fn nothing_is_mixed_into_a_profile() {
    let org = Org::start();
    let place = org.place();
    place.write("okta.yaml", &format!("okta: {{profiles: {{half: {{orgUrl: '{}'}}}}}}", org.url));
    let error = place.run(&["hooks", "list", "--org", "half"]).failed(2);
    assert!(error.contains("okta.profiles.half.token") && error.contains("okta.yaml"), "{error}");
    assert!(!error.contains(&org.token), "{error}");
    // What is asked for by name is used.
    place.run(&["hooks", "list", "--org", "half", "--token", "env:OKTA_CLIENT_TOKEN"]).ok();
}

#[test]
fn a_configured_token_does_not_go_to_another_org() {
    let (one, other) = (Org::start(), Org::start());
    let place = one.place();
    let error = place.run(&["hooks", "list", "--org-url", &other.url]).failed(2);
    assert!(error.contains(&one.url) && error.contains(&other.url) && error.contains("--token"), "{error}");
    place.run(&["hooks", "list", "--org-url", &format!("{}/", one.url)]).ok();
    // What is asked for by name is sent.
    place.run(&["hooks", "list", "--org-url", &other.url, "--token", "env:OKTA_CLIENT_TOKEN"]).ok();
    place.run(&["trigger", "user.session.start", "--org-url", &other.url]).ok();
}

#[test]
fn a_wrong_profile_is_told_with_those_that_exist() {
    let org = Org::start();
    let place = Place::new();
    place.write(".okta.yaml", &profiles(&[("acme", &org), ("beta", &org)]));
    let error = place.run(&["hooks", "list", "--org", "acem"]).failed(2);
    assert!(
        error.contains("\"acem\"") && error.contains("acme, beta") && error.contains(".okta.yaml"),
        "{error}"
    );
    assert!(error.contains("hint: ") && !error.contains(&org.token), "{error}");
    let ended = place.run(&["hooks", "list", "--org", "acme", "--org-url", "https://other.okta.com"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
}
