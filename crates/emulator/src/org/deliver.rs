//! From an event to the POSTs it causes: <https://developer.okta.com/docs/concepts/event-hooks/>.

use std::collections::BTreeSet;

use http::{HeaderValue, Method};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::event;
use super::hook::Channel;
use super::verify::status;
use super::{CallId, Effect, Org, Outcome, Purpose, Ticket, later};
use crate::log::record;

/// Events that wait for their common POST to one hook.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) deadline: Timestamp,
    events: Vec<Value>,
}

/// A POST under way.
#[derive(Debug)]
pub(super) struct Delivery {
    hook_id: String,
    hook_name: String,
    channel: Channel,
    event_id: String,
    uuids: Vec<Value>,
    events: Value,
    event_time: String,
    attempt: u8,
    /// Its place in the list of attempts.
    listed: usize,
    /// The first call of this delivery names it; a flush waits for that name.
    first: CallId,
}

/// A `POST /emulator/flush` that waits for its answer.
#[derive(Debug)]
pub(super) struct Flush {
    pub(super) ticket: Ticket,
    pub(super) context: super::api::Context,
    awaited: BTreeSet<CallId>,
    from: usize,
}

impl Org {
    /// Writes the event to the log and queues it for every hook that is due. Gives it back as it will be delivered.
    pub(super) fn happen(&mut self, mut event: Value, now: Timestamp, effects: &mut Vec<Effect>) -> Value {
        let event_type = event.get("eventType").and_then(Value::as_str).unwrap_or_default().to_owned();
        let subscribed =
            self.hooks.iter().filter(|hook| hook.gets_events() && hook.subscribes_to(&event_type));
        let (mut due, mut applicable) = (Vec::new(), false);
        for hook in subscribed {
            let passes = hook.lets_pass(&event_type, &event);
            applicable |= passes || self.config.rules.quota_counts_filtered;
            if passes {
                due.push(hook.id.clone());
            }
        }
        let verdict = applicable
            .then(|| self.quota.count(now, self.config.daily_events, self.config.daily_events_warning));
        if verdict.as_ref().is_some_and(|verdict| !verdict.allowed) {
            // Over the limit an event triggers nothing and is not replayed (documented).
            due.clear();
        }
        event::set_targets(&mut event, &due);
        let published =
            event.get("published").and_then(Value::as_str).and_then(|text| text.parse().ok()).unwrap_or(now);
        self.log.push(published, now, event::for_log(&event));
        if let Some(verdict) = verdict.filter(|verdict| verdict.warn || verdict.violate) {
            let limit = self.config.daily_events;
            let record = record::quota(
                &mut self.random,
                now,
                verdict.violate,
                limit,
                verdict.seconds_to_reset,
                &self.tenant,
            );
            self.log.push(now, now, record);
        }
        let deadline = later(now, self.config.batch_window);
        for id in due {
            let batch = self.batches.entry(id).or_insert(Batch { deadline, events: Vec::new() });
            batch.events.push(event.clone());
        }
        self.send_batches(now, false, effects);
        event
    }

    /// Ends the windows that are due, or all of them.
    pub(super) fn send_batches(&mut self, now: Timestamp, all: bool, effects: &mut Vec<Effect>) {
        let due: Vec<String> = self
            .batches
            .iter()
            .filter(|(_, batch)| all || batch.deadline <= now)
            .map(|(id, _)| id.clone())
            .collect();
        for id in due {
            let Some(batch) = self.batches.remove(&id) else {
                continue;
            };
            let Some(hook) = self.hooks.iter().find(|hook| hook.id == id && hook.gets_events()) else {
                // Only ACTIVE and VERIFIED hooks get events (documented); the queue is lost (inferred).
                continue;
            };
            let uuid = |event: &Value| event.get("uuid").cloned().unwrap_or_default();
            let (hook_name, channel) = (hook.spec.name.clone(), hook.spec.channel.clone());
            let delivery = Delivery {
                hook_id: id,
                hook_name,
                channel,
                event_id: self.random.uuid(),
                uuids: batch.events.iter().map(uuid).collect(),
                events: Value::Array(batch.events),
                event_time: record::published(now),
                attempt: 1,
                listed: 0,
                first: CallId(self.number()),
            };
            self.post(delivery.first, delivery, now, effects);
        }
    }

