//! What a hook is to be, from options or a file.

use std::io::Read as _;
use std::path::Path;

use okta_event_hooks::{EventHook, EventHookSpec, Header, Secret};

use crate::args::SpecArgs;
use crate::exit::Failure;
use crate::secret_arg::SecretArg;

/// The options, read and checked: what is wrong with them is said before anything is sent.
pub(super) struct Wanted<'a> {
    args: &'a SpecArgs,
    filters: Vec<(&'a str, &'a str)>,
    headers: Vec<Header>,
    secret: Option<Secret>,
    file: Option<EventHookSpec>,
}

impl<'a> Wanted<'a> {
    pub(super) fn read(args: &'a SpecArgs) -> Result<Self, Failure> {
        let file = args.file.as_deref();
        if file == Some(Path::new("-")) && args.secret.as_ref().is_some_and(SecretArg::is_stdin) {
            return Err(Failure::usage("--file - and --secret - cannot both read stdin"));
        }
        Ok(Self {
            args,
            filters: args.filter.iter().map(|text| filter(text)).collect::<Result<_, _>>()?,
            headers: args.header.iter().map(|text| header(text.split())).collect::<Result<_, _>>()?,
            secret: args.secret.as_ref().map(|secret| secret.read("--secret")).transpose()?,
            file: file.map(read).transpose()?,
        })
    }

    /// A new hook.
    pub(super) fn create(self) -> Result<EventHookSpec, Failure> {
        let args = self.args;
        let spec = match (&self.file, &args.name, &args.uri) {
            (Some(spec), ..) => spec.clone(),
            (None, Some(name), Some(uri)) if !args.event.is_empty() || !args.filter.is_empty() => {
                EventHookSpec::new(name, uri)
            }
            _ => {
                return Err(Failure::usage(
                    "a new hook needs --name, --uri and an --event or --filter; or --file",
                )
                .hint("see the examples of `okta-event-hooks hooks create --help`"));
            }
        };
        Ok(self.apply(spec))
    }

    /// Whether nothing is wanted at all.
    pub(super) fn is_nothing(&self) -> bool {
        let SpecArgs { name, uri, event, description, .. } = self.args;
        let texts = [name, uri, description].into_iter().flatten().next().is_some();
        let lists = !event.is_empty() || !self.filters.is_empty() || !self.headers.is_empty();
        !texts && !lists && self.secret.is_none() && self.file.is_none()
    }

    /// A hook with the options applied, or another one altogether from a file.
    pub(super) fn replace(self, old: EventHookSpec) -> EventHookSpec {
        let spec = self.file.clone().unwrap_or(old);
        self.apply(spec)
    }

    /// Each option replaces what it names as a whole.
    fn apply(self, mut spec: EventHookSpec) -> EventHookSpec {
        let args = self.args;
        if let Some(name) = &args.name {
            spec.name.clone_from(name);
        }
        if let Some(uri) = &args.uri {
            spec = spec.uri(uri);
        }
        if let Some(text) = &args.description {
            spec = spec.description(text);
        }
        if !args.event.is_empty() {
            spec.events.items.clear();
            spec = spec.events(&args.event);
        }
        if let Some(filters) = &mut spec.events.filter {
            if !self.filters.is_empty() {
                filters.event_filter_map.clear();
            } else if !args.event.is_empty() {
                // A filter of a type that the hook has no more would be refused.
                let items = &spec.events.items;
                filters.event_filter_map.retain(|filter| items.contains(&filter.event));
            }
        }
        for (event, expression) in self.filters {
            spec = spec.event_if(event, expression);
        }
        if !self.headers.is_empty() {
            spec.channel.config.headers = Some(self.headers);
        }
        if let Some(secret) = self.secret {
            let of_old = spec.channel.config.auth_scheme.as_ref().map(|scheme| scheme.key.clone());
            let name = args.auth_header.clone().or(of_old);
            spec = spec.auth_header(name.as_deref().unwrap_or("Authorization"), secret);
        }
        spec
    }
}

fn filter(text: &str) -> Result<(&str, &str), Failure> {
    text.split_once('=').filter(|(event, _)| !event.contains(char::is_whitespace)).ok_or_else(|| {
        Failure::usage("a --filter is TYPE=EXPRESSION")
            .hint("for example \"user.session.start=event.outcome.result eq 'FAILURE'\"")
    })
}

fn header(parts: Option<(&str, &str)>) -> Result<Header, Failure> {
    let (name, value) =
        parts.ok_or_else(|| Failure::usage("a --header is NAME=VALUE, such as X-Tenant=acme"))?;
    Ok(Header::new(name, value))
}

/// A hook as it may be sent, or as `hooks get --json` printed it.
fn read(path: &Path) -> Result<EventHookSpec, Failure> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(|error| Failure::usage(format!("--file {} cannot be read: {error}", path.display())))?;
    if let Ok(hook) = EventHook::from_json(&text) {
        return Ok(hook.into_spec());
    }
    EventHookSpec::from_json(&text).map_err(|error| {
        Failure::usage(format!("--file {} is not an event hook: {error}", path.display()))
            .hint("`okta-event-hooks hooks get ID --json` prints one")
    })
}
