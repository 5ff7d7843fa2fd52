//! From an event to the POSTs it causes: <https://developer.okta.com/docs/concepts/event-hooks/>.

use std::collections::BTreeSet;
use std::sync::Arc;

use http::{HeaderValue, Method};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::attempt::DeliveryAttempt;
use super::event;
use super::fault::Happening;
use super::hook::{Channel, Hook};
use super::verify::status;
use super::{CallId, Effect, Org, Outcome, Purpose, Ticket, later};
use crate::log::{self, record};

/// An event on its way.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) uuid: String,
    /// As deliveries have it.
    pub(super) json: Arc<str>,
}

/// Events that wait for their common POST to one hook.
#[derive(Debug, Clone)]
pub(super) struct Batch {
    pub(super) deadline: Timestamp,
    events: Vec<Event>,
}

/// A batch that a fault holds back.
#[derive(Debug, Clone)]
pub(super) struct LateBatch {
    hook_id: String,
    batch: Batch,
    happening: Happening,
}

/// What waits to be sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Queue {
    /// One window at a time for each hook, by its id.
    open: std::collections::BTreeMap<String, Batch>,
    late: Vec<LateBatch>,
    retries: Vec<(Timestamp, Delivery)>,
}

/// A POST under way.
#[derive(Debug, Clone)]
pub(super) struct Delivery {
    hook_id: String,
    hook_name: String,
    channel: Channel,
    event_id: String,
    events: Vec<Event>,
    event_time: String,
    attempt: u8,
    fault: Option<String>,
    /// Its place in the list of attempts.
    listed: usize,
    /// The first call of this delivery names it; a flush waits for that name.
    first: CallId,
}

/// A `POST /emulator/flush` that waits for its answer.
#[derive(Debug, Clone)]
pub(super) struct Flush {
    pub(super) ticket: Ticket,
    pub(super) context: super::api::Context,
    awaited: BTreeSet<CallId>,
    from: usize,
}

impl Queue {
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let late = self.late.iter().map(|late| late.batch.deadline);
        let retries = self.retries.iter().map(|(deadline, _)| *deadline);
        self.open.values().map(|batch| batch.deadline).chain(late).chain(retries).min()
    }

    fn take_retries(&mut self, now: Timestamp, all: bool) -> Vec<(Timestamp, Delivery)> {
        self.retries.extract_if(.., |(deadline, _)| all || *deadline <= now).collect()
    }

    fn take_open(&mut self, now: Timestamp, all: bool) -> Vec<(String, Batch)> {
        self.open.extract_if(.., |_, batch| all || batch.deadline <= now).collect()
    }

    fn take_late(&mut self, now: Timestamp) -> Vec<LateBatch> {
        self.late.extract_if(.., |late| late.batch.deadline <= now).collect()
    }
}

