//! What the System Log says of the deliveries of a hook.

use crate::error::InvalidInput;
use crate::log_filter::LogFilter;
use crate::log_query::LogQuery;
use crate::model::LogEvent;
use crate::time::{Timestamp, UnixTime};

/// What the System Log says of the deliveries of a hook.
///
/// It is not a list of deliveries, for Okta keeps none:
/// - an event that names the hook was *configured* for it, which is no proof that it was delivered;
/// - a failure is written only after the last try, and successes never are;
/// - what happened over the daily limit is neither delivered nor recorded as lost;
/// - the log goes back 90 days, and an entry may come minutes late.
///
/// To know what arrived, compare the `uuid` of these events with those that the receiver stored.
///
/// The conditions by which the log is asked are inferred from its documentation; that `debugData` may be searched by
/// `co` is one of them.
///
/// See <https://developer.okta.com/docs/concepts/event-hooks/>.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeliveryRecord {
    /// An event for which the hook was configured.
    Configured(LogEvent),
    /// A delivery to the hook that failed for good.
    Failed(LogEvent),
    /// The org is near its daily limit of events, or over it.
    Quota(LogEvent),
}

/// The types of the entries about the daily limit.
const QUOTA: [&str; 2] = ["system.operation.rate_limit.warning", "system.operation.rate_limit.violation"];

impl DeliveryRecord {
    /// What an entry says of the deliveries of a hook; `None` when it says nothing.
    pub fn of(hook_id: &str, event: LogEvent) -> Option<Self> {
        if event.event_type == "event_hook.delivery" {
            let succeeded =
                event.outcome.as_ref().and_then(|outcome| outcome.result.as_deref()) == Some("SUCCESS");
            let targets = event.target.iter().flatten();
            let of_hook = targets.filter_map(|target| target.id.as_deref()).any(|id| id == hook_id)
                || event.debug_data("eventHookId").as_deref() == Some(hook_id);
            return (of_hook && !succeeded).then_some(Self::Failed(event));
        }
        if QUOTA.contains(&event.event_type.as_str()) {
            let of_hooks =
                event.debug_data("operationRateLimitType").as_deref() == Some("event_hook_delivery");
            return of_hooks.then_some(Self::Quota(event));
        }
        let configured = event.target_event_hook_ids().iter().any(|id| id == hook_id);
        configured.then_some(Self::Configured(event))
    }

    /// What entries say, in the order in which it happened.
    pub fn all_of(hook_id: &str, events: impl IntoIterator<Item = LogEvent>) -> Vec<Self> {
        let mut records: Vec<Self> =
            events.into_iter().filter_map(|event| Self::of(hook_id, event)).collect();
        records.sort_by_cached_key(|record| (record.time(), record.event().uuid.clone()));
        records.dedup_by(|a, b| a.event().uuid == b.event().uuid);
        records
    }

    /// What to ask the log for; each query for itself, so that one that Okta refuses does not cost the others.
    ///
    /// # Errors
    /// When the hook's id is blank.
    pub fn queries(
        hook_id: &str,
        since: &Timestamp,
        until: &Timestamp,
    ) -> Result<[LogQuery; 3], InvalidInput> {
        if hook_id.trim().is_empty() {
            return Err(InvalidInput::new("eventHookId is empty; pass the id that Okta returned"));
        }
        let query =
            |filter: LogFilter| LogQuery::between(since.clone(), until.clone()).filter(filter).limit(1000);
        let failed = LogFilter::eq("eventType", "event_hook.delivery")?;
        let quota = LogFilter::sw("eventType", "system.operation.rate_limit.")?;
        Ok([
            query(LogFilter::co("debugContext.debugData.targetEventHookIds", hook_id)?),
            query(failed),
            query(quota),
        ])
    }

    /// The entry.
    pub fn event(&self) -> &LogEvent {
        match self {
            Self::Configured(event) | Self::Failed(event) | Self::Quota(event) => event,
        }
    }

    /// `configured`, `failed` or `quota`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Configured(_) => "configured",
            Self::Failed(_) => "failed",
            Self::Quota(_) => "quota",
        }
    }

    fn time(&self) -> Option<UnixTime> {
        self.event().published.as_ref()?.time()
    }
}
