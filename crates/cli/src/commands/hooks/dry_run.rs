//! `hooks create --dry-run` and `hooks replace --dry-run`: what would change.

use okta_event_hooks::{Client, EventHook, EventHookSpec, VerificationStatus};

use super::show_plan::{self, Line};
use crate::exit::Failure;
use crate::output::{self, Output};
use crate::plan::{Change, Planned, Step, Verification, changes};

pub(super) fn create(
    client: &Client,
    spec: &EventHookSpec,
    verify: bool,
    output: Output,
) -> Result<(), Failure> {
    let taken = client.list_event_hooks()?.into_iter().flatten().find(|hook| hook.name == spec.name);
    if let Some(hook) = taken {
        let why = "names are unique in an org, so Okta would refuse it";
        output::error("warning", &format!("the org has a hook named {:?} ({}): {why}", hook.name, hook.id));
    }
    let mut changes = changes(None, spec);
    changes.extend(has_secret(spec).then(|| Change::secret("a value is sent, and never shown")));
    let last = verify.then_some(Step::Verify);
    let planned = Planned {
        name: spec.name.clone(),
        id: None,
        steps: [Step::Create].into_iter().chain(last).collect(),
        changes,
        verification: Verification::Kept,
        spec: None,
        secret: None,
    };
    show(&planned, output)
}

pub(super) fn replace(old: &EventHook, spec: &EventHookSpec, output: Output) -> Result<(), Failure> {
    let mut changes = changes(Some(&old.clone().into_spec()), spec);
    let of_channel = changes.iter().any(Change::is_of_channel);
    let secret = has_secret(spec);
    changes.extend(secret.then(|| Change::secret("a value is sent; Okta does not show whether it differs")));
    let verified = old.verification_status == VerificationStatus::Verified;
    let verification = match (verified, of_channel, secret) {
        (true, true, _) => Verification::Lost,
        (true, false, true) => Verification::MayBeLost,
        _ => Verification::Kept,
    };
    let planned = Planned {
        name: old.name.clone(),
        id: Some(old.id.clone()),
        steps: if changes.is_empty() { Vec::new() } else { vec![Step::Replace] },
        changes,
        verification,
        spec: None,
        secret: None,
    };
    show(&planned, output)
}

fn has_secret(spec: &EventHookSpec) -> bool {
    spec.channel.config.auth_scheme.as_ref().is_some_and(|scheme| scheme.value.is_some())
}

fn show(planned: &Planned, output: Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.json_pretty(&Line::from(planned));
    }
    if planned.steps.is_empty() {
        output.text("Nothing would change.")?;
    } else {
        output.text(&show_plan::planned(planned))?;
    }
    output.text("\nThis was a dry run: nothing was sent.")
}
