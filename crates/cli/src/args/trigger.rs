//! The arguments of `trigger`.

use clap::Args;

pub(crate) const TRIGGER_HELP: &str = "\
Okta has no such request: this is for an org of `okta-event-hooks emulator`. What an event lacks, \
the emulator makes up, within its objects too, but not within lists: with --set \
target.0.displayName=Phone alone the target has that name and nothing else.

A VALUE is JSON if it reads as JSON, else text: debugContext.debugData.attempts=3 is a number, \
'debugContext.debugData.attempts=\"3\"' a text, outcome.reason=null a null. A number in a PATH is a \
place in a list, from 0 on.

With --count, --duplicate, --shuffle or --wait it waits until the deliveries have ended, and shows \
how often each hook was called, with which outcome.

Examples:
  okta-event-hooks trigger user.lifecycle.deactivate
  okta-event-hooks trigger user.session.start --set outcome.result=FAILURE \\
      --set actor.alternateId=ada@example.com --set target.0.displayName=Phone
  okta-event-hooks trigger user.lifecycle.create --count 100 \\
      --duplicate --shuffle
  okta-event-hooks trigger user.session.start --json \\
      --org-url http://127.0.0.1:4747";

#[derive(Debug, Args)]
pub(crate) struct TriggerArgs {
    /// The event type, such as user.lifecycle.create
    #[arg(value_name = "TYPE")]
    pub(crate) event_type: String,

    /// A member of the event, such as actor.alternateId=ada@example.com; give it several times
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,

    /// This many events, which are alike but for their uuids and what the emulator makes up
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) count: u32,

    /// Have each delivery arrive twice
    #[arg(long)]
    pub(crate) duplicate: bool,

    /// Have the events of a batch arrive in another order
    #[arg(long)]
    pub(crate) shuffle: bool,

    /// Wait for the deliveries, and show how they went
    #[arg(long)]
    pub(crate) wait: bool,
}
