//! Lists the hooks of an org, and says which of them deliver nothing, and why.
//!
//! With `OKTA_CLIENT_ORGURL` and `OKTA_CLIENT_TOKEN` set, `Client::from_env()` would list your own.

#![allow(clippy::print_stdout, clippy::missing_errors_doc, reason = "an example")]

use std::error::Error;

use okta_event_hooks::{Client, EventHook, EventHookSpec, Status};
use okta_event_hooks_emulator::{Config, Emulator};

/// Runs the example.
pub fn main() -> Result<(), Box<dyn Error>> {
    let org = Emulator::start(Config::default())?;
    let client = Client::builder().org_url(org.url()).api_token(org.api_token()).build()?;
    for name in ["Joiners", "Leavers"] {
        let uri = format!("https://hooks.example.com/{}", name.to_lowercase());
        client.create_event_hook(EventHookSpec::new(name, uri).event("user.lifecycle.create"))?;
    }

    for hook in client.list_event_hooks()? {
        match hook {
            Ok(hook) => println!("{:<22} {:<10} {}", hook.id, hook.name, state(&hook)),
            // One odd hook does not cost the others.
            Err(unreadable) => println!("{unreadable}: {}", unreadable.json()),
        }
    }
    Ok(())
}

fn state(hook: &EventHook) -> &'static str {
    match (&hook.status, hook.delivers()) {
        (_, true) => "delivers",
        (Status::Active, false) => "delivers nothing: it is not verified",
        _ => "delivers nothing: it is not active",
    }
}
