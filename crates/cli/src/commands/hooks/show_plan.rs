//! A plan for people and for programs.

use anstyle::Style;
use okta_event_hooks::EventHook;
use serde::Serialize;

use crate::output::{clean, style};
use crate::plan::{Change, Planned, Step, Values, Verification};
use crate::tree::Tree;

/// What is planned for a hook, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// What is done above all; `unchanged` when nothing is.
    action: &'static str,
    steps: &'a [Step],
    verification: Verification,
    changes: &'a [Change],
    /// How it ended, unless it is a plan only.
    #[serde(flatten)]
    outcome: Option<Outcome<'a>>,
}

#[derive(Serialize)]
pub(super) struct Outcome<'a> {
    pub(super) result: &'static str,
    /// The steps that were taken.
    pub(super) done: &'a [Step],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<&'a str>,
    /// As the last answer had it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hook: Option<&'a EventHook>,
}

impl<'a> Line<'a> {
    pub(super) fn with_outcome(mut self, outcome: Outcome<'a>) -> Self {
        self.outcome = Some(outcome);
        self
    }
}

impl<'a> From<&'a Planned> for Line<'a> {
    fn from(planned: &'a Planned) -> Self {
        let Planned { name, id, steps, changes, verification, .. } = planned;
        Self {
            name,
            id: id.as_deref(),
            action: action(planned).map_or("unchanged", Step::word),
            steps,
            verification: *verification,
            changes,
            outcome: None,
        }
    }
}

/// The step that says the most.
pub(super) fn action(planned: &Planned) -> Option<Step> {
    let main =
        [Step::Create, Step::Delete, Step::Replace].into_iter().find(|step| planned.steps.contains(step));
    main.or_else(|| planned.steps.first().copied())
}

/// What is planned for a hook that changes, over several lines.
pub(super) fn planned(planned: &Planned) -> String {
    let (sign, style) = match action(planned) {
        Some(Step::Create) => ('+', style::ADDED),
        Some(Step::Delete) => ('-', style::REMOVED),
        _ => ('~', style::WAITS),
    };
    let steps: Vec<&str> = planned.steps.iter().map(|step| step.word()).collect();
    let mut text = style::paint(style, &format!("{sign} {}", steps.join(", ")));
    text += &format!("  {}", style::paint(style::HEADING, &named(&planned.name, planned.id.as_deref())));
    for change in &planned.changes {
        text += &self::change(change);
    }
    let warning = match planned.verification {
        Verification::Kept => None,
        Verification::Lost => Some("delivers nothing until it is verified again"),
        Verification::MayBeLost => {
            Some("may have to be verified again: its secret is sent, and Okta compares what we cannot")
        }
    };
    if let Some(warning) = warning {
        text += &format!("\n    {}", style::paint(style::WAITS, &format!("! {warning}")));
    }
    text
}

/// `User feed (who1)`, clean.
pub(super) fn named(name: &str, id: Option<&str>) -> String {
    clean(&match id {
        Some(id) => format!("{name} ({id})"),
        None => name.to_owned(),
    })
}

fn change(change: &Change) -> String {
    let path = clean(&change.path);
    let line = |style: Style, sign: char, text: &str| {
        format!("\n    {}", style::paint(style, &format!("{sign} {path}: {text}")))
    };
    match &change.values {
        Values::Hidden { hidden } => line(style::WAITS, '~', &clean(hidden)),
        Values::Shown { old: None, new } => {
            line(style::ADDED, '+', &new.as_ref().map(text).unwrap_or_default())
        }
        Values::Shown { old: Some(old), new: None } => line(style::REMOVED, '-', &text(old)),
        Values::Shown { old: Some(old), new: Some(new) } => {
            let mut lines = line(style::PLAIN, '~', "").trim_end().to_owned();
            let mut add = |style, sign, tree: &Tree| {
                lines += &format!("\n        {}", style::paint(style, &format!("{sign} {}", text(tree))));
            };
            let (of_old, of_new) = match (old, new) {
                // Of a list, what goes and what comes.
                (Tree::List(old), Tree::List(new)) => (old.as_slice(), new.as_slice()),
                (old, new) => (std::slice::from_ref(old), std::slice::from_ref(new)),
            };
            of_old
                .iter()
                .filter(|item| !of_new.contains(item))
                .for_each(|item| add(style::REMOVED, '-', item));
            of_new.iter().filter(|item| !of_old.contains(item)).for_each(|item| add(style::ADDED, '+', item));
            lines
        }
    }
}

fn text(tree: &Tree) -> String {
    match tree {
        Tree::Text(text) => clean(text),
        Tree::List(items) if items.iter().all(|item| item.text().is_some()) => {
            items.iter().map(text).collect::<Vec<_>>().join(", ")
        }
        other => clean(&serde_json::to_string(other).unwrap_or_default()),
    }
}

/// `1 event hook`, `2 event hooks`
pub(super) fn hooks(count: usize) -> String {
    format!("{count} event hook{}", if count == 1 { "" } else { "s" })
}

/// `1 to create, 2 unchanged`
pub(super) fn summary(plan: &[Planned]) -> String {
    let count = |is: &dyn Fn(Option<Step>) -> bool| plan.iter().filter(|planned| is(action(planned))).count();
    let counts = [
        (count(&|step| step == Some(Step::Create)), "to create"),
        (
            count(&|step| {
                matches!(step, Some(Step::Replace | Step::Activate | Step::Deactivate | Step::Verify))
            }),
            "to change",
        ),
        (count(&|step| step == Some(Step::Delete)), "to delete"),
        (count(&|step| step.is_none()), "unchanged"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}
