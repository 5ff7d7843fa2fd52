//! How far long work is: on stderr, and only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows nothing where nobody watches. It is gone when this is dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Of so many steps.
    pub(crate) fn of(steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
        Self::styled(bar, "{bar:30} {pos}/{len} {msg}")
    }

    /// Without a known end.
    pub(crate) fn counting() -> Self {
        Self::styled(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()), "{spinner} {msg}")
    }

    /// Nothing at all.
    pub(crate) fn none() -> Self {
        Self(ProgressBar::hidden())
    }

    fn styled(bar: ProgressBar, template: &str) -> Self {
        // The templates are those above; a wrong one would only look plain.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Says what is under way. The text is clean.
    pub(crate) fn says(&self, text: String) {
        self.0.set_message(text);
        self.0.tick();
    }

    /// A step is done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// Prints without disturbing what is shown.
    pub(crate) fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
