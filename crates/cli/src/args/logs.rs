//! The arguments of `logs`.

use clap::Args;

use crate::moment::Moment;

pub(crate) const LOGS_HELP: &str = "\
A filter is a SCIM expression, such as: eventType sw \"event_hook\". It needs the scope \
okta.logs.read. Okta keeps 90 days, and an entry may come minutes late. \
The last column is the entry's uuid; it is left out where the terminal is too narrow.

Examples:
  okta-event-hooks logs --since 1h
  okta-event-hooks logs --since 7d --filter 'eventType eq \"event_hook.delivery\"'
  okta-event-hooks logs --follow --json | jq .eventType";

#[derive(Debug, Args)]
pub(crate) struct LogsArgs {
    /// From when on: 90s, 30m, 24h or 7d ago, or a date-time
    #[arg(long, value_name = "WHEN", default_value = "1h")]
    pub(crate) since: Moment,

    /// Up to when; now unless set
    #[arg(long, value_name = "WHEN", conflicts_with = "follow")]
    pub(crate) until: Option<Moment>,

    /// Only entries for which this holds
    #[arg(long, value_name = "EXPRESSION")]
    pub(crate) filter: Option<String>,

    /// Only entries with all of these words
    #[arg(long = "q", value_name = "WORDS")]
    pub(crate) words: Option<String>,

    /// Go on as things happen, until Ctrl-C
    #[arg(long)]
    pub(crate) follow: bool,

    /// How many seconds to wait when nothing has happened; an org allows few requests a minute
    #[arg(long, value_name = "SECS", default_value_t = 10, requires = "follow")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) interval: u64,
}
