//! Service apps, DPoP and the System Log: the client against the emulator, which checks every signature.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use okta_event_hooks::{
    Client, Credentials, Error, ErrorKind, EventHookSpec, LocalKey, LogFilter, LogPoll, LogQuery,
    RetryPolicy, ServiceApp, Signer as _, UnixTime,
};
use okta_event_hooks_emulator::{Config, Emulator, OauthClient, Rules};

const CLIENT_ID: &str = "0oa1example2Client5d7";

/// An org in which a service app is registered, and the app's key.
struct Org {
    emulator: Emulator,
    key: Arc<LocalKey>,
}

impl Org {
    fn start(change: impl FnOnce(&mut OauthClient, &mut Config)) -> Self {
        let key = Arc::new(LocalKey::generate().unwrap());
        let mut registered = OauthClient::new(CLIENT_ID, key.public_jwk().unwrap());
        let mut config = Config::default();
        change(&mut registered, &mut config);
        config.oauth_clients = vec![registered];
        Self { emulator: Emulator::start(config).unwrap(), key }
    }

    fn app(&self) -> ServiceApp {
        ServiceApp::new(CLIENT_ID, self.key.clone())
    }

    fn client(&self, app: ServiceApp) -> Client {
        let builder =
            Client::builder().org_url(self.emulator.url()).credentials(Credentials::ServiceApp(app));
        builder.retry(RetryPolicy::none()).build().unwrap()
    }

    /// The paths that were asked for, in order.
    fn paths(&self) -> Vec<String> {
        let url = format!("{}/emulator/requests", self.emulator.url());
        let text = ureq::get(url).call().unwrap().body_mut().read_to_string().unwrap();
        let requests: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        requests.iter().map(|request| request.get("path").unwrap().as_str().unwrap().to_owned()).collect()
    }
}

fn dpop_key() -> Arc<LocalKey> {
    Arc::new(LocalKey::generate().unwrap())
}

/// All that can be done, with one client.
fn everything(client: &Client) {
    let spec = EventHookSpec::new("Feed", "https://hooks.example.com").event("user.lifecycle.create");
    let hook = client.create_event_hook(spec).unwrap();
    assert_eq!(client.list_event_hooks().unwrap().len(), 1);
    client.replace_event_hook(&hook.id, client.get_event_hook(&hook.id).unwrap().into_spec()).unwrap();
    client.deactivate_event_hook(&hook.id).unwrap();
    client.activate_event_hook(&hook.id).unwrap();
    client.deactivate_event_hook(&hook.id).unwrap();
    client.delete_event_hook(&hook.id).unwrap();
    let since = UnixTime::from(SystemTime::now() - Duration::from_mins(1));
    let events: usize = client
        .list_log_events(LogQuery::between(since, UnixTime::from(SystemTime::now() + Duration::from_secs(1))))
        .map(|page| page.unwrap().items.len())
        .sum();
    assert!(events >= 4, "{events} events");
}

#[test]
fn a_bearer_token_serves_for_everything() {
    let org = Org::start(|_, _| {});
    everything(&org.client(org.app()));
    let tokens = org.paths().iter().filter(|path| path.ends_with("/token")).count();
    assert!(tokens <= 1, "{tokens} tokens");
}

#[test]
fn a_token_bound_to_a_key_serves_for_everything() {
    let org = Org::start(|app, _| app.dpop_required = true);
    everything(&org.client(org.app().dpop(dpop_key())));
}

#[test]
fn a_nonce_that_the_api_demands_is_given() {
    let org = Org::start(|app, config| {
        app.dpop_required = true;
        config.rules = Rules { resource_dpop_nonce: true, ..Rules::default() };
    });
    everything(&org.client(org.app().dpop(dpop_key())));
}

#[test]
fn a_token_that_has_lapsed_is_renewed() {
    let org = Org::start(|_, config| config.token_lifetime = Duration::from_secs(1));
    let client = org.client(org.app());
    for _ in 0..3 {
        client.list_event_hooks().unwrap();
        thread::sleep(Duration::from_millis(700));
    }
}

/// The org's time alone moves: the client learns from the refusal, and its assertions and proofs are still good.
#[test]
fn a_token_that_the_orgs_clock_has_expired_is_renewed() {
    for dpop in [false, true] {
        let org = Org::start(|client, _| client.dpop_required = dpop);
        let app = if dpop { org.app().dpop(dpop_key()) } else { org.app() };
        let client = org.client(app);
        let tokens = || org.paths().iter().filter(|path| path.ends_with("/token")).count();
        client.list_event_hooks().unwrap();
        let first = tokens();
        org.emulator.advance(Duration::from_mins(59)).unwrap();
        client.list_event_hooks().unwrap();
        assert_eq!(tokens(), first);
        org.emulator.advance(Duration::from_mins(2)).unwrap();
        client.list_event_hooks().unwrap();
        assert_eq!(tokens(), first + 1);
    }
}

