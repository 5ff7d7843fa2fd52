//! What must be done so that an org's event hooks are as a file says. Pure: nothing is sent here.

use okta_event_hooks::{EventHook, EventHookSpec, Item, Status, VerificationStatus};
use serde::Serialize;

use crate::hooks_file::{Entry, Problem, Reference};
use crate::tree::Tree;

mod changes;
mod merge;

pub(crate) use changes::{Change, Values, changes};

/// What is wanted besides the file.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wish {
    /// Delete the hooks that the file does not have.
    pub(crate) prune: bool,
    /// Send hooks whose secret is referred to although nothing else has changed.
    pub(crate) update_secrets: bool,
    /// Verify what is active and unverified in the end.
    pub(crate) verify: bool,
}

/// A request about one hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Step {
    Create,
    Deactivate,
    Replace,
    Activate,
    Verify,
    Delete,
}

impl Step {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Deactivate => "deactivate",
            Self::Replace => "replace",
            Self::Activate => "activate",
            Self::Verify => "verify",
            Self::Delete => "delete",
        }
    }
}

/// What becomes of the proof that the endpoint wants the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Verification {
    /// There is none, or it stays.
    Kept,
    /// A secret is sent again: Okta does not say whether the same one keeps the proof.
    MayBeLost,
    /// The channel changes: nothing is delivered until it is verified again.
    Lost,
}

/// What is to be done about one hook, in this order.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) name: String,
    /// `None` for a hook that is to be created.
    pub(crate) id: Option<String>,
    /// Nothing for a hook that is as it should be.
    pub(crate) steps: Vec<Step>,
    pub(crate) changes: Vec<Change>,
    pub(crate) verification: Verification,
    /// What is sent, without its secret.
    pub(crate) spec: Option<EventHookSpec>,
    /// Where the secret is that is sent with it.
    pub(crate) secret: Option<Reference>,
}

/// The plan: first what exists, then what is new, then what must go.
pub(crate) fn plan(
    entries: &[Entry],
    org: &[Item<EventHook>],
    wish: Wish,
) -> Result<Vec<Planned>, Vec<Problem>> {
    let hooks: Vec<&EventHook> = org.iter().filter_map(|item| item.as_ref().ok()).collect();
    let mut problems = Vec::new();
    let (mut existing, mut new, mut matched) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let planned = find(entry, entries, &hooks, org).and_then(|hook| match hook {
            Some(hook) => {
                matched.push(&*hook.id);
                replace(entry, hook, wish).map(|planned| existing.push(planned))
            }
            None => create(entry, wish).map(|planned| new.push(planned)),
        });
        problems.extend(planned.err().map(|why| Problem::of_entry(entry, why)));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let gone =
        hooks.iter().filter(|hook| wish.prune && !matched.contains(&&*hook.id)).map(|hook| delete(hook));
    Ok(existing.into_iter().chain(new).chain(gone).collect())
}

const UNREADABLE: &str = "the org has this hook in a form that this program cannot read";

/// The hook of the org that an entry means: that of its id, or else of its name.
fn find<'a>(
    entry: &Entry,
    entries: &[Entry],
    hooks: &[&'a EventHook],
    org: &[Item<EventHook>],
) -> Result<Option<&'a EventHook>, String> {
    let unreadable = |name: &str, text: &str| {
        org.iter().filter_map(|item| item.as_ref().err()).any(|item| {
            let tree = Tree::from_json(item.json().get());
            tree.is_ok_and(|tree| tree.get(name).and_then(Tree::text) == Some(text))
        })
    };
    if let Some(id) = &entry.id {
        return match hooks.iter().find(|hook| hook.id == *id) {
            Some(hook) => Ok(Some(hook)),
            None if unreadable("id", id) => Err(UNREADABLE.to_owned()),
            None => Err(format!(
                "the org has no hook {id}; without its id it would be found by its name, or created"
            )),
        };
    }
    let name = &entry.spec.name;
    let by_id = |hook: &EventHook| entries.iter().any(|entry| entry.id.as_ref() == Some(&hook.id));
    let mut of_name = hooks.iter().filter(|hook| hook.name == *name && !by_id(hook));
    match (of_name.next(), of_name.next()) {
        (Some(_), Some(_)) => {
            Err(format!("the org has several hooks named {name:?}; say which one by its id"))
        }
        (None, _) if unreadable("name", name) => Err(UNREADABLE.to_owned()),
        (hook, _) => Ok(hook.copied()),
    }
}

