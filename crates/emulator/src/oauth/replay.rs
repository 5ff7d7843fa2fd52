use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::{SignedDuration, Timestamp};

/// Which `jti` was used, for as long as its JWT would be accepted otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Replays {
    used: BTreeMap<(String, String), SignedDuration>,
}

impl Replays {
    /// Whether this is the first use. A `jti` belongs to its owner: a client, or a proof's key.
    pub(super) fn is_first(&mut self, owner: &str, jti: &str, until: SignedDuration, now: Timestamp) -> bool {
        let past = SignedDuration::from_secs(now.as_second() - 1);
        self.used.retain(|_, until| *until >= past);
        match self.used.entry((owner.to_owned(), jti.to_owned())) {
            Entry::Vacant(entry) => {
                entry.insert(until);
                true
            }
            Entry::Occupied(mut entry) => {
                let longest = until.max(*entry.get());
                entry.insert(longest);
                false
            }
        }
    }
}
