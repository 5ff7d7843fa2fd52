//! `demo`: all of it at work, on this machine alone.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use okta_event_hooks::{
    Client, Credentials, EventHook, EventHookSpec, LocalKey, LogEvent, OrgUrl, Received, Receiver, Secret,
    ServiceApp, Signer as _,
};
use okta_event_hooks_emulator::{Config, Emulator, OauthClient};

use super::event;
use crate::args::{DemoArgs, DemoAuth};
use crate::exit::Failure;
use crate::output::{Output, clean};
use crate::server::{Arrival, Server};
use crate::{control, secret_arg};

mod step;

use step::{Seen, Step, Told};

const CLIENT_ID: &str = "0oaServiceAppOfDemo0";
const EVENT_TYPE: &str = "user.lifecycle.deactivate";
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) fn run(args: &DemoArgs, output: Output) -> Result<(), Failure> {
    let started = Instant::now();
    let demo = step::tell(output, "start", "A local Okta org and a receiver", || Demo::start(args.auth))?;
    let hook = step::tell(output, "create", "Create an event hook", || demo.create())?;
    let id = hook.id.as_str();
    step::tell(output, "verify", "Verify its endpoint", || demo.verify(id))?;
    step::tell(output, "deliver", "Let something happen", || demo.deliver(id))?;
    let hook = step::tell(output, "get", "Get the hook", || demo.get(id))?;
    step::tell(output, "replace", "Replace it, with another address", || demo.replace(hook))?;
    step::tell(output, "deactivate", "Deactivate it", || demo.deactivate(id))?;
    step::tell(output, "delete", "Delete it", || demo.delete(id))?;
    step::tell(output, "summary", "What was seen", || demo.sum_up(started.elapsed()))
}

/// An org, a receiver and a client of the org. They end with it.
struct Demo {
    client: Client,
    org: OrgUrl,
    receiver: Server,
    arrivals: mpsc::Receiver<Arrival>,
    secret: Secret,
    seen: Cell<Seen>,
    _emulator: Emulator,
}

impl Demo {
    fn start(auth: DemoAuth) -> Told<Self> {
        let (emulator, client) = org(auth)?;
        let secret = secret_arg::make_up()?;
        let rules = Receiver::new([secret.clone()]).map_err(|error| Failure::failed(error.to_string()))?;
        let (arrived, arrivals) = mpsc::channel();
        let receiver = Server::start(0, None, None, rules, move |arrival| {
            // After the last step nobody waits.
            let _ = arrived.send(arrival);
        })?;
        let org = client.org_url();
        let mut step = Step::default();
        step.row("org", org.as_str());
        step.row("receiver", &format!("{}/okta/events", receiver.url()));
        step.org_url = Some(org.to_string());
        step.receiver_url = Some(receiver.url().to_owned());
        step.row(
            "client",
            match auth {
                DemoAuth::ApiToken => "an API token",
                DemoAuth::ServiceApp => "a service app: it signs for access tokens with a private key",
                DemoAuth::Dpop => "a service app, whose access tokens are bound to a key of their own (DPoP)",
            },
        );
        step.line("All are on this machine, and gone at the end.");
        Ok((
            step,
            Self { client, org, receiver, arrivals, secret, seen: Cell::default(), _emulator: emulator },
        ))
    }

    fn uri(&self, path: &str) -> String {
        format!("{}{path}", self.receiver.url())
    }

    fn create(&self) -> Told<EventHook> {
        let uri = self.uri("/okta/events");
        let spec = EventHookSpec::new("User feed", &uri)
            .event(EVENT_TYPE)
            .auth_header("Authorization", self.secret.clone());
        let mut step = Step::default();
        step.sent(&format!("\"User feed\": {EVENT_TYPE} to {uri}, with a secret"));
        let hook = self.client.create_event_hook(spec)?;
        step.hook(&hook);
        Ok((step, hook))
    }

    fn verify(&self, id: &str) -> Told<()> {
        let mut step = Step::default();
        step.sent(&format!("verify {id}"));
        let hook = self.client.verify_event_hook(id)?;
        let Received::Verification(verification) = self.next()? else {
            return Err(Failure::failed("the receiver got something else than the verification"));
        };
        step.line(&format!("the org sent the challenge {}…", short(verification.challenge())));
        step.line("the receiver checked the secret and sent the challenge back");
        step.hook(&hook);
        expect(hook.delivers(), "the hook was not verified")?;
        Ok((step, ()))
    }

    fn deliver(&self, id: &str) -> Told<()> {
        let mut step = Step::default();
        step.sent(&format!("(to the emulator) {EVENT_TYPE} happens"));
        let caused = control::trigger(&self.org, EVENT_TYPE)?;
        let Received::Delivery(delivery) = self.next()? else {
            return Err(Failure::failed("the receiver got something else than the delivery"));
        };
        expect(delivery.hook_id() == Some(id), "the delivery is not of this hook")?;
        let [Ok(event)] = delivery.events() else {
            return Err(Failure::failed("the delivery has not the one event that happened"));
        };
        expect(event.uuid == caused.uuid, "another event was delivered than the one that happened")?;
        step.line("the receiver got a delivery, checked the secret and read:");
        step.event(event);
        Ok((step, ()))
    }

