//! The operations on hooks that end at once.

use jiff::Timestamp;

use super::Org;
use super::api::{Context, Reply};
use super::hook::{Hook, Status};
use super::validate::{self, Draft};
use crate::error::ApiError;
use crate::log::record::Management;
use crate::rules::{ActiveHookLimit, DeleteActive};

impl Org {
    pub(super) fn find(&self, id: &str) -> Result<(usize, &Hook), ApiError> {
        let position = self.position(id).ok_or_else(|| ApiError::no_hook(id))?;
        let hook = self.hooks.get(position).ok_or_else(|| ApiError::no_hook(id))?;
        Ok((position, hook))
    }

    /// Neither paged nor filtered (documented).
    pub(super) fn list(&self, base: &str) -> Reply {
        Reply::of(&self.hooks.iter().map(|hook| hook.shown(base, hook.last_updated)).collect::<Vec<_>>())
    }

    pub(super) fn get(&self, id: &str, base: &str) -> Result<Reply, ApiError> {
        let (_, hook) = self.find(id)?;
        Ok(Reply::of(&hook.shown(base, hook.last_updated)))
    }

    /// A new hook is ACTIVE and UNVERIFIED (documented, observed); the answer is 200, not 201 (documented).
    pub(super) fn create(
        &mut self,
        body: &[u8],
        context: &Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let others: Vec<&Hook> = self.hooks.iter().collect();
        let Draft { spec, status } = validate::draft(body, None, &others, &self.config)?;
        let honoured = status.filter(|_| self.config.rules.create_honours_inactive);
        let status = honoured.unwrap_or(Status::Active);
        if status == Status::Active {
            self.check_active_limit(false)?;
        }
        let hook = Hook {
            id: self.random.id("who"),
            status,
            verified: false,
            created: now,
            created_by: context.client_id.clone().unwrap_or_else(|| self.admin_id.clone()),
            last_updated: now,
            spec,
            channel_revision: 0,
        };
        let reply = Reply::of(&hook.shown(&context.base, now));
        let (id, name) = (hook.id.clone(), hook.spec.name.clone());
        self.hooks.push(hook);
        self.record("event_hook.created", "Create event hook", (&id, &name), context, None, now);
        Ok(reply)
    }

    /// A full replacement. Changed channel content makes the hook UNVERIFIED, in this answer already (documented,
    /// observed); a channel that is repeated does not (inferred, a switch). The answer has the old `lastUpdated` unless
    /// `status` flipped (observed).
    pub(super) fn replace(
        &mut self,
        id: &str,
        body: &[u8],
        context: &Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let (position, hook) = self.find(id)?;
        let others: Vec<&Hook> = self.hooks.iter().filter(|other| other.id != id).collect();
        let Draft { spec, status } = validate::draft(body, Some(hook), &others, &self.config)?;
        let status = status.unwrap_or(hook.status);
        let flipped = status != hook.status;
        let same_channel = spec.channel == hook.spec.channel && !self.config.rules.same_channel_unverifies;
        if flipped && status == Status::Active {
            self.check_active_limit(hook.verified && same_channel)?;
        }
        let hook = self.hooks.get_mut(position).ok_or_else(|| ApiError::no_hook(id))?;
        if !same_channel {
            hook.verified = false;
            hook.channel_revision += 1;
        }
        let shown = if flipped { now } else { hook.last_updated };
        hook.spec = spec;
        hook.status = status;
        hook.last_updated = now;
        let reply = Reply::of(&hook.shown(&context.base, shown));
        let name = hook.spec.name.clone();
        self.record("event_hook.updated", "Update event hook", (id, &name), context, None, now);
        if flipped {
            self.record_status(status, (id, &name), context, now);
        }
        Ok(reply)
    }

    /// An ACTIVE hook cannot be deleted (documented); how the refusal looks is a switch.
    pub(super) fn delete(&mut self, id: &str, context: &Context, now: Timestamp) -> Result<Reply, ApiError> {
        let (position, hook) = self.find(id)?;
        if hook.status == Status::Active {
            return Err(match self.config.rules.delete_active {
                DeleteActive::BadRequest => {
                    ApiError::hook("The event hook must be deactivated before it can be deleted")
                }
                DeleteActive::Forbidden => ApiError::forbidden(),
            });
        }
        let name = self.hooks.remove(position).spec.name;
        self.record("event_hook.deleted", "Delete event hook", (id, &name), context, None, now);
        Ok(Reply::NoContent)
    }

    pub(super) fn activate(
        &mut self,
        id: &str,
        context: &Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        self.set_status(id, Status::Active, context, now)
    }

    pub(super) fn deactivate(
        &mut self,
        id: &str,
        context: &Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        self.set_status(id, Status::Inactive, context, now)
    }

    /// Verification survives (documented); a hook that is already there is answered with 200 (inferred, a switch).
    fn set_status(
        &mut self,
        id: &str,
        status: Status,
        context: &Context,
        now: Timestamp,
    ) -> Result<Reply, ApiError> {
        let (position, hook) = self.find(id)?;
        if hook.status != status {
            if status == Status::Active {
                self.check_active_limit(hook.verified)?;
            }
            let hook = self.hooks.get_mut(position).ok_or_else(|| ApiError::no_hook(id))?;
            hook.status = status;
            if self.config.rules.lifecycle_moves_last_updated {
                hook.last_updated = now;
            }
            let name = hook.spec.name.clone();
            self.record_status(status, (id, &name), context, now);
        } else if self.config.rules.lifecycle_refuses_repeat {
            return Err(ApiError::hook("The event hook has this status already"));
        }
        self.get(id, &context.base)
    }

    /// One more hook is about to become ACTIVE: is there room? 25 are allowed (documented).
    pub(super) fn check_active_limit(&self, verified: bool) -> Result<(), ApiError> {
        let counted = match self.config.rules.active_hook_limit {
            ActiveHookLimit::Active => self.hooks.iter().filter(|hook| hook.status == Status::Active).count(),
            ActiveHookLimit::ActiveAndVerified if !verified => return Ok(()),
            ActiveHookLimit::ActiveAndVerified => self.hooks.iter().filter(|hook| hook.gets_events()).count(),
        };
        if counted < self.config.active_hooks {
            return Ok(());
        }
        Err(ApiError::hook("The maximum number of active event hooks has been reached"))
    }

    /// The other moment for that question: a hook that is ACTIVE is about to become VERIFIED.
    pub(super) fn check_verified_limit(&self) -> Result<(), ApiError> {
        match self.config.rules.active_hook_limit {
            ActiveHookLimit::Active => Ok(()),
            ActiveHookLimit::ActiveAndVerified => self.check_active_limit(true),
        }
    }

    fn record_status(&mut self, status: Status, hook: (&str, &str), context: &Context, now: Timestamp) {
        let (event_type, message) = match status {
            Status::Active => ("event_hook.activated", "Activate event hook"),
            Status::Inactive => ("event_hook.deactivated", "Deactivate event hook"),
        };
        self.record(event_type, message, hook, context, None, now);
    }

    pub(super) fn record(
        &mut self,
        event_type: &'static str,
        message: &'static str,
        (hook_id, hook_name): (&str, &str),
        context: &Context,
        failure: Option<String>,
        now: Timestamp,
    ) {
        let record = Management {
            event_type,
            message,
            hook_id,
            hook_name,
            admin_id: &self.admin_id,
            client_id: context.client_id.as_deref(),
            request_id: &context.request_id,
            path: &context.path,
            user_agent: context.user_agent.as_deref(),
            failure,
        };
        let event = record.build(&mut self.random, now);
        self.log.push(now, now, &event);
    }
}
