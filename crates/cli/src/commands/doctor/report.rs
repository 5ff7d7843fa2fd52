//! Tells the findings as they come, and what they amount to.

use std::time::Duration;

use okta_event_hooks::Secret;
use serde::Serialize;

use super::finding::{Finding, Verdict};
use super::judge::{Outcome, seconds};
use crate::exit::Failure;
use crate::output::style::paint;
use crate::output::{Output, clean};

/// Every check, in its order. Those that were not reached are told as skipped.
const CHECKS: [&str; 16] = [
    "url",
    "connection",
    "tls",
    "redirect",
    "verification",
    "right-secret",
    "empty-batch",
    "wrong-secret",
    "no-secret",
    "no-challenge",
    "method",
    "event",
    "duplicate",
    "large-batch",
    "unknown-type",
    "latency",
];
/// Those that need the secret.
pub(super) const WITH_SECRET: [&str; 4] = ["right-secret", "empty-batch", "no-challenge", "method"];
/// Those that deliver events.
pub(super) const WITH_EVENTS: [&str; 4] = ["event", "duplicate", "large-batch", "unknown-type"];

/// Where the text of a finding begins, and where it is broken.
const MARGIN: usize = 23;
const WIDTH: usize = 100;

pub(super) struct Report {
    output: Output,
    secret: Option<Secret>,
    told: Vec<(&'static str, Verdict)>,
    /// Checks that were skipped in a row, and why. People are told of them in one line.
    skipped: Option<(String, Vec<&'static str>)>,
    slowest: Option<(&'static str, Duration)>,
}

/// A line for programs.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Line<'a> {
    Check {
        check: &'a str,
        verdict: Verdict,
        cause: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        cure: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ms: Option<u128>,
    },
    /// The last one.
    Summary { ok: usize, warnings: usize, failed: usize, skipped: usize },
}

impl Report {
    pub(super) fn new(output: Output, secret: Option<Secret>) -> Self {
        Self { output, secret, told: Vec::new(), skipped: None, slowest: None }
    }

    pub(super) fn begin(&self, url: &str) -> Result<(), Failure> {
        if self.output.is_json() {
            return Ok(());
        }
        self.output.text(&format!("Probing {} as Okta would.\n", clean(url)))
    }

    /// A finding about an answer.
    pub(super) fn add_outcome(
        &mut self,
        check: &'static str,
        finding: Finding,
        outcome: &Outcome,
    ) -> Result<(), Failure> {
        self.add(check, &finding.after(outcome.took()))
    }

    pub(super) fn add(&mut self, check: &'static str, finding: &Finding) -> Result<(), Failure> {
        self.told.push((check, finding.verdict));
        if let Some(took) = finding.took
            && self.slowest.is_none_or(|(_, slowest)| took > slowest)
        {
            self.slowest = Some((check, took));
        }
        let (verdict, cause) = (finding.verdict, self.hide(&finding.cause));
        let advice = finding.cure.as_deref();
        if self.output.is_json() {
            let ms = finding.took.map(|took| took.as_millis());
            let (note, cure) = if verdict == Verdict::Ok { (advice, None) } else { (None, advice) };
            return self.output.json_line(&Line::Check { check, verdict, cause: &cause, cure, note, ms });
        }
        if verdict == Verdict::Skipped {
            return self.skip(check, cause);
        }
        self.tell_skipped()?;
        let took = finding.took.map(|took| format!("({})", seconds(took)));
        self.block(verdict, check, &cause, took.as_deref())?;
        let kind = if verdict == Verdict::Ok { "note" } else { "cure" };
        let advice = advice.map(|advice| fit(&" ".repeat(MARGIN), &format!("{kind}: {advice}"), None));
        advice.iter().flatten().try_for_each(|line| self.output.text(line))
    }

    /// Those of the checks of which nothing was told yet.
    pub(super) fn skip_rest(&mut self, checks: &[&'static str], why: &str) -> Result<(), Failure> {
        for check in checks {
            if self.told.iter().all(|(told, _)| told != check) {
                self.add(check, &Finding::skipped(why))?;
            }
        }
        Ok(())
    }

    fn skip(&mut self, check: &'static str, why: String) -> Result<(), Failure> {
        match &mut self.skipped {
            Some((last, checks)) if *last == why => checks.push(check),
            _ => {
                self.tell_skipped()?;
                self.skipped = Some((why, vec![check]));
            }
        }
        Ok(())
    }

    fn tell_skipped(&mut self) -> Result<(), Failure> {
        match self.skipped.take() {
            None => Ok(()),
            Some((why, checks)) => match checks.as_slice() {
                [check] => self.block(Verdict::Skipped, check, &why, None),
                checks => {
                    let count = format!("{} checks", checks.len());
                    self.block(Verdict::Skipped, &count, &format!("{why}: {}", checks.join(", ")), None)
                }
            },
        }
    }

    fn block(&self, verdict: Verdict, check: &str, text: &str, took: Option<&str>) -> Result<(), Failure> {
        let mut lines = fit(&format!("{:<8} {check:<13} ", verdict.word()), text, took);
        if let Some(first) = lines.first_mut()
            && let Some(rest) = first.strip_prefix(verdict.word())
        {
            *first = format!("{}{rest}", paint(verdict.style(), verdict.word()));
        }
        lines.iter().try_for_each(|line| self.output.text(line))
    }

    pub(super) fn slowest(&self) -> Option<(&'static str, Duration)> {
        self.slowest
    }

    /// Tells the checks that were not reached, then the sum of it.
    pub(super) fn end(mut self, why: &str) -> Result<(), Failure> {
        self.skip_rest(&CHECKS, why)?;
        self.tell_skipped()?;
        let count = |wanted| self.told.iter().filter(|(_, verdict)| *verdict == wanted).count();
        let (ok, warnings) = (count(Verdict::Ok), count(Verdict::Warning));
        let (failed, skipped) = (count(Verdict::Failed), count(Verdict::Skipped));
        if self.output.is_json() {
            self.output.json_line(&Line::Summary { ok, warnings, failed, skipped })?;
        } else {
            let plural = if warnings == 1 { "" } else { "s" };
            let sum = format!("{ok} ok, {warnings} warning{plural}, {failed} failed, {skipped} skipped");
            self.output.text(&format!("\n{sum}"))?;
        }
        match failed {
            0 => Ok(()),
            1 => Err(Failure::failed("a check failed")),
            failed => Err(Failure::failed(format!("{failed} checks failed"))),
        }
    }

    /// A receiver may echo the secret.
    fn hide(&self, text: &str) -> String {
        let Some(secret) = &self.secret else {
            return text.to_owned();
        };
        // What follows the scheme, as in `Basic …`, is the secret proper.
        let proper = secret.expose().rsplit(' ').next().unwrap_or_default();
        [secret.expose(), proper]
            .into_iter()
            .filter(|secret| secret.len() >= 4)
            .fold(text.to_owned(), |text, secret| text.replace(secret, "[hidden]"))
    }
}

/// Text beside a margin, in lines that fit; what ends it stays in one piece.
fn fit(margin: &str, text: &str, end: Option<&str>) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), margin.to_owned());
    for word in clean(text).split(' ').chain(end) {
        let length = line.chars().count();
        if length > MARGIN && length + word.chars().count() > WIDTH {
            lines.push(line.trim_end().to_owned());
            line = " ".repeat(MARGIN);
        }
        line.push_str(word);
        line.push(' ');
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_was_echoed_is_hidden() {
        let report = Report::new(Output::plain(), Some("Basic aG9va3M6".into()));
        assert_eq!(report.hide("no Basic aG9va3M6 nor aG9va3M6"), "no [hidden] nor [hidden]");
    }
}