    fn get(&self, id: &str) -> Told<EventHook> {
        let mut step = Step::default();
        step.sent(&format!("get {id}"));
        let hook = self.client.get_event_hook(id)?;
        step.hook(&hook);
        step.line("the secret is not in it: Okta never shows it");
        Ok((step, hook))
    }

    fn replace(&self, hook: EventHook) -> Told<()> {
        let (id, uri) = (hook.id.clone(), self.uri("/okta/events/v2"));
        // Okta never returns the secret: it is supplied again.
        let spec = hook.into_spec().uri(&uri).auth_header("Authorization", self.secret.clone());
        let mut step = Step::default();
        step.sent(&format!("the hook as it was, but to {uri}"));
        let hook = self.client.replace_event_hook(&id, spec)?;
        step.hook(&hook);
        step.line("a new address has to be verified before it gets events");
        expect(!hook.delivers() && hook.channel.config.uri == uri, "the hook was not replaced")?;
        Ok((step, ()))
    }

    fn deactivate(&self, id: &str) -> Told<()> {
        let mut step = Step::default();
        step.sent(&format!("deactivate {id}"));
        let hook = self.client.deactivate_event_hook(id)?;
        step.hook(&hook);
        expect(hook.status == "INACTIVE", "the hook was not deactivated")?;
        Ok((step, ()))
    }

    fn delete(&self, id: &str) -> Told<()> {
        let mut step = Step::default();
        step.sent(&format!("delete {id}"));
        self.client.delete_event_hook(id)?;
        let gone = self.client.get_event_hook(id).is_err_and(|error| error.status() == Some(404));
        expect(gone, "the hook is still there")?;
        step.came("nothing; and a get now answers 404");
        step.id = Some(id.to_owned());
        Ok((step, ()))
    }

    fn sum_up(&self, took: Duration) -> Told<()> {
        let more = self.arrivals.try_iter().count();
        expect(more == 0, "the receiver got more requests than it should")?;
        let seen = self.seen.get();
        let mut step = Step::default();
        step.row("verified", &format!("{} time", seen.verifications));
        step.row("delivered", &format!("{} time, {} event", seen.deliveries, seen.events));
        step.row("took", &format!("{:.1} s", took.as_secs_f32()));
        step.seen = Some(seen);
        step.line("");
        step.line("Go on with `okta-event-hooks emulator`, which prints what to paste next.");
        Ok((step, ()))
    }

    /// The next request that the receiver got.
    fn next(&self) -> Result<Received, Failure> {
        let arrival = self
            .arrivals
            .recv_timeout(PATIENCE)
            .map_err(|_| Failure::failed(format!("nothing arrived within {} s", PATIENCE.as_secs())))?;
        match arrival.what {
            Ok(Received::Rejected(rejected)) => {
                Err(Failure::failed(format!("the receiver rejected a request: {rejected}")))
            }
            Ok(received) => {
                self.seen.set(self.seen.get().and(&received));
                Ok(received)
            }
            Err(refused) => Err(Failure::failed(format!("the receiver refused a request: {refused}"))),
        }
    }
}

/// A local org, and a client of it.
fn org(auth: DemoAuth) -> Result<(Emulator, Client), Failure> {
    let failed = |error: &dyn std::error::Error| Failure::failed(error.to_string());
    let start = |config| Emulator::start(config).map_err(|error| failed(&error));
    if auth == DemoAuth::ApiToken {
        let emulator = start(Config::default())?;
        let client = Client::builder().org_url(emulator.url()).api_token(emulator.api_token()).build()?;
        return Ok((emulator, client));
    }
    let key = LocalKey::generate().map_err(|error| failed(&error))?;
    let public = key.public_jwk().map_err(|error| Failure::failed(error.to_string()))?;
    let mut registered = OauthClient::new(CLIENT_ID, public);
    let mut app = ServiceApp::new(CLIENT_ID, Arc::new(key));
    if auth == DemoAuth::Dpop {
        registered.dpop_required = true;
        app = app.dpop(Arc::new(LocalKey::generate().map_err(|error| failed(&error))?));
    }
    let emulator = start(Config { oauth_clients: vec![registered], ..Config::default() })?;
    let client = Client::new(emulator.url(), Credentials::ServiceApp(app))?;
    Ok((emulator, client))
}

fn expect(holds: bool, otherwise: &str) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(Failure::failed(otherwise)) }
}

fn short(text: &str) -> String {
    clean(&text.chars().take(8).collect::<String>())
}

/// The event for people, indented as the rest of a step.
fn lines_of(event: &LogEvent) -> String {
    event::describe(event).lines("       ")
}
