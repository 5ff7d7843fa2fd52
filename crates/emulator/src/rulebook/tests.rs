use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::Config;

fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().flat_map(|area| area.rules)
}

fn defaults() -> Value {
    serde_json::to_value(Config::default()).unwrap()
}

fn pointer(name: &str) -> String {
    format!("/{}", name.replace('.', "/"))
}

fn members(json: &Value) -> BTreeSet<String> {
    json.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_switch_is_a_member() {
    let defaults = defaults();
    let settings = DIFFERENCES.iter().filter_map(|difference| difference.setting);
    for name in rules().filter_map(|rule| rule.switch).chain(settings) {
        assert!(defaults.pointer(&pointer(name)).is_some(), "there is no {name}");
    }
}

#[test]
fn every_member_is_named() {
    let named: BTreeSet<&str> = rules().filter_map(|rule| rule.switch).collect();
    for member in members(&defaults()["rules"]) {
        assert!(named.contains(format!("rules.{member}").as_str()), "no rule names rules.{member}");
    }
    let settings: BTreeSet<&str> = DIFFERENCES.iter().filter_map(|difference| difference.setting).collect();
    for member in members(&defaults()) {
        assert!(
            named.contains(member.as_str()) || settings.contains(member.as_str()),
            "nothing names {member}"
        );
    }
}

#[test]
fn every_rule_says_how_it_is_known() {
    for rule in rules() {
        assert!(!rule.source.is_empty(), "{}", rule.text);
        assert_eq!(rule.source.contains(&Source::Documented), rule.page.is_some(), "{}", rule.text);
        let is_inferred = rule.source.contains(&Source::Inferred);
        assert!(!is_inferred || rule.source.len() == 1, "split it: {}", rule.text);
        assert!(!is_inferred || rule.switch.is_some() || rule.note.is_some(), "why no switch? {}", rule.text);
    }
}

#[test]
fn every_rule_is_there_once() {
    let texts: BTreeSet<&str> = rules().map(|rule| rule.text).collect();
    assert_eq!(texts.len(), rules().count());
}
