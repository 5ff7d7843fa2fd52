//! Carries a plan out, a hook after the other.

use okta_event_hooks::{Client, Error, EventHook, EventHookSpec, Secret, Status, VerificationStatus};

use super::super::show_plan::{self, Line, Outcome};
use super::super::{show, verify};
use crate::exit::{Exit, Failure};
use crate::output::{self, Output, Progress, style};
use crate::plan::{self, Planned, Step, Wish};
use crate::signals::Stop;

/// What is to be done.
pub(super) struct Work<'a> {
    pub(super) plan: &'a [Planned],
    /// Of each hook of the plan.
    pub(super) secrets: Vec<Option<Secret>>,
    pub(super) wish: Wish,
    pub(super) fail_fast: bool,
}

/// How it ended for a hook.
#[derive(Default)]
pub(super) struct Ended {
    how: How,
    /// The steps that were taken, also where others were not.
    done: Vec<Step>,
    /// As the last answer had it.
    hook: Option<EventHook>,
}

#[derive(Default)]
enum How {
    /// It was as it should be.
    #[default]
    Unchanged,
    Done,
    Failed(Failure),
    /// It was not begun, or not all of it was done.
    Open,
}

impl Ended {
    pub(super) fn is_done(&self) -> bool {
        matches!(self.how, How::Done)
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.how, How::Open)
    }

    pub(super) fn is_unknown(&self) -> bool {
        matches!(&self.how, How::Failed(failure) if failure.exit() == Some(Exit::OutcomeUnknown))
    }

    pub(super) fn is_failed(&self) -> bool {
        matches!(self.how, How::Failed(_)) && !self.is_unknown()
    }

    /// For programs.
    pub(super) fn line<'a>(&'a self, planned: &'a Planned) -> Line<'a> {
        let (result, error) = match &self.how {
            How::Unchanged => ("unchanged", None),
            How::Done => ("done", None),
            How::Failed(failure) if self.is_unknown() => ("unknown", Some(failure.message())),
            How::Failed(failure) => ("failed", Some(failure.message())),
            How::Open => ("notDone", None),
        };
        Line::from(planned).with_outcome(Outcome {
            result,
            done: &self.done,
            error,
            hook: self.hook.as_ref(),
        })
    }
}

/// Each hook in turn. One that fails does not stop the others, unless that is wanted.
pub(super) fn all(client: &Client, work: Work<'_>, output: Output) -> Result<Vec<Ended>, Failure> {
    let changing = work.plan.iter().filter(|planned| !planned.steps.is_empty()).count();
    if changing == 0 {
        return Ok(work.plan.iter().map(|_| Ended::default()).collect());
    }
    let stop = Stop::watch()?;
    let progress = if changing > 1 { Progress::of(changing) } else { Progress::none() };
    let mut ended = Vec::with_capacity(work.plan.len());
    let mut halted = false;
    for (planned, secret) in work.plan.iter().zip(work.secrets) {
        if planned.steps.is_empty() {
            ended.push(Ended::default());
            continue;
        }
        progress.says(show_plan::named(&planned.name, None));
        let mut run = Run { client, stop: &stop, id: planned.id.clone(), hook: None, done: Vec::new() };
        let result = if halted { Ok(false) } else { run.steps(planned, secret, work.wish) };
        progress.step();
        let how = match result {
            Ok(true) => How::Done,
            Ok(false) => How::Open,
            Err(failure) => How::Failed(failure),
        };
        halted |= work.fail_fast && matches!(how, How::Failed(_));
        let result = Ended { how, done: run.done, hook: run.hook };
        progress.above(|| tell(planned, &result, output))?;
        ended.push(result);
    }
    Ok(ended)
}

/// One hook under way.
struct Run<'a> {
    client: &'a Client,
    stop: &'a Stop,
    id: Option<String>,
    /// As the last answer had it.
    hook: Option<EventHook>,
    done: Vec<Step>,
}

