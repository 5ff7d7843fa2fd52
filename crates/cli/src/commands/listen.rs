//! `listen`: a receiver that prints what arrives.

use std::sync::mpsc;

use okta_event_hooks::{Delivery, LogEvent, Received, Receiver, Secret};
use serde::Serialize;
use serde_json::value::RawValue;

use super::event;
use crate::args::{Connection, ListenArgs};
use crate::exit::Failure;
use crate::forward::{Forward, Forwarded};
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
    /// A delivery, before its events. The status is what the sender was answered.
    Delivery {
        path: &'a str,
        hook_id: Option<&'a str>,
        event_id: Option<&'a str>,
        events: usize,
        status: u16,
        #[serde(skip_serializing_if = "Option::is_none")]
        forwarded: Option<Application<'a>>,
    },
    Event {
        hook_id: Option<&'a str>,
        status: u16,
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

/// What the application said, or why it said nothing.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Application<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    ms: u128,
}

impl<'a> From<&'a Forwarded> for Application<'a> {
    fn from(Forwarded { status, error, took }: &'a Forwarded) -> Self {
        let status = error.is_none().then(|| status.as_u16());
        Self { status, error: error.as_deref(), ms: took.as_millis() }
    }
}

pub(crate) fn run(args: &ListenArgs, connection: &Connection, output: Output) -> Result<(), Failure> {
    let path = args.path.clone();
    if path.as_ref().is_some_and(|path| !path.starts_with('/')) {
        return Err(Failure::usage("--path begins with a slash, such as /okta/events"));
    }
    let forward =
        args.forward.as_ref().map(|url| Forward::new(url, connection.ca_file.as_deref())).transpose()?;
    let (secret, made_up) = match &args.secret {
        Some(secret) => (secret.read("--secret")?, false),
        None => (secret_arg::make_up()?, true),
    };
    let made_up = made_up.then(|| secret.clone());
    let receiver = Receiver::new([secret])
        .and_then(|receiver| receiver.with_header(&args.auth_header))
        .map_err(|error| Failure::usage(error.to_string()))?;

    let (messages, arrivals) = mpsc::channel();
    let end = messages.clone();
    signals::on_end(move || {
        let _ = end.send(Message::End);
    })?;
    let server = Server::start(args.port, path, forward, receiver, move |arrival| {
        // The one who prints has gone: so will the server.
        let _ = messages.send(Message::Arrived(Box::new(arrival)));
    })?;
    let url = format!("{}{}", server.url(), args.path.as_deref().unwrap_or("/"));
    introduce(&url, args, made_up.as_ref(), output)?;

    let mut events = 0;
    while let Ok(Message::Arrived(arrival)) = arrivals.recv() {
        events += show(&arrival, output)?;
        if args.count.is_some_and(|count| events >= count) {
            break;
        }
    }
    Ok(())
}

fn introduce(url: &str, args: &ListenArgs, made_up: Option<&Secret>, output: Output) -> Result<(), Failure> {
    let header = &*args.auth_header;
    if output.is_json() {
        return output.json_line(&Line::Listening { url, header, secret: made_up.map(Secret::expose) });
    }
    output.text(&format!("Listening at {}, until Ctrl-C.", clean(url)))?;
    output.text("Okta itself calls public https addresses only: put a tunnel in front to hear from it.")?;
    if let Some(application) = &args.forward {
        output.text(&format!("Deliveries that have the secret go on to {}.", clean(application)))?;
    }
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
        Ok(Received::Delivery(delivery)) => return show_delivery(delivery, arrival, output),
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

/// Says how many events arrived: those of a delivery that was not answered 2xx come again, or are lost.
fn show_delivery(delivery: &Delivery, arrival: &Arrival, output: Output) -> Result<u64, Failure> {
    let (hook_id, events, status) = (delivery.hook_id(), delivery.events(), arrival.status());
    let (path, code) = (&*arrival.path, status.as_u16());
    let forwarded = arrival.forwarded.as_ref();
    if output.is_json() {
        output.json_line(&Line::Delivery {
            path,
            hook_id,
            event_id: delivery.event_id.as_deref(),
            events: events.len(),
            status: code,
            forwarded: forwarded.map(Application::from),
        })?;
    } else {
        let plural = if events.len() == 1 { "" } else { "s" };
        output.text(&format!(
            "delivery      {} event{plural} of hook {}, at {}{}",
            events.len(),
            clean(hook_id.unwrap_or("(unknown)")),
            clean(path),
            forwarded.map_or_else(String::new, application),
        ))?;
    }
    for item in events {
        match item {
            Ok(event) if output.is_json() => {
                output.json_line(&Line::Event { hook_id, status: code, event })?;
            }
            Ok(event) => output.text(&format!("{}\n", event::describe(event).lines("  ")))?,
            Err(unreadable) if output.is_json() => {
                let (reason, unreadable) = (unreadable.reason(), unreadable.json());
                output.json_line(&Line::Unreadable { hook_id, reason, unreadable })?;
            }
            Err(unreadable) => output::error("warning", &unreadable.to_string()),
        }
    }
    Ok(if status.is_success() { events.len() as u64 } else { 0 })
}

fn application(Forwarded { status, error, took }: &Forwarded) -> String {
    let took = took.as_millis();
    if let Some(error) = error {
        return format!(
            "\n  the application did not answer: {} ({took} ms); the sender was told 502",
            clean(error)
        );
    }
    // It may look for the secret itself.
    let why = match status.as_u16() {
        401 | 403 => "; the secret was checked here, and is not passed on",
        _ => "",
    };
    format!("\n  the application answered {} after {took} ms{why}", status.as_u16())
}
