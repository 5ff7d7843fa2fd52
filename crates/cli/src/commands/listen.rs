//! `listen`: a receiver that prints what arrives.

use std::sync::mpsc;

use okta_event_hooks::{Delivery, LogEvent, Received, Receiver, Secret};
use serde::Serialize;
use serde_json::value::RawValue;

use super::event;
use crate::args::ListenArgs;
use crate::exit::Failure;
use crate::output::{self, Output, clean};
use crate::server::{Arrival, Server};
use crate::{secret_arg, signals};

enum Message {
    Arrived(Box<Arrival>),
    End,
}

/// A line for programs.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Line<'a> {
    /// The first one. The secret is there only if it was made up.
    Listening {
        url: &'a str,
        header: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        secret: Option<&'a str>,
    },
    Verification {
        path: &'a str,
        challenge: &'a str,
    },
    /// A delivery, before its events.
    Delivery {
        path: &'a str,
        hook_id: Option<&'a str>,
        event_id: Option<&'a str>,
        events: usize,
    },
    Event {
        hook_id: Option<&'a str>,
        event: &'a LogEvent,
    },
    Unreadable {
        hook_id: Option<&'a str>,
        reason: &'a str,
        unreadable: &'a RawValue,
    },
    Rejected {
        method: &'a str,
        path: &'a str,
        status: u16,
        reason: String,
    },
}

pub(crate) fn run(args: &ListenArgs, output: Output) -> Result<(), Failure> {
    let path = args.path.clone();
    if path.as_ref().is_some_and(|path| !path.starts_with('/')) {
        return Err(Failure::usage("--path begins with a slash, such as /okta/events"));
    }
    let (secret, made_up) = match &args.secret {
        Some(secret) => (secret.read("--secret")?, false),
        None => (secret_arg::make_up()?, true),
    };
    let made_up = made_up.then(|| secret.clone());
    let receiver = Receiver::new([secret])
        .and_then(|receiver| receiver.with_header(&args.header))
        .map_err(|error| Failure::usage(error.to_string()))?;

    let (messages, arrivals) = mpsc::channel();
    let end = messages.clone();
    signals::on_end(move || {
        let _ = end.send(Message::End);
    })?;
    let server = Server::start(args.port, path, receiver, move |arrival| {
        // The one who prints has gone: so will the server.
        let _ = messages.send(Message::Arrived(Box::new(arrival)));
    })?;
    let url = format!("{}{}", server.url(), args.path.as_deref().unwrap_or("/"));
    introduce(&url, &args.header, made_up.as_ref(), output)?;

    let mut events = 0;
    while let Ok(Message::Arrived(arrival)) = arrivals.recv() {
        events += show(&arrival, output)?;
        if args.count.is_some_and(|count| events >= count) {
            break;
        }
    }
    Ok(())
}

fn introduce(url: &str, header: &str, made_up: Option<&Secret>, output: Output) -> Result<(), Failure> {
    if output.is_json() {
        return output.json_line(&Line::Listening { url, header, secret: made_up.map(Secret::expose) });
    }
    output.text(&format!("Listening at {}, until Ctrl-C.", clean(url)))?;
    output.text("Okta itself calls public https addresses only: put a tunnel in front to hear from it.")?;
    let Some(secret) = made_up else {
        return output.text("");
    };
    let set = if cfg!(windows) { "$env:HOOK_SECRET = " } else { "export HOOK_SECRET=" };
    let option = if header.eq_ignore_ascii_case("authorization") {
        String::new()
    } else {
        format!(" --auth-header {}", clean(header))
    };
    output.text(&format!(
        "\nThe secret in {header} must be this one, made up just now:\n\n  {set}{secret}\n\n\
         Then give it to the hook:\n\n  okta-event-hooks hooks create --name Feed --uri {url} \\\n      \
         --event user.lifecycle.create{option} --secret env:HOOK_SECRET --verify\n",
        header = clean(header),
        secret = secret.expose(),
        url = clean(url),
    ))
}

/// Prints what arrived; says how many events there were.
fn show(arrival: &Arrival, output: Output) -> Result<u64, Failure> {
    let path = &*arrival.path;
    match &arrival.what {
        Ok(Received::Verification(verification)) => {
            if output.is_json() {
                output.json_line(&Line::Verification { path, challenge: verification.challenge() })?;
            } else {
                output.text(&format!("verification  at {}: the challenge was answered\n", clean(path)))?;
            }
        }
        Ok(Received::Delivery(delivery)) => return show_delivery(delivery, path, output),
        Ok(Received::Rejected(rejected)) => {
            show_rejected(arrival, rejected.status().as_u16(), rejected.to_string(), output)?;
        }
        Err(refused) => show_rejected(arrival, refused.status().as_u16(), refused.to_string(), output)?,
    }
    Ok(0)
}

fn show_rejected(arrival: &Arrival, status: u16, reason: String, output: Output) -> Result<(), Failure> {
    let (method, path) = (arrival.method.as_str(), &*arrival.path);
    if output.is_json() {
        return output.json_line(&Line::Rejected { method, path, status, reason });
    }
    output.text(&format!("rejected      {} {}: {}\n", clean(method), clean(path), clean(&reason)))
}

fn show_delivery(delivery: &Delivery, path: &str, output: Output) -> Result<u64, Failure> {
    let (hook_id, events) = (delivery.hook_id(), delivery.events());
    if output.is_json() {
        let event_id = delivery.event_id.as_deref();
        output.json_line(&Line::Delivery { path, hook_id, event_id, events: events.len() })?;
    } else {
        let plural = if events.len() == 1 { "" } else { "s" };
        output.text(&format!(
            "delivery      {} event{plural} of hook {}, at {}",
            events.len(),
            clean(hook_id.unwrap_or("(unknown)")),
            clean(path),
        ))?;
    }
    for item in events {
        match item {
            Ok(event) if output.is_json() => output.json_line(&Line::Event { hook_id, event })?,
            Ok(event) => output.text(&format!("{}\n", event::describe(event).lines("  ")))?,
            Err(unreadable) if output.is_json() => {
                let (reason, unreadable) = (unreadable.reason(), unreadable.json());
                output.json_line(&Line::Unreadable { hook_id, reason, unreadable })?;
            }
            Err(unreadable) => output::error("warning", &unreadable.to_string()),
        }
    }
    Ok(events.len() as u64)
}
