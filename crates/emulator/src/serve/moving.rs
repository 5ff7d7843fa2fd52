//! Moving the clock, from deadline to deadline.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Shared;
use crate::org::CallId;

/// How long the receivers of calls under way have to answer, in real time, before the org's time passes them by.
pub(super) const SETTLE: Duration = Duration::from_secs(1);

impl Shared {
    /// Moves the time ahead. On the way each deadline has its turn, and each call the time to be answered: a receiver
    /// that is right sees nothing of the haste, one that hangs is timed out by the org's clock.
    pub(super) async fn move_to(self: &Arc<Self>, target: Timestamp, settle: Duration) {
        let mut waited_for: Option<CallId> = None;
        loop {
            waited_for = self.settle(waited_for, settle).await;
            let arrived = {
                let mut state = self.state();
                let next = state.org.next_deadline().filter(|next| *next <= target);
                let now = state.clock.now();
                state.clock.set(next.unwrap_or(target).max(now));
                next.is_none()
            };
            if arrived {
                break;
            }
            self.tick();
        }
        self.changed.send_replace(());
    }

    /// Waits for calls that have not been waited for yet. Gives back the newest that has.
    async fn settle(self: &Arc<Self>, waited_for: Option<CallId>, settle: Duration) -> Option<CallId> {
        let deadline = Instant::now() + settle;
        let mut changes = self.changed.subscribe();
        loop {
            changes.mark_unchanged();
            let (are_new, newest) = self.state().org.calls_since(waited_for);
            if !are_new || Instant::now() >= deadline {
                return newest;
            }
            // Either way there is something to look at.
            let _ = tokio::time::timeout_at(deadline.into(), changes.changed()).await;
        }
    }
}