#[test]
fn many_threads_share_a_client() {
    let org = Org::start(|app, _| app.dpop_required = true);
    let client = org.client(org.app().dpop(dpop_key()));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| (0..5).for_each(|_| drop(client.list_event_hooks().unwrap())));
        }
    });
}

fn refused(org: &Org, app: ServiceApp) -> Error {
    let error = org.client(app).list_event_hooks().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
    error
}

#[test]
fn each_refusal_says_what_to_do() {
    let org = Org::start(|_, config| config.rules.partly_granted_scopes = false);
    let other = ServiceApp::new(CLIENT_ID, dpop_key());
    assert!(refused(&org, other).to_string().contains("the private key is not the one registered"));
    let other = ServiceApp::new("0oaOther", org.key.clone());
    assert!(refused(&org, other).to_string().contains("check the client id"));
    for scopes in [&["okta.eventHooks.read", "okta.users.read"][..], &["okta.users.read"], &["eventHooks"]] {
        let error = refused(&org, org.app().scopes(scopes.iter().copied()));
        assert!(error.to_string().contains("grant each of the scopes"), "{error}");
        assert!(error.to_string().contains(scopes.first().unwrap()), "{error}");
    }

    let org = Org::start(|app, _| {
        app.keys = app.keys.iter().map(|jwk| jwk.replacen('{', r#"{"kid":"key-1","#, 1)).collect();
    });
    org.client(org.app().key_id("key-1")).list_event_hooks().unwrap();
    let error = refused(&org, org.app().key_id("key-2"));
    assert!(error.to_string().contains("set the key id"), "{error}");

    let org = Org::start(|app, _| app.dpop_required = true);
    let error = refused(&org, org.app());
    assert!(error.to_string().contains("give the service app a DPoP key"), "{error}");
}

#[test]
fn a_missing_scope_is_named() {
    let org = Org::start(|_, _| {});
    let client = org.client(org.app().scopes(["okta.eventHooks.read"]));
    client.list_event_hooks().unwrap();
    let error = client.deactivate_event_hook("who1").unwrap_err();
    assert_eq!((error.status(), error.error_code()), (Some(403), Some("E0000006")));
    assert!(error.to_string().contains("okta.eventHooks.manage"), "{error}");
    let error = client.poll_log_events(LogPoll::new()).poll().unwrap_err();
    assert!(error.to_string().contains("okta.logs.read"), "{error}");
}

#[test]
fn a_poll_goes_on_from_a_saved_cursor() {
    let org = Org::start(|_, _| {});
    let client = org.client(org.app());
    let happen = |event_type: &str| {
        let body = format!(r#"{{"eventType":"{event_type}"}}"#);
        let url = format!("{}/emulator/events", org.emulator.url());
        ureq::post(url).content_type("application/json").send(body).unwrap();
    };
    let types = |items: Vec<okta_event_hooks::Item<okta_event_hooks::LogEvent>>| -> Vec<String> {
        items.into_iter().map(|item| item.unwrap().event_type).collect()
    };

    happen("user.session.start");
    let filter = LogFilter::sw("eventType", "user.").unwrap();
    let mut poller = client.poll_log_events(LogPoll::new().filter(filter));
    assert_eq!(types(poller.poll().unwrap()), ["user.session.start"]);
    assert!(poller.poll().unwrap().is_empty());
    let saved = poller.cursor().unwrap().to_string();
    drop(poller);

    happen("user.lifecycle.create");
    happen("group.user_membership.add");
    let mut poller = client.resume_poll(saved.as_str().into());
    assert_eq!(types(poller.poll().unwrap()), ["user.lifecycle.create"]);
}

#[test]
fn pages_of_a_bounded_query_end() {
    let org = Org::start(|_, _| {});
    let client = org.client(org.app());
    let body: Vec<_> = (0..7).map(|_| serde_json::json!({"eventType": "user.session.start"})).collect();
    let url = format!("{}/emulator/events", org.emulator.url());
    ureq::post(url).content_type("application/json").send(serde_json::to_string(&body).unwrap()).unwrap();

    let since = UnixTime::from(SystemTime::now() - Duration::from_mins(1));
    let until = UnixTime::from(SystemTime::now() + Duration::from_secs(1));
    let mut pages = client.list_log_events(LogQuery::between(since, until).limit(3));
    assert_eq!(pages.next().unwrap().unwrap().items.len(), 3);
    let saved = pages.cursor().unwrap().clone();
    let rest: Vec<usize> = pages.map(|page| page.unwrap().items.len()).collect();
    assert_eq!(rest.iter().sum::<usize>(), 4);
    let again: usize = client.resume_log_events(saved).map(|page| page.unwrap().items.len()).sum();
    assert_eq!(again, 4);
}
