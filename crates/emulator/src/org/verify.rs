//! The one-time verification: <https://developer.okta.com/docs/concepts/event-hooks/>.

use http::{HeaderValue, Method, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::api::{Context, Reply, is_json};
use super::attempt::VerificationAttempt;
use super::deliver::describe;
use super::hook::Status;
use super::{CallId, Effect, Org, Outcome, Purpose, Ticket};
use crate::error::{self, ApiError};

/// A verification under way.
#[derive(Debug, Clone)]
pub(super) struct Verification {
    ticket: Ticket,
    context: Context,
    hook_id: String,
    hook_name: String,
    channel_revision: u64,
    challenge: String,
    attempt: u8,
    sent: Timestamp,
}

impl Org {
    pub(super) fn verify(
        &mut self,
        id: &str,
        context: &Context,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<Reply, ApiError> {
        let (_, hook) = self.find(id)?;
        if hook.status == Status::Inactive && self.config.rules.verify_refuses_inactive {
            return Err(ApiError::hook("The event hook must be active before it can be verified"));
        }
        if hook.status == Status::Active && !hook.verified {
            self.check_verified_limit()?;
        }
        let verification = Verification {
            context: context.clone(),
            hook_id: hook.id.clone(),
            hook_name: hook.spec.name.clone(),
            channel_revision: hook.channel_revision,
            ticket: self.ticket(),
            // 40 characters, as in the one published recording (observed).
            challenge: self.random.alphanumeric(40),
            attempt: 1,
            sent: now,
        };
        let ticket = verification.ticket;
        self.challenge(verification, now, effects)?;
        Ok(Reply::After(ticket))
    }

    /// The GET carries authorization and custom headers too (observed).
    fn challenge(
        &mut self,
        mut verification: Verification,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) -> Result<(), ApiError> {
        verification.sent = now;
        let request_id = self.random.request_id();
        let (_, hook) = self.find(&verification.hook_id)?;
        let mut request = hook.spec.channel.request(Method::GET, &request_id, Vec::new());
        if let Ok(value) = HeaderValue::from_str(&verification.challenge) {
            request.headers_mut().insert("x-okta-verification-challenge", value);
        }
        let id = CallId(self.number());
        self.call(id, request, Purpose::Verify(Box::new(verification)), now, effects);
        Ok(())
    }

    pub(super) fn verified(
        &mut self,
        mut verification: Verification,
        outcome: &Outcome,
        now: Timestamp,
        effects: &mut Vec<Effect>,
    ) {
        let result = self.judge(outcome, &verification.challenge);
        let (problem, retry) = match result {
            Ok(()) => (None, false),
            Err((problem, retry)) => (Some(problem), retry && verification.attempt == 1),
        };
        let success = problem.is_none();
        self.verifications.push(VerificationAttempt {
            hook_id: verification.hook_id.clone(),
            attempt: verification.attempt,
            at: verification.sent,
            ended_at: now,
            outcome: if success { "SUCCESS" } else { "FAILURE" },
            reason: problem,
            status: status(outcome),
            will_retry: retry,
        });
        let (ticket, context) = (verification.ticket, verification.context.clone());
        let response = if retry {
            verification.attempt = 2;
            if !self.config.rules.verify_retry_keeps_challenge {
                verification.challenge = self.random.alphanumeric(40);
            }
            match self.challenge(verification, now, effects) {
                Ok(()) => return,
                Err(error) => self.refuse(&context, &error, now),
            }
        } else {
            self.conclude(&verification, success, now)
        };
        effects.push(Effect::Answer(ticket, response));
    }

    /// A failure leaves a VERIFIED hook VERIFIED (inferred, a switch). The answer names the hook, not the reason (observed).
    fn conclude(&mut self, verification: &Verification, success: bool, now: Timestamp) -> Response<Vec<u8>> {
        let Verification { context, hook_id, hook_name, .. } = verification;
        let Some(hook) = self.hooks.iter_mut().find(|hook| hook.id == *hook_id) else {
            return self.refuse(context, &ApiError::no_hook(hook_id), now);
        };
        let success = success && hook.channel_revision == verification.channel_revision;
        if success {
            if !hook.verified {
                hook.verified = true;
                if self.config.rules.lifecycle_moves_last_updated {
                    hook.last_updated = now;
                }
            }
            let reply = Reply::of(&hook.shown(&context.base, hook.last_updated));
            self.record("event_hook.verified", "Verify event hook", (hook_id, hook_name), context, None, now);
            return self.respond(context, reply, now);
        }
        if self.config.rules.failed_verification_unverifies {
            hook.verified = false;
        }
        let reason = Some(error::verify_failed_cause(hook_name));
        self.record("event_hook.verified", "Verify event hook", (hook_id, hook_name), context, reason, now);
        self.refuse(context, &ApiError::verify_failed(hook_name), now)
    }

    /// One more try after a timeout or an error answer (documented).
    fn judge(&self, outcome: &Outcome, challenge: &str) -> Result<(), (String, bool)> {
        let rules = &self.config.rules;
        let problem = describe(outcome);
        let Outcome::Answered(response) = outcome else {
            return Err((problem, self.retries_silence(outcome)));
        };
        match response.status().as_u16() {
            200..=299 => {}
            300..=399 => return Err((problem, rules.retry_redirects)),
            400..=499 => return Err((problem, rules.verify_retries_4xx)),
            _ => return Err((problem, true)),
        }
        let again = rules.verify_retries_wrong_answer;
        let label = response.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if rules.verify_needs_json && !label.is_some_and(is_json) {
            return Err(("The Content-Type of the answer is not application/json".to_owned(), again));
        }
        let body: Option<Value> = serde_json::from_slice(response.body()).ok();
        let answered = body.as_ref().and_then(|body| body.get("verification")).and_then(Value::as_str);
        if answered != Some(challenge) {
            return Err(("The answer does not repeat the challenge in \"verification\"".to_owned(), again));
        }
        Ok(())
    }
}

pub(super) fn status(outcome: &Outcome) -> Option<u16> {
    match outcome {
        Outcome::Answered(response) => Some(response.status().as_u16()),
        Outcome::TimedOut | Outcome::Failed(_) => None,
    }
}
