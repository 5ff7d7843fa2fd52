//! One step of the demo, told to people as a block and to programs as a line.

use okta_event_hooks::{EventHook, LogEvent, Received};
use serde::Serialize;

use crate::exit::Failure;
use crate::output::{Output, clean};

/// A step's tale and what it leads to.
pub(super) type Told<T> = Result<(Step, T), Failure>;

/// What there is to tell of a step.
#[derive(Default)]
pub(super) struct Step {
    lines: Vec<String>,
    hook: Option<EventHook>,
    event: Option<LogEvent>,
    pub(super) id: Option<String>,
    pub(super) org_url: Option<String>,
    pub(super) receiver_url: Option<String>,
    pub(super) seen: Option<Seen>,
}

/// What the receiver got.
#[derive(Clone, Copy, Default, Serialize)]
pub(super) struct Seen {
    pub(super) verifications: usize,
    pub(super) deliveries: usize,
    pub(super) events: usize,
}

impl Seen {
    pub(super) fn and(mut self, received: &Received) -> Self {
        match received {
            Received::Verification(_) => self.verifications += 1,
            Received::Delivery(delivery) => {
                self.deliveries += 1;
                self.events += delivery.events().len();
            }
            Received::Rejected(_) => {}
        }
        self
    }
}

impl Step {
    pub(super) fn line(&mut self, text: &str) {
        self.lines.push(format!("   {text}"));
    }

    pub(super) fn row(&mut self, name: &str, value: &str) {
        self.lines.push(format!("   {name:<11}{}", clean(value)));
    }

    pub(super) fn sent(&mut self, text: &str) {
        self.line(&format!("→ {}", clean(text)));
    }

    pub(super) fn came(&mut self, text: &str) {
        self.line(&format!("← {}", clean(text)));
    }

    /// The hook that came back.
    pub(super) fn hook(&mut self, hook: &EventHook) {
        let EventHook { id, status, verification_status, .. } = hook;
        let delivers = if hook.delivers() { "delivers" } else { "delivers nothing" };
        self.came(&format!("{id}: {status}, {verification_status}; {delivers}"));
        self.hook = Some(hook.clone());
    }

    /// The event that arrived.
    pub(super) fn event(&mut self, event: &LogEvent) {
        self.lines.push(super::lines_of(event));
        self.event = Some(event.clone());
    }
}

/// A line for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    step: &'a str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    receiver_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<Seen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hook: Option<&'a EventHook>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a LogEvent>,
}

/// Takes a step and tells how it went.
pub(super) fn tell<T>(
    output: Output,
    name: &str,
    title: &str,
    take: impl FnOnce() -> Told<T>,
) -> Result<T, Failure> {
    let (step, result, error) = match take() {
        Ok((step, value)) => (step, Ok(value), None),
        Err(failure) => {
            let message = failure.message().to_owned();
            (Step::default(), Err(failure), Some(message))
        }
    };
    if output.is_json() {
        output.json_line(&Line {
            step: name,
            ok: result.is_ok(),
            error: error.as_deref(),
            org_url: step.org_url.as_deref(),
            receiver_url: step.receiver_url.as_deref(),
            seen: step.seen,
            id: step.id.as_deref(),
            hook: step.hook.as_ref(),
            event: step.event.as_ref(),
        })?;
    } else {
        let failed = if error.is_some() { " (failed)" } else { "" };
        output.text(&format!("{title}{failed}"))?;
        for line in &step.lines {
            output.text(line.trim_end())?;
        }
        output.text("")?;
    }
    result
}