impl Org {
    /// Writes the event to the log and queues it for every hook that is due. Gives it back as it will be delivered.
    pub(super) fn happen(&mut self, mut event: Value, now: Timestamp, effects: &mut Vec<Effect>) -> Arc<str> {
        let text = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (event_type, uuid) = (text("eventType"), text("uuid"));
        let subscribed =
            self.hooks.iter().filter(|hook| hook.gets_events() && hook.subscribes_to(&event_type));
        let (mut due, mut targets, mut applicable) = (Vec::new(), Vec::new(), false);
        for hook in subscribed {
            let passes = hook.lets_pass(&event_type, &event);
            applicable |= passes || self.config.rules.quota_counts_filtered;
            if passes || self.config.rules.target_ids_before_filters {
                targets.push(hook.id.clone());
            }
            if passes {
                due.push(hook.id.clone());
            }
        }
        let verdict = applicable
            .then(|| self.quota.count(now, self.config.daily_events, self.config.daily_events_warning));
        if verdict.as_ref().is_some_and(|verdict| !verdict.allowed) {
            // Over the limit an event triggers nothing and is not replayed (documented).
            due.clear();
            targets.clear();
        }
        event::set_targets(&mut event, &targets);
        let json: Arc<str> = log::text(&event).into();
        self.write_to_log(event, now);
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
            self.log.push(now, now, &record);
        }
        let deadline = later(now, self.config.batch_window);
        for id in due {
            let batch = self.queue.open.entry(id).or_insert(Batch { deadline, events: Vec::new() });
            batch.events.push(Event { uuid: uuid.clone(), json: Arc::clone(&json) });
        }
        if self.config.batch_window.is_zero() {
            self.send_batches(now, false, effects);
        }
        json
    }

    pub(super) fn write_to_log(&mut self, event: Value, now: Timestamp) {
        let published = event::published(&event).unwrap_or(now);
        self.log.push(published, now, &event::for_log(event));
    }

    /// Ends the windows and pauses that are due, or all of them. What a fault holds back stays until its own time.
    pub(super) fn send_batches(&mut self, now: Timestamp, all: bool, effects: &mut Vec<Effect>) {
        for (_, delivery) in self.queue.take_retries(now, all) {
            self.retry(delivery, now, effects);
        }
        for LateBatch { hook_id, batch, happening } in self.queue.take_late(now) {
            self.dispatch(&hook_id, batch, Some(&happening), now, effects);
        }
        for (hook_id, batch) in self.queue.take_open(now, all) {
            let happening = self.faults.of_delivery(&hook_id);
            match happening {
                Some(happening) if happening.fault.late.is_some() => {
                    let deadline = later(now, happening.fault.late.unwrap_or_default());
                    self.queue.late.push(LateBatch {
                        hook_id,
                        batch: Batch { deadline, ..batch },
                        happening,
                    });
                }
                happening => self.dispatch(&hook_id, batch, happening.as_ref(), now, effects),
            }
        }
    }

    /// One POST, or what a fault makes of it.
    fn dispatch(
        &mut self,
        hook_id: &str,
        batch: Batch,
        happening: Option<&Happening>,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let sends = |hook: &Hook| hook.gets_events() || !self.config.rules.stopped_hook_loses_queue;
        let Some(hook) = self.hooks.iter().find(|hook| hook.id == hook_id && sends(hook)) else {
            // Only ACTIVE and VERIFIED hooks get events (documented); the queue is lost (inferred, a switch).
            return;
        };
        let (hook_name, channel) = (hook.spec.name.clone(), hook.spec.channel.clone());
        let fault = happening.map(|happening| &happening.fault);
        let mut events = batch.events;
        if fault.is_some_and(|fault| fault.shuffle) {
            self.random.shuffle(&mut events);
        }
        let size = fault.and_then(|fault| fault.split).or(self.config.batch_size);
        let size = size.unwrap_or(events.len()).max(1);
        let copies = fault.map_or(0, |fault| fault.duplicate);
        for events in events.chunks(size) {
            let delivery = Delivery {
                hook_id: hook_id.to_owned(),
                hook_name: hook_name.clone(),
                channel: channel.clone(),
                event_id: self.random.uuid(),
                events: events.to_vec(),
                event_time: record::published(now),
                attempt: 1,
                fault: happening.map(|happening| happening.id.clone()),
                listed: 0,
                first: CallId(0),
            };
            for _ in 0..copies {
                self.post_first(delivery.clone(), now, effects);
            }
            self.post_first(delivery, now, effects);
        }
    }

    fn post_first(&mut self, delivery: Delivery, now: Timestamp, effects: &mut Vec<Effect>) {
        let first = CallId(self.number());
        self.post(first, Delivery { first, ..delivery }, now, effects);
    }

    fn post(&mut self, id: CallId, mut delivery: Delivery, now: Timestamp, effects: &mut Vec<Effect>) {
        delivery.listed = self.deliveries.push(DeliveryAttempt {
            hook_id: delivery.hook_id.clone(),
            uri: delivery.channel.uri.clone(),
            event_id: delivery.event_id.clone(),
            event_uuids: delivery.events.iter().map(|event| event.uuid.clone()).collect(),
            attempt: delivery.attempt,
            at: now,
            ended_at: None,
            outcome: "PENDING",
            status: None,
            reason: None,
            will_retry: false,
            fault: delivery.fault.clone(),
        });
        let request_id = self.random.request_id();
        let mut request = delivery.channel.request(Method::POST, &request_id, self.body(&delivery));
        request
            .headers_mut()
            .insert(http::header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.call(id, request, Purpose::Deliver(Box::new(delivery)), now, effects);
    }

    fn retry(&mut self, mut delivery: Delivery, now: Timestamp, effects: &mut Vec<Effect>) {
        delivery.attempt = 2;
        if !self.config.rules.retry_keeps_event_id {
            delivery.event_id = self.random.uuid();
            delivery.event_time = record::published(now);
        }
        let next = CallId(self.number());
        self.post(next, delivery, now, effects);
    }

    fn body(&self, delivery: &Delivery) -> Vec<u8> {
        let envelope = json!({
            "eventType": "com.okta.event_hook",
            "eventTypeVersion": "1.0",
            "cloudEventsVersion": "0.1",
            "source": format!("{}/api/v1/eventHooks/{}", self.url, delivery.hook_id),
            "eventId": delivery.event_id,
            "eventTime": delivery.event_time,
            "contentType": "application/json",
        });
        let events: Vec<&str> = delivery.events.iter().map(|event| &*event.json).collect();
        // The events are JSON already: their member is put in front of the closing brace.
        let envelope = log::text(&envelope);
        let head = envelope.trim_end_matches('}');
        format!("{head},\"data\":{{\"events\":[{}]}}}}", events.join(",")).into_bytes()
    }

    pub(super) fn delivered(
        &mut self,
        delivery: Delivery,
        outcome: &Outcome,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let (success, retriable) = self.judge_delivery(outcome);
        let retry = retriable && delivery.attempt == 1;
        if let Some(attempt) = self.deliveries.get_mut(delivery.listed) {
            attempt.ended_at = Some(now);
            attempt.outcome = match outcome {
                _ if success => "SUCCESS",
                Outcome::Answered(_) => "REFUSED",
                Outcome::TimedOut => "TIMEOUT",
                Outcome::Failed(_) => "UNREACHABLE",
            };
            attempt.status = status(outcome);
            attempt.reason = (!success).then(|| describe(outcome));
            attempt.will_retry = retry;
        }
        if retry {
            if self.config.retry_delay.is_zero() {
                self.retry(delivery, now, effects);
            } else {
                self.queue.retries.push((later(now, self.config.retry_delay), delivery));
            }
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
            self.log.push(now, now, &event);
        }
        self.end_flushes(delivery.first, now, effects);
    }

    /// Every 2xx counts; a 5xx is retried once, a 4xx is not (documented). A redirect counts as a failure (inferred).
    fn judge_delivery(&self, outcome: &Outcome) -> (bool, bool) {
        match status(outcome) {
            Some(200..=299) => (true, false),
            Some(300..=399) => (false, self.config.rules.retry_redirects),
            Some(400..=499) => (false, false),
            Some(_) => (false, true),
            None => (false, self.retries_silence(outcome)),
        }
    }

    /// Of requests without an answer: a timeout is retried (documented), a failed connection is too (inferred, a
    /// switch).
    pub(super) fn retries_silence(&self, outcome: &Outcome) -> bool {
        matches!(outcome, Outcome::TimedOut) || self.config.rules.retry_unreachable
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
        let from = from.unwrap_or(self.deliveries.next());
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
            let attempts: Vec<&DeliveryAttempt> = self.deliveries.since(flush.from).collect();
            let reply = super::api::Reply::of(&attempts);
            let response = self.respond(&flush.context, reply, now);
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
