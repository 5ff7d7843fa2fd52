//! `emulator`: an Okta org for tests, in the foreground.

use std::path::Path;
use std::sync::mpsc;

use okta_event_hooks::Secret;
use okta_event_hooks_emulator::{Config, ConfigError, Emulator, Fault, StartError};
use serde::Serialize;

use crate::args::{EmulatorArgs, LISTEN_PORT};
use crate::exit::Failure;
use crate::output::{self, Output, clean};
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
    let config = configure(args, api_token)?;
    let (hooks, tls) = (config.hooks.len(), config.tls);
    let emulator = Emulator::start(config).map_err(|error| not_started(&error))?;
    if let (Some(path), Some(pem)) = (&args.tls_ca, emulator.ca_certificate()) {
        std::fs::write(path, pem).map_err(|error| {
            Failure::failed(format!("--tls-ca {} cannot be written: {error}", path.display()))
        })?;
    }
    let ready = Ready { org_url: emulator.url(), api_token: emulator.api_token() };
    if output.is_json() {
        output.json_line(&ready)?;
    } else {
        output.text(&introduction(&ready, hooks, &secret_arg::make_up()?, args.tls_ca.as_deref()))?;
        if tls && args.tls_ca.is_none() {
            output::error("warning", "no client trusts its certificate: --tls-ca PATH writes it into a file");
        }
    }
    // An error means that signals are watched no more; then the first one ends the process itself.
    let _ = ended.recv();
    Ok(())
}

fn not_started(error: &StartError) -> Failure {
    match error {
        StartError::PortInUse { port } => Failure::failed(format!("port {port} on 127.0.0.1 is in use"))
            .hint("stop the program that has it, or pass another --port; 0 picks a free one"),
        StartError::Config(ConfigError::ReceiverCa { problem }) => {
            Failure::usage(format!("--receiver-ca: {problem}"))
        }
        StartError::Config(error) => Failure::usage(error.to_string()),
        error => Failure::failed(error.to_string()),
    }
}

/// The seed, and what the options say of it.
fn configure(args: &EmulatorArgs, api_token: Option<Secret>) -> Result<Config, Failure> {
    let mut config = match &args.seed {
        Some(path) => Config::from_file(path).map_err(|error| Failure::usage(format!("--seed: {error}")))?,
        None => Config::default(),
    };
    config.port = args.port;
    config.tls |= args.tls;
    config.require_https |= args.require_https;
    if let Some(token) = api_token {
        config.api_token = Some(token.expose().to_owned());
    }
    if let Some(path) = &args.faults {
        let faults = Fault::list_from_file(path);
        config.faults.extend(faults.map_err(|error| Failure::usage(format!("--faults: {error}")))?);
    }
    if let Some(path) = &args.receiver_ca {
        config.receiver_ca = Some(std::fs::read_to_string(path).map_err(|error| {
            Failure::usage(format!("--receiver-ca {} cannot be read: {error}", path.display()))
        })?);
    }
    if let Some(moment) = &args.clock {
        let time = moment.timestamp();
        let parsed = time.as_str().parse();
        config.clock = Some(parsed.map_err(|error| Failure::usage(format!("--clock {time}: {error}")))?);
    }
    Ok(config)
}

/// What to paste. The receiver's secret is made up here, so that all of it can be pasted at once.
fn introduction(
    Ready { org_url, api_token }: &Ready<'_>,
    hooks: usize,
    secret: &Secret,
    ca: Option<&Path>,
) -> String {
    let content = match hooks {
        0 => "It is empty".to_owned(),
        1 => "It has 1 event hook".to_owned(),
        many => format!("It has {many} event hooks"),
    };
    // It is pasted where the current folder may be another.
    let ca = ca.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let ca =
        ca.map(|path| format!(" --ca-file '{}'", clean(&path.display().to_string()))).unwrap_or_default();
    let set = |name: &str, value: &str| {
        if cfg!(windows) { format!("$env:{name} = '{value}'") } else { format!("export {name}={value}") }
    };
    format!(
        "An emulated Okta org is at {org_url}, until Ctrl-C. {content}.

Paste into other terminals:

  {url}
  {token}
  {secret}

Then, in one of them, run a receiver:

  okta-event-hooks listen --secret env:HOOK_SECRET

and in another create a hook, and let something happen:

  okta-event-hooks hooks create --name Feed --uri http://127.0.0.1:{LISTEN_PORT}/ \\
      --event user.lifecycle.create --secret env:HOOK_SECRET --verify{ca}
  okta-event-hooks trigger user.lifecycle.create{ca}
",
        url = set("OKTA_CLIENT_ORGURL", org_url),
        token = set("OKTA_CLIENT_TOKEN", api_token),
        secret = set("HOOK_SECRET", secret.expose()),
    )
}
