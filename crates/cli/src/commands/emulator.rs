//! `emulator`: an Okta org for tests, in the foreground.

use std::sync::mpsc;

use okta_event_hooks::Secret;
use okta_event_hooks_emulator::{Config, Emulator, StartError};
use serde::Serialize;

use crate::args::{EmulatorArgs, LISTEN_PORT};
use crate::exit::Failure;
use crate::output::Output;
use crate::{secret_arg, signals};

/// The first line for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ready<'a> {
    org_url: &'a str,
    api_token: &'a str,
}

pub(crate) fn run(args: &EmulatorArgs, output: Output) -> Result<(), Failure> {
    let api_token = args.api_token.as_ref().map(|token| token.read("--api-token")).transpose()?;
    let (end, ended) = mpsc::channel();
    signals::on_end(move || {
        // Whoever waited has gone: the process ends anyway.
        let _ = end.send(());
    })?;
    let emulator = Emulator::start(Config {
        port: args.port,
        api_token: api_token.map(|token| token.expose().to_owned()),
        require_https: args.require_https,
        ..Config::default()
    })
    .map_err(|error| not_started(&error))?;
    let ready = Ready { org_url: emulator.url(), api_token: emulator.api_token() };
    if output.is_json() {
        output.json_line(&ready)?;
    } else {
        output.text(&introduction(&ready, &secret_arg::make_up()?))?;
    }
    // An error means that signals are watched no more; then the first one ends the process itself.
    let _ = ended.recv();
    Ok(())
}

fn not_started(error: &StartError) -> Failure {
    match error {
        StartError::PortInUse { port } => Failure::failed(format!("port {port} on 127.0.0.1 is in use"))
            .hint("stop the program that has it, or pass another --port; 0 picks a free one"),
        error => Failure::failed(error.to_string()),
    }
}

/// What to paste. The receiver's secret is made up here, so that all of it can be pasted at once.
fn introduction(Ready { org_url, api_token }: &Ready<'_>, secret: &Secret) -> String {
    let set = |name: &str, value: &str| {
        if cfg!(windows) { format!("$env:{name} = '{value}'") } else { format!("export {name}={value}") }
    };
    format!(
        "An emulated Okta org is at {org_url}. It is empty, and gone when you press Ctrl-C.

Paste into other terminals:

  {url}
  {token}
  {secret}

Then, in one of them, run a receiver:

  okta-event-hooks listen --secret env:HOOK_SECRET

and in another create a hook, and let something happen:

  okta-event-hooks hooks create --name Feed --uri http://127.0.0.1:{LISTEN_PORT}/ \\
      --event user.lifecycle.create --secret env:HOOK_SECRET --verify
  okta-event-hooks trigger user.lifecycle.create
",
        url = set("OKTA_CLIENT_ORGURL", org_url),
        token = set("OKTA_CLIENT_TOKEN", api_token),
        secret = set("HOOK_SECRET", secret.expose()),
    )
}
