//! How deliveries went, by hook.

use std::collections::{BTreeMap, HashSet};

use crate::control::Attempt;
use crate::output::Table;

/// A row a hook: how often it was called, and how often with which outcome.
pub(super) fn of<'a>(
    attempts: impl Iterator<Item = &'a Attempt>,
    uuids: &HashSet<String>,
    width: Option<usize>,
) -> String {
    let mut hooks: BTreeMap<&str, Vec<&Attempt>> = BTreeMap::new();
    for attempt in attempts {
        hooks.entry(&attempt.hook_id).or_default().push(attempt);
    }
    if hooks.is_empty() {
        return "No hook got any: none is active, verified and subscribed, with a filter that lets them pass."
            .to_owned();
    }
    let mut table = Table::with_heading(["HOOK", "URI", "ATTEMPTS", "EVENTS", "OUTCOMES"]);
    for (hook, attempts) in hooks {
        // A batch may have events of others, too.
        let events = attempts.iter().flat_map(|attempt| attempt.uuids()).filter(|uuid| uuids.contains(*uuid));
        let events = events.count();
        let uri = attempts.first().map_or("", |attempt| &attempt.uri);
        table.row([hook, uri, &attempts.len().to_string(), &events.to_string(), &outcomes(&attempts)]);
    }
    if let Some(width) = width {
        table.cut(width, &[1]);
    }
    table.lines("")
}

/// Such as `2 SUCCESS, 1 REFUSED (The remote endpoint answered 500)`.
fn outcomes(attempts: &[&Attempt]) -> String {
    let mut counts: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for attempt in attempts {
        *counts.entry((&attempt.outcome, attempt.reason.as_deref())).or_default() += 1;
    }
    let told = counts.iter().map(|((outcome, reason), count)| match reason {
        Some(reason) => format!("{count} {outcome} ({reason})"),
        None => format!("{count} {outcome}"),
    });
    told.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_gives_way_to_a_narrow_terminal() {
        let attempt = |uri: &str| -> Attempt {
            serde_json::from_value(serde_json::json!({"hookId": "who1", "uri": uri, "outcome": "SUCCESS"}))
                .unwrap()
        };
        let uri = format!("http://127.0.0.1/{}", "x".repeat(100));
        let text = of([attempt(&uri)].iter(), &HashSet::new(), Some(80));
        let row = text.lines().last().unwrap();
        assert!(row.ends_with("1 SUCCESS"), "{row}");
        assert!(row.contains('…') && row.chars().count() <= 80, "{row}");
        assert!(of([attempt(&uri)].iter(), &HashSet::new(), None).contains(&uri));
    }
}
