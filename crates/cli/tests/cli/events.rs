//! `events`: the catalogue.

use serde_json::Value;

use crate::child::Place;

fn found(args: &[&str]) -> Vec<Value> {
    let text = Place::new().run(&[&["events", "search", "--json"], args].concat()).ok();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn words_must_all_match_in_the_name_or_the_category() {
    assert_eq!(found(&[]).len(), 1274);
    assert_eq!(found(&["--eligible"]).len(), 314);
    assert_eq!(found(&["--eligible", "--beta"]).len(), 50);

    let types = found(&["LIFECYCLE", "user.", "deactivate"]);
    assert!(types.iter().any(|line| line["eventType"] == "user.lifecycle.deactivate"), "{types:?}");
    for line in &types {
        let text = format!("{} {}", line["eventType"], line["category"]).to_lowercase();
        assert!(["lifecycle", "user.", "deactivate"].iter().all(|word| text.contains(word)), "{text}");
    }
    let by_category = found(&["iga-access-request"]);
    assert!(by_category.iter().any(|line| line["eventType"] == "access.request.cancel"), "{by_category:?}");
}

#[test]
fn people_can_read_it() {
    let place = Place::new();
    let text = place.run(&["events", "search", "user.lifecycle.create"]).ok();
    assert!(text.starts_with("ELIGIBLE ") && text.contains("  user.lifecycle.create\n"), "{text}");
    assert!(text.ends_with("1 event type\n"), "{text}");
    let text = place.run(&["events", "search", "nothinglikethis\u{1b}"]).ok();
    assert!(text.starts_with("No type ") && !text.contains('\u{1b}'), "{text:?}");
}

#[test]
fn one_type_or_what_was_meant() {
    let place = Place::new();
    let shown = place.run(&["events", "show", "zone.update", "--json"]).json();
    assert_eq!((&shown["eventHookEligible"], &shown["beta"]), (&false.into(), &false.into()));
    let text = place.run(&["events", "show", "zone.update"]).ok();
    assert!(text.contains("cannot subscribe") && !text.contains("trigger"), "{text}");
    let error = place.run(&["events", "show", "user.lifecycle.deactivated"]).failed(1);
    assert!(error.contains("did you mean user.lifecycle.deactivate"), "{error}");
}
