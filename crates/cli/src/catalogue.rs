//! Okta's catalogue of event types.
//!
//! The facts of <https://developer.okta.com/docs/reference/api/event-types/>, release 2026.08.1: 1274 types, of which 314
//! are event-hook-eligible, 50 of those beta. Okta adds types with each release, so an unknown one may well exist.

const TABLE: &str = include_str!("catalogue/event_types.csv");

/// Which catalogue this is.
pub(crate) const RELEASE: &str = "2026.08.1";

/// How alike a name must be to be worth proposing, from 0 to 1: with a slip or two, or with a part left out.
const SLIP: f64 = 0.75;
const PART: f64 = 0.85;
const MOST_NEAR: usize = 3;

/// What the catalogue says of an event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a column of Okta's")]
pub(crate) struct EventType {
    pub(crate) id: &'static str,
    /// An event hook may subscribe to it.
    pub(crate) eligible: bool,
    /// Only orgs on Identity Engine have it.
    pub(crate) oie_only: bool,
    pub(crate) category: &'static str,
    /// The release that brought it.
    pub(crate) since: &'static str,
    pub(crate) beta: bool,
    pub(crate) internal: bool,
    /// It is in the list that Okta offers for download.
    pub(crate) public: bool,
}

/// Every type, in the order of their names.
pub(crate) fn all() -> impl Iterator<Item = EventType> {
    TABLE.lines().skip(1).filter_map(read)
}

/// Ids are compared exactly: some hold capitals (`user.authentication.auth_via_IDP`).
pub(crate) fn find(id: &str) -> Option<EventType> {
    all().find(|found| found.id == id)
}

/// Names that somebody may have meant, the likeliest first.
pub(crate) fn near(id: &str) -> Vec<&'static str> {
    let slips = alike(id, strsim::normalized_damerau_levenshtein, SLIP);
    if !slips.is_empty() {
        return slips.into_iter().take(MOST_NEAR).collect();
    }
    alike(id, strsim::jaro_winkler, PART).into_iter().take(1).collect()
}

fn alike(id: &str, measure: fn(&str, &str) -> f64, enough: f64) -> Vec<&'static str> {
    let wanted = id.to_ascii_lowercase();
    let likeness = |found: EventType| (measure(&wanted, &found.id.to_ascii_lowercase()), found.id);
    let mut alike: Vec<_> = all().map(likeness).filter(|(likeness, _)| *likeness >= enough).collect();
    alike.sort_by(|one, other| other.0.total_cmp(&one.0));
    alike.into_iter().map(|(_, id)| id).collect()
}

fn read(line: &'static str) -> Option<EventType> {
    let mut cells = line.split(',');
    let mut cell = || cells.next();
    let is = |cell: &str| cell == "true";
    Some(EventType {
        id: cell()?,
        eligible: is(cell()?),
        oie_only: is(cell()?),
        category: cell()?,
        since: cell()?,
        beta: is(cell()?),
        internal: is(cell()?),
        public: is(cell()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the emulator lets a hook subscribe to, and which of it is beta.
    const OF_THE_EMULATOR: &str = include_str!("../../emulator/src/event_types.csv");

    #[test]
    fn holds_what_the_page_has() {
        assert_eq!(all().count(), 1274);
        assert_eq!(all().filter(|found| found.public).count(), 1178);
        assert_eq!(all().filter(|found| found.beta).count(), 83);
        assert_eq!(all().filter(|found| found.oie_only).count(), 63);
        for line in TABLE.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert!(cells.len() == 8 && !cells.contains(&""), "{line}");
        }
    }

    #[test]
    fn agrees_with_the_emulator() {
        let ours: Vec<String> = all()
            .filter(|found| found.eligible)
            .map(|found| format!("{},{}", found.id, found.beta))
            .collect();
        let theirs: Vec<&str> = OF_THE_EMULATOR.lines().skip(1).collect();
        assert_eq!(ours, theirs);
        assert_eq!((ours.len(), ours.iter().filter(|line| line.ends_with(",true")).count()), (314, 50));
    }

    #[test]
    fn finds_exactly_and_proposes_what_is_near() {
        assert!(find("user.lifecycle.create").is_some_and(|found| found.eligible && !found.beta));
        assert_eq!(find("user.authentication.auth_via_idp"), None);
        assert_eq!(near("user.authentication.auth_via_idp")[0], "user.authentication.auth_via_IDP");
        assert_eq!(near("user.lifecycle.created")[0], "user.lifecycle.create");
        assert_eq!(near("usr.lifecycle.create")[0], "user.lifecycle.create");
        assert_eq!(near("user.deactivate"), ["user.lifecycle.deactivate"]);
        assert!(near("xyzzy").is_empty());
    }
}