fn replace(entry: &Entry, hook: &EventHook, wish: Wish) -> Result<Planned, String> {
    let old = hook.clone().into_spec();
    let spec = merge::keep_unknown(entry.spec.clone(), &old);
    let mut changes = changes(Some(&old), &spec);
    let sends = !changes.is_empty() || wish.update_secrets && entry.secret.is_some();
    let secret = entry.secret.clone().filter(|_| sends && spec.channel.config.auth_scheme.is_some());
    if sends && secret.is_none() && spec.channel.config.auth_scheme.is_some() {
        return Err(needs_secret("changes, and is sent as a whole"));
    }
    let channel_changes = changes.iter().any(Change::is_of_channel);
    if let Some(secret) = &secret {
        changes.push(Change::secret(&format!(
            "sent again from {secret}; Okta does not show whether it differs"
        )));
    }
    let flip = entry.status.as_ref().filter(|status| **status != hook.status);
    if let Some(status) = flip {
        changes.push(Change::status(Some(&hook.status), status));
    }
    let verified = hook.verification_status == VerificationStatus::Verified;
    let verification = match (channel_changes || wish.update_secrets && secret.is_some(), &secret) {
        (true, _) if verified => Verification::Lost,
        (false, Some(_)) if verified => Verification::MayBeLost,
        _ => Verification::Kept,
    };
    let active = *flip.unwrap_or(&hook.status) == Status::Active;
    let needs_proof = !verified || verification == Verification::Lost;
    let steps = [
        (flip == Some(&Status::Inactive), Step::Deactivate),
        (sends, Step::Replace),
        (flip == Some(&Status::Active), Step::Activate),
        (wish.verify && active && needs_proof, Step::Verify),
    ];
    Ok(Planned {
        name: hook.name.clone(),
        id: Some(hook.id.clone()),
        steps: steps.into_iter().filter_map(|(does, step)| does.then_some(step)).collect(),
        changes,
        verification,
        spec: sends.then_some(spec),
        secret,
    })
}

fn create(entry: &Entry, wish: Wish) -> Result<Planned, String> {
    let spec = entry.spec.clone();
    let mut changes = changes(None, &spec);
    match &entry.secret {
        Some(secret) => changes.push(Change::secret(&format!("from {secret}"))),
        None if spec.channel.config.auth_scheme.is_some() => return Err(needs_secret("is new")),
        None => {}
    }
    let off = entry.status == Some(Status::Inactive);
    changes.push(Change::status(None, entry.status.as_ref().unwrap_or(&Status::Active)));
    // Okta creates a hook active; until it is verified it delivers nothing.
    let last = if off { Some(Step::Deactivate) } else { wish.verify.then_some(Step::Verify) };
    Ok(Planned {
        name: spec.name.clone(),
        id: None,
        steps: [Step::Create].into_iter().chain(last).collect(),
        changes,
        verification: Verification::Kept,
        spec: Some(spec),
        secret: entry.secret.clone(),
    })
}

fn delete(hook: &EventHook) -> Planned {
    // Okta deletes inactive hooks only.
    let off = (hook.status != Status::Inactive).then_some(Step::Deactivate);
    Planned {
        name: hook.name.clone(),
        id: Some(hook.id.clone()),
        steps: off.into_iter().chain([Step::Delete]).collect(),
        changes: Vec::new(),
        verification: Verification::Kept,
        spec: None,
        secret: None,
    }
}

fn needs_secret(why: &str) -> String {
    format!(
        "{why}, so its secret is needed: write channel.config.authScheme.value as {{env: NAME}} or {{file: PATH}}"
    )
}

#[cfg(test)]
mod tests;