    fn post(&mut self, id: CallId, mut delivery: Delivery, now: Timestamp, effects: &mut Vec<Effect>) {
        delivery.listed = self.deliveries.len();
        self.deliveries.push(json!({
            "hookId": delivery.hook_id,
            "uri": delivery.channel.uri,
            "eventId": delivery.event_id,
            "eventUuids": delivery.uuids,
            "attempt": delivery.attempt,
            "at": now.to_string(),
            "outcome": "PENDING",
            "reason": null,
            "status": null,
            "willRetry": false,
        }));
        let body = json!({
            "eventType": "com.okta.event_hook",
            "eventTypeVersion": "1.0",
            "cloudEventsVersion": "0.1",
            "source": format!("{}/api/v1/eventHooks/{}", self.url, delivery.hook_id),
            "eventId": delivery.event_id,
            "data": { "events": delivery.events },
            "eventTime": delivery.event_time,
            "contentType": "application/json",
        });
        let request_id = self.random.request_id();
        let mut request = delivery.channel.request(Method::POST, &request_id, body.to_string().into_bytes());
        request
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.call(id, request, Purpose::Deliver(Box::new(delivery)), now, effects);
    }

    pub(super) fn delivered(
        &mut self,
        mut delivery: Delivery,
        outcome: &Outcome,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let (success, retriable) = self.judge_delivery(outcome);
        let retry = retriable && delivery.attempt == 1;
        if let Some(attempt) = self.deliveries.get_mut(delivery.listed) {
            attempt["outcome"] = Value::from(match outcome {
                _ if success => "SUCCESS",
                Outcome::Answered(_) => "REFUSED",
                Outcome::TimedOut => "TIMEOUT",
                Outcome::Failed(_) => "UNREACHABLE",
            });
            attempt["status"] = Value::from(status(outcome));
            attempt["reason"] = if success { Value::Null } else { Value::from(describe(outcome)) };
            attempt["willRetry"] = Value::from(retry);
        }
        if retry {
            delivery.attempt = 2;
            if !self.config.rules.retry_keeps_event_id {
                delivery.event_id = self.random.uuid();
                delivery.event_time = record::published(now);
            }
            let next = CallId(self.number());
            self.post(next, delivery, now, effects);
            return;
        }
        if !success || self.config.rules.delivery_success_records {
            let record = record::Delivery {
                hook_id: &delivery.hook_id,
                hook_name: &delivery.hook_name,
                event_id: &delivery.event_id,
                url: &delivery.channel.uri,
                attempts: delivery.attempt,
                status: status(outcome),
                failure: (!success).then(|| reason(outcome)),
            };
            let event = record.build(&mut self.random, now);
            self.log.push(now, now, event);
        }
        self.end_flushes(delivery.first, now, effects);
    }

    /// Every 2xx counts; a timeout and a 5xx are retried once, a 4xx is not (documented). A failed connection counts
    /// like a timeout, a redirect as a failure (inferred).
    fn judge_delivery(&self, outcome: &Outcome) -> (bool, bool) {
        match status(outcome) {
            Some(200..=299) => (true, false),
            Some(300..=399) => (false, self.config.rules.retry_redirects),
            Some(400..=499) => (false, false),
            Some(_) | None => (false, true),
        }
    }

    /// Ends all windows; the answer waits for what is then under way.
    pub(super) fn flush(
        &mut self,
        context: super::api::Context,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Option<Ticket> {
        let under_way = |org: &Self| {
            let deliveries = org.pending.values().filter_map(|pending| match &pending.purpose {
                Purpose::Deliver(delivery) => Some((delivery.first, delivery.listed)),
                Purpose::Verify(_) => None,
            });
            deliveries.collect::<Vec<_>>()
        };
        let from = under_way(self).into_iter().map(|(_, listed)| listed).min();
        let from = from.unwrap_or(self.deliveries.len());
        self.send_batches(now, true, effects);
        let awaited: BTreeSet<CallId> = under_way(self).into_iter().map(|(first, _)| first).collect();
        if awaited.is_empty() {
            return None;
        }
        let ticket = self.ticket();
        self.flushes.push(Flush { ticket, context, awaited, from });
        Some(ticket)
    }

    fn end_flushes(&mut self, finished: CallId, now: Timestamp, effects: &mut Vec<Effect>) {
        for flush in &mut self.flushes {
            flush.awaited.remove(&finished);
        }
        let (done, waiting) =
            std::mem::take(&mut self.flushes).into_iter().partition(|flush| flush.awaited.is_empty());
        self.flushes = waiting;
        let done: Vec<Flush> = done;
        for flush in done {
            let attempts: Value = self.deliveries.iter().skip(flush.from).cloned().collect();
            let response = self.respond(&flush.context, super::api::Reply::Json(attempts), now);
            effects.push(Effect::Answer(flush.ticket, response));
        }
    }
}

/// The text in the record (inferred).
fn reason(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Answered(response) => format!("The remote endpoint answered {}", response.status().as_u16()),
        Outcome::TimedOut => "The remote endpoint did not answer in time".to_owned(),
        Outcome::Failed(_) => "The remote endpoint could not be reached".to_owned(),
    }
}

/// The same for the emulator's own lists, with the details.
pub(super) fn describe(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Failed(details) => format!("{}: {details}", reason(outcome)),
        Outcome::Answered(_) | Outcome::TimedOut => reason(outcome),
    }
}
