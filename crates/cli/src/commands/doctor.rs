//! `doctor`: probes a receiver as Okta would, and names cause and cure of what it finds.

use std::time::{Duration, SystemTime};

use http::{HeaderName, HeaderValue, Method};
use okta_event_hooks::Secret;

use crate::args::{Connection, DoctorArgs};
use crate::exit::Failure;
use crate::output::Output;
use crate::{agent, secret_arg};

mod address;
mod certificate;
mod finding;
mod judge;
mod message;
mod probe;
mod reach;
mod report;

use address::Address;
use finding::{Finding, Verdict};
use judge::Outcome;
use probe::{Key, Prober};
use report::Report;

/// How long Okta waits for an answer, unless its support changed that (documented).
const LIMIT: Duration = Duration::from_secs(3);
/// How much longer an answer is waited for, to tell a slow receiver from a dead one.
const GRACE: Duration = Duration::from_secs(2);
/// How many events a large batch has. Okta publishes no limit.
const LARGE: usize = 100;

/// Why nothing more can be found out.
struct Over(&'static str);

pub(crate) fn run(args: &DoctorArgs, connection: &Connection, output: Output) -> Result<(), Failure> {
    let limit = connection.timeout.map_or(LIMIT, Duration::from_secs);
    let extra = agent::certificates(connection.ca_file.as_deref())?;
    let header: HeaderName = args
        .auth_header
        .parse()
        .map_err(|_| Failure::usage("--auth-header: this cannot be the name of a header"))?;
    let secret = args.secret.as_ref().map(|secret| secret.read("--secret")).transpose()?;
    let value = secret.as_ref().map(header_value).transpose()?;

    let mut report = Report::new(output, secret);
    report.begin(&args.url)?;
    let (finding, address) = address::judge(&args.url);
    report.add("url", &finding)?;
    let Some(address) = address else {
        return report.end("the URL cannot be used");
    };
    if let Err(Over(why)) = reach(&mut report, &address, &extra, limit)? {
        return report.end(why);
    }
    let patience = limit + GRACE;
    let agent = agent::direct(patience, &extra);
    let doctor = Doctor { prober: Prober { agent, uri: address.uri, header, patience }, value, limit };
    match doctor.probe(&mut report, args)? {
        Ok(()) => report.end("it was not reached"),
        Err(Over(why)) => report.end(why),
    }
}

/// The value that goes over the wire; it is never printed.
fn header_value(secret: &Secret) -> Result<HeaderValue, Failure> {
    let mut value = HeaderValue::try_from(secret.expose())
        .map_err(|_| Failure::usage("--secret: the secret holds characters that a header cannot carry"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn reach(
    report: &mut Report,
    address: &Address,
    extra: &[rustls::pki_types::CertificateDer<'static>],
    limit: Duration,
) -> Result<Result<(), Over>, Failure> {
    let (finding, stream) = reach::connect(address, limit);
    report.add("connection", &finding)?;
    let Some(stream) = stream else {
        return Ok(Err(Over("there is no connection")));
    };
    if !address.encrypted {
        report.add("tls", &Finding::skipped("plain http"))?;
        return Ok(Ok(()));
    }
    let (handshake, chain) = reach::handshake(stream, &address.host, extra, limit);
    let finding = certificate::judge(&handshake, &chain, &address.host, SystemTime::now());
    let failed = finding.verdict == Verdict::Failed;
    report.add("tls", &finding)?;
    Ok(if failed { Err(Over("TLS failed, and nothing is sent over it")) } else { Ok(()) })
}

struct Doctor {
    prober: Prober,
    value: Option<HeaderValue>,
    limit: Duration,
}

impl Doctor {
    fn probe(&self, report: &mut Report, args: &DoctorArgs) -> Result<Result<(), Over>, Failure> {
        if let Err(over) = self.verify(report)? {
            return Ok(Err(over));
        }
        let right = match &self.value {
            Some(value) => self.authenticate(report, value)?,
            None => None,
        };
        self.refuse(report, right, args)?;
        match (&self.value, right) {
            (Some(value), Some(_)) => self.accept(report, value, args)?,
            (Some(_), None) => {
                for checks in [&report::WITH_SECRET, &report::WITH_EVENTS] {
                    report.skip_rest(checks, "the right secret is not taken")?;
                }
            }
            (None, _) => report.skip_rest(&report::WITH_SECRET, "there is no --secret")?,
        }
        report.skip_rest(&report::WITH_EVENTS, "events are delivered with --deliver only")?;
        let finding = judge::latency(report.slowest(), self.limit);
        report.add("latency", &finding)?;
        Ok(Ok(()))
    }

    fn key(&self) -> Key<'_> {
        self.value.as_ref().map_or(Key::None, Key::Is)
    }

    fn verify(&self, report: &mut Report) -> Result<Result<(), Over>, Failure> {
        let first = message::challenge()?;
        let answered = self.prober.get(self.key(), Some(&first))?;
        let redirect = judge::redirects(&answered);
        let redirected = redirect.verdict == Verdict::Failed;
        report.add("redirect", &redirect)?;
        if redirected {
            return Ok(Err(Over("it redirects")));
        }
        let second = message::challenge()?;
        let again = match &answered {
            Outcome::Answered(_) => self.prober.get(self.key(), Some(&second))?,
            dead => dead.clone(),
        };
        let finding = judge::verification((&first, &answered), (&second, &again), self.value.is_some());
        report.add("verification", &finding.after(answered.took().max(again.took())))?;
        let dead = |outcome: &Outcome| !matches!(outcome, Outcome::Answered(_));
        Ok(if dead(&answered) || dead(&again) { Err(Over("it does not answer")) } else { Ok(()) })
    }

    /// A delivery with nothing wrong, and nothing in it. The status, unless the secret was refused.
    fn authenticate(&self, report: &mut Report, value: &HeaderValue) -> Result<Option<u16>, Failure> {
        let outcome = self.prober.deliver(Method::POST, Key::Is(value), &message::delivery("", 0)?)?;
        let finding = judge::authenticated(&outcome);
        let passed = finding.verdict == Verdict::Ok;
        report.add_outcome("right-secret", finding, &outcome)?;
        if passed {
            let finding = judge::taken(&outcome, "a delivery without events");
            report.add_outcome("empty-batch", finding, &outcome)?;
        }
        Ok(outcome.status().filter(|_| passed))
    }

    /// Without events unless they are asked for: what should be refused may be taken.
    fn refuse(&self, report: &mut Report, right: Option<u16>, args: &DoctorArgs) -> Result<(), Failure> {
        let batch = message::delivery(&args.event, usize::from(args.deliver))?;
        let wrong = header_value(&secret_arg::make_up()?)?;
        let post = |key| self.prober.deliver(Method::POST, key, &batch);
        let outcome = post(Key::Is(&wrong))?;
        report.add_outcome("wrong-secret", judge::refused(&outcome, "a wrong secret", right), &outcome)?;
        let outcome = post(Key::None)?;
        report.add_outcome("no-secret", judge::refused(&outcome, "no secret", right), &outcome)
    }

    fn accept(&self, report: &mut Report, value: &HeaderValue, args: &DoctorArgs) -> Result<(), Failure> {
        let key = Key::Is(value);
        let outcome = self.prober.get(key, None)?;
        let finding = judge::foreign(&outcome, "a GET without a challenge");
        report.add_outcome("no-challenge", finding, &outcome)?;
        let outcome = self.prober.deliver(Method::PUT, key, &message::delivery("", 0)?)?;
        report.add_outcome("method", judge::foreign(&outcome, "a PUT"), &outcome)?;
        if args.deliver {
            Self::deliver(report, &args.event, |body| self.prober.deliver(Method::POST, key, body))?;
        }
        Ok(())
    }

    fn deliver(
        report: &mut Report,
        event_type: &str,
        post: impl Fn(&[u8]) -> Result<Outcome, Failure>,
    ) -> Result<(), Failure> {
        let one = message::delivery(event_type, 1)?;
        let first = post(&one)?;
        report.add_outcome("event", judge::taken(&first, "an event"), &first)?;
        let again = post(&one)?;
        report.add_outcome("duplicate", judge::taken_twice(&first, &again), &again)?;
        let outcome = post(&message::delivery(event_type, LARGE)?)?;
        let what = format!("a batch of {LARGE} events");
        report.add_outcome("large-batch", judge::taken(&outcome, &what), &outcome)?;
        let outcome = post(&message::delivery(message::UNKNOWN_TYPE, 1)?)?;
        report.add_outcome("unknown-type", judge::taken(&outcome, "an event of an unknown type"), &outcome)
    }
}