impl Run<'_> {
    /// All steps; `false` when it was asked to stop before the last one.
    fn steps(&mut self, planned: &Planned, secret: Option<Secret>, wish: Wish) -> Result<bool, Failure> {
        let spec = planned.spec.clone().map(|spec| with_secret(spec, secret));
        for step in planned.steps.iter().filter(|step| **step != Step::Verify) {
            if self.stop.is_requested() {
                return Ok(false);
            }
            self.step(*step, spec.as_ref())?;
        }
        let unproved = self.hook.as_ref().is_some_and(|hook| {
            hook.status == Status::Active && hook.verification_status == VerificationStatus::Unverified
        });
        // Also where the plan could not know it: Okta alone says whether a hook that was sent again is still verified.
        if wish.verify && (unproved || self.hook.is_none() && planned.steps.contains(&Step::Verify)) {
            if self.stop.is_requested() {
                return Ok(false);
            }
            self.step(Step::Verify, None)?;
        }
        Ok(true)
    }

    fn step(&mut self, step: Step, spec: Option<&EventHookSpec>) -> Result<(), Failure> {
        let client = self.client;
        let id = self.id.as_deref().unwrap_or_default();
        self.hook = match (step, spec) {
            (Step::Create, Some(spec)) => Some(create(client, spec)?),
            (Step::Replace, Some(spec)) => {
                Some(client.replace_event_hook(id, spec.clone()).map_err(refused)?)
            }
            (Step::Deactivate, _) => Some(client.deactivate_event_hook(id)?),
            (Step::Activate, _) => Some(client.activate_event_hook(id)?),
            (Step::Verify, _) => Some(verify(client, id)?),
            (Step::Delete, _) => {
                client.delete_event_hook(id)?;
                None
            }
            (Step::Create | Step::Replace, None) => return Ok(()),
        };
        if let Some(hook) = &self.hook {
            self.id = Some(hook.id.clone());
            tell_what_was_not_kept(hook, spec.filter(|_| matches!(step, Step::Create | Step::Replace)));
        }
        self.done.push(step);
        Ok(())
    }
}

/// A second run would try it again, and for ever.
fn tell_what_was_not_kept(hook: &EventHook, sent: Option<&EventHookSpec>) {
    let Some(sent) = sent else { return };
    let lost = plan::changes(Some(&hook.clone().into_spec()), sent);
    let lost: Vec<&str> = lost.iter().map(|change| &*change.path).collect();
    if !lost.is_empty() {
        output::error(
            "warning",
            &format!("{}: the org did not keep {} as it was sent", hook.name, lost.join(", ")),
        );
    }
}

fn with_secret(spec: EventHookSpec, secret: Option<Secret>) -> EventHookSpec {
    let header = spec.channel.config.auth_scheme.as_ref().map(|scheme| scheme.key.clone());
    match (header, secret) {
        (Some(header), Some(secret)) => spec.auth_header(header, secret),
        _ => spec,
    }
}

/// What the org does not take is to be corrected in the file.
fn refused(error: Error) -> Failure {
    let is_refusal = error.status() == Some(400);
    let failure = Failure::from(error);
    if is_refusal {
        return failure.hint("correct in the file what was refused; a name must be unique in the org");
    }
    failure
}

/// When the answer is lost, the hook may exist: it is looked for, and never created a second time.
fn create(client: &Client, spec: &EventHookSpec) -> Result<EventHook, Failure> {
    let error = match client.create_event_hook(spec.clone()) {
        Ok(hook) => return Ok(hook),
        Err(error) if !error.maybe_applied() => return Err(refused(error)),
        Err(error) => error,
    };
    let failure = |why: &str| Failure::new(Exit::OutcomeUnknown, format!("{error}; {why}"));
    let Ok(hooks) = client.list_event_hooks() else {
        return Err(failure("and looking for it failed, too"));
    };
    let Some(hook) = hooks.into_iter().flatten().find(|hook| hook.name == spec.name) else {
        return Err(failure("a look did not find it, but it may still appear"));
    };
    if !plan::changes(Some(&hook.clone().into_spec()), spec).is_empty() {
        return Err(failure("a hook of its name has appeared, but is another"));
    }
    let name = &spec.name;
    output::error(
        "note",
        &format!("the answer to the creation of {name} was lost; it was found by its name"),
    );
    Ok(hook)
}

/// A line on a hook, as soon as it is known.
fn tell(planned: &Planned, ended: &Ended, output: Output) -> Result<(), Failure> {
    let Ended { how, done, hook } = ended;
    let named = show_plan::named(&planned.name, planned.id.as_deref());
    let steps: Vec<&str> = done.iter().map(|step| step.word()).collect();
    let steps = steps.join(", ");
    let before = if steps.is_empty() { String::new() } else { format!(" (done: {steps})") };
    match (how, hook) {
        (How::Failed(failure), _) => {
            output::error("error", &format!("{named}: {}{before}", failure.message()));
            if let Some(hint) = failure.hint_text() {
                output::error("hint", hint);
            }
        }
        (How::Open, _) => output::error("warning", &format!("{named}: not done{before}")),
        _ if output.is_json() => {}
        (How::Done, Some(hook)) => output.text(&format!("{steps}: {}", show::state(hook)))?,
        (How::Done, None) => output.text(&format!("{steps}: {}", style::paint(style::OFF, &named)))?,
        (How::Unchanged, _) => {}
    }
    Ok(())
}
