//! The `okta-event-hooks` command.

fn main() {}
