//! The event types that Okta lets an event hook subscribe to.
//!
//! From the event-hook-eligible rows of <https://developer.okta.com/docs/reference/api/event-types/>,
//! release 2026.08.1: 314 types, 50 of them beta. Documented.

const TABLE: &str = include_str!("event_types.csv");

/// What the catalogue says about one eligible event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EventType {
    pub(crate) beta: bool,
}

/// Ids are compared exactly: some hold capitals (`user.authentication.auth_via_IDP`).
pub(crate) fn find(id: &str) -> Option<EventType> {
    TABLE.lines().skip(1).find_map(|line| {
        let (name, beta) = line.split_once(',')?;
        (name == id).then_some(EventType { beta: beta == "true" })
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) const BETA: &str = "entitlement.migration.complete";

    #[test]
    fn holds_every_eligible_type() {
        assert_eq!(TABLE.lines().count(), 1 + 314);
        assert_eq!(TABLE.lines().filter(|line| line.ends_with(",true")).count(), 50);
    }

    #[test]
    fn finds_exactly() {
        assert_eq!(find("user.lifecycle.create"), Some(EventType { beta: false }));
        assert_eq!(find("user.authentication.auth_via_IDP"), Some(EventType { beta: false }));
        assert_eq!(find("user.authentication.auth_via_idp"), None);
        for absent in ["zone.update", "event_hook.created", "event_type", "security.threat.detected", "", ","]
        {
            assert_eq!(find(absent), None, "{absent}");
        }
    }
}
