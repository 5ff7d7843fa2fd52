//! The arguments of `events`.

use clap::{Args, Subcommand};

pub(crate) const EVENTS_HELP: &str = "\
The catalogue is built in: no org is asked. It is that of release 2026.08.1, with its beta types. \
Okta adds some with each release, so a type that is not in it may exist all the same.

Examples:
  okta-event-hooks events search deactivate
  okta-event-hooks events show user.lifecycle.deactivate";

const SEARCH_HELP: &str = "\
Examples:
  okta-event-hooks events search                         all 1274
  okta-event-hooks events search mfa factor --eligible   what a hook can have
  okta-event-hooks events search --beta --json | jq -r .eventType

ELIGIBLE is a type that an event hook can subscribe to, OIE-ONLY one of Identity Engine orgs, SINCE \
the release that brought it.";

const SHOW_HELP: &str = "\
Examples:
  okta-event-hooks events show user.lifecycle.deactivate
  okta-event-hooks events show user.lifecycle.deactivated    what was meant?";

#[derive(Debug, Args)]
pub(crate) struct EventsArgs {
    #[command(subcommand)]
    pub(crate) command: EventsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EventsCommand {
    #[command(about = "Search the catalogue", after_help = SEARCH_HELP)]
    Search(SearchArgs),
    #[command(about = "Show what the catalogue says of an event type", after_help = SHOW_HELP)]
    Show(ShowArgs),
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Only types with all of these words in their name or category, in any case
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,

    /// Only types that an event hook can subscribe to
    #[arg(long)]
    pub(crate) eligible: bool,

    /// Only beta types
    #[arg(long)]
    pub(crate) beta: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The event type, such as user.lifecycle.create
    #[arg(value_name = "TYPE")]
    pub(crate) event_type: String,
}
