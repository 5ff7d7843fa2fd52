//! Events over a span of time, as a busy org has them.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Org;

impl Org {
    /// What the hooks that get events wait for.
    pub(crate) fn subscribed_types(&self) -> Vec<String> {
        let hooks = self.hooks.iter().filter(|hook| hook.gets_events());
        let types: BTreeSet<&String> = hooks.flat_map(|hook| &hook.spec.items).collect();
        types.into_iter().cloned().collect()
    }

    /// When what happens, in the order of time. It follows from the seed.
    pub(crate) fn plan_traffic(
        &mut self,
        count: usize,
        over: Duration,
        types: &[String],
        now: Timestamp,
    ) -> Vec<(Timestamp, String)> {
        let span = u64::try_from(over.as_nanos()).unwrap_or(u64::MAX).max(1);
        let mut plan: Vec<(Timestamp, String)> = (0..count)
            .map(|_| {
                let offset = i64::try_from(self.random.below(span)).unwrap_or(i64::MAX);
                let at = now.checked_add(SignedDuration::from_nanos(offset)).unwrap_or(Timestamp::MAX);
                let index = usize::try_from(self.random.below(types.len() as u64)).unwrap_or_default();
                (at, types.get(index).cloned().unwrap_or_default())
            })
            .collect();
        plan.sort_by_key(|(at, _)| *at);
        plan
    }
}
