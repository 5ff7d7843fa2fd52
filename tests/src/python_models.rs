//! The models of the Python package, written from the core's table: the classes in Rust, and their stubs.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use okta_event_hooks_core::{ENUMS, FieldInfo, MODELS, ModelInfo};

/// The classes in Python, in the core, and what each is.
pub(crate) const CLASSES: [(&str, &str, &str); 20] = [
    ("EventHook", "EventHook", "An event hook as Okta returns it."),
    ("EventHookSpec", "EventHookSpec", "An event hook as it may be sent, to create one or to replace one."),
    ("EventSubscriptions", "EventSubscriptions", "The event types that a hook subscribes to."),
    ("EventHookFilters", "EventHookFilters", "The filters of a subscription, one an event type."),
    ("EventFilter", "EventFilter", "A condition on the events of one type."),
    ("Condition", "Condition", "A Boolean expression over an event."),
    (
        "EventHookChannel",
        "EventHookChannel",
        "The endpoint that receives the events. A change in it makes Okta forget that the endpoint was verified.",
    ),
    (
        "EventHookChannelConfig",
        "EventHookChannelConfig",
        "Address, headers and authentication of an endpoint.",
    ),
    (
        "Header",
        "Header",
        "A header that Okta adds to each request to the endpoint. Its value is not printed.",
    ),
    (
        "AuthScheme",
        "AuthScheme",
        "A header whose value is a secret shared with the endpoint. Okta never returns the value.",
    ),
    (
        "LogEvent",
        "LogEvent",
        "Something that happened in an org: an entry of the System Log, or an event in a delivery.",
    ),
    ("Actor", "Actor", "Who did something."),
    ("LogEventClient", "Client", "From where something was done."),
    ("LogEventRequest", "Request", "The request that caused an event."),
    ("IpAddress", "IpAddress", "An address through which a request came."),
    ("Outcome", "Outcome", "How something ended."),
    ("Target", "Target", "To whom or what something was done."),
    ("Transaction", "Transaction", "What ties events together."),
    ("DebugContext", "DebugContext", "What Okta adds for debugging."),
    ("Delivery", "Delivery", "One request of Okta's with one or more events."),
];

/// What a stub has besides its members.
const EXTRAS: [(&str, &str); 4] = [
    (
        "EventHook",
        "    @property
    def delivers(self) -> bool:
        \"\"\"Whether Okta delivers events to it: only when it is active and verified.\"\"\"
    def to_spec(self) -> EventHookSpec:
        \"\"\"What may be sent back to replace this hook: everything but its read-only members.\"\"\"
",
    ),
    (
        "EventHookSpec",
        "    def __new__(
        cls,
        name: str,
        uri: str,
        events: Iterable[str] | EventSubscriptions,
        *,
        description: str | None = None,
        filters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        auth_header: tuple[str, str | Secret] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> EventHookSpec: ...
    @property
    def uri(self) -> str:
        \"\"\"Where it delivers to: `channel.config.uri`.\"\"\"
",
    ),
    (
        "LogEvent",
        "    @property
    def target_event_hook_ids(self) -> tuple[str, ...]:
        \"\"\"The ids of the hooks that were configured for this event; being named is no proof of delivery.\"\"\"
    @property
    def ip_chain(self) -> tuple[IpAddress, ...]:
        \"\"\"The addresses through which the request came, from wherever this event keeps them.\"\"\"
    def debug_data(self, name: str) -> str | None:
        \"\"\"A text in `debug_context.debug_data`. Its names are no contract: they change by release.\"\"\"
    def target_of_type(self, type: str) -> Target | None:
        \"\"\"The first target of a type, such as `User` or `UserGroup`.\"\"\"
",
    ),
    (
        "Delivery",
        "    @property
    def events(self) -> tuple[LogEvent, ...]:
        \"\"\"Every event of the batch that can be read, in Okta's order, which is not that of their times.\"\"\"
    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        \"\"\"The events that cannot be read, with their JSON.\"\"\"
    @property
    def hook_id(self) -> str | None:
        \"\"\"The id of the hook. With an event's `uuid` it is what to deduplicate on.\"\"\"
    @property
    def response(self) -> Response:
        \"\"\"The response to send.\"\"\"
    @property
    def retry_response(self) -> Response:
        \"\"\"The response to send in its place when the events cannot be kept: Okta then tries once more.\"\"\"
",
    ),
];

/// Behind this line the stubs are written by this.
const MARK: &str = "# The models. Written by `cargo xtask codegen` from the core's table.\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/python")
}

/// Each file, with what belongs into it.
pub fn files() -> [(PathBuf, String); 2] {
    let stubs = folder().join("python/okta_event_hooks/_native.pyi");
    let text = fs::read_to_string(&stubs).unwrap_or_default();
    let by_hand = text.split(MARK).next().unwrap_or_default();
    [(folder().join("src/model/table.rs"), table()), (stubs, format!("{by_hand}{MARK}{}", stub()))]
}

/// A model of the core and its members, but those that Python has in a form of its own.
fn model(name: &str) -> (&'static ModelInfo, impl Iterator<Item = &'static FieldInfo>) {
    let model = MODELS.iter().find(|model| model.name == name).unwrap_or(&MODELS[0]);
    (model, model.fields.iter().filter(|field| field.r#type != "DeliveryData"))
}

fn table() -> String {
    let mut out =
        "//! What is known of each model. Written by `cargo xtask codegen` from the core's table.\n\n\
        use super::*;\n"
            .to_owned();
    for (class, name, docs) in CLASSES {
        let module = match name {
            "Actor" | "Client" | "Request" | "IpAddress" | "Outcome" | "Target" | "Transaction"
            | "DebugContext" => "log_event::",
            _ => "",
        };
        let (_, fields) = model(name);
        writeln!(out, "\nmodel! {{\n    {class} over core::{module}{name}, {docs:?}, {{").unwrap_or_default();
        for field in fields {
            let (name, key, docs) = (field.name, field.key, field.docs);
            writeln!(out, "        ///{docs}\n        {name}: {name} = {key:?},").unwrap_or_default();
            if field.r#type == "Timestamp" {
                writeln!(out, "        /// Okta's own text of `{name}`.").unwrap_or_default();
                writeln!(out, "        {name}_text: {name} as text = {key:?},").unwrap_or_default();
            }
        }
        out.push_str("    }\n}\n");
    }
    out
}

fn stub() -> String {
    let mut out = String::new();
    for (class, name, docs) in CLASSES {
        writeln!(out, "\n@final\nclass {class}(_Model):\n    \"\"\"{docs}\"\"\"\n").unwrap_or_default();
        out.push_str(EXTRAS.iter().find(|(of, _)| *of == class).map_or("", |(_, text)| text));
        let (_, fields) = model(name);
        let mut names = Vec::new();
        for field in fields {
            let (name, docs) = (field.name.trim_start_matches("r#"), field.docs.trim());
            let optional = if field.required { "" } else { " | None" };
            let r#type = python(field.r#type);
            let mut property = |name: &str, r#type: &str, docs: &str| {
                writeln!(
                    out,
                    "    @property\n    def {name}(self) -> {type}{optional}:\n        \"\"\"{docs}\"\"\""
                )
                .unwrap_or_default();
            };
            property(name, &r#type, docs);
            if field.r#type == "Timestamp" {
                property(&format!("{name}_text"), "str", &format!("Okta's own text of `{name}`."));
            }
            names.push(format!("{name}: {}{optional}", input(field.r#type)));
        }
        names.push("extra: Mapping[str, Any]".to_owned());
        if class == "EventHookSpec" {
            names = SPEC_CHANGES.map(str::to_owned).into();
        }
        for method in ["replace", "__replace__"] {
            writeln!(out, "    def {method}(\n        self,\n        *,").unwrap_or_default();
            for name in &names {
                writeln!(out, "        {name} = ...,").unwrap_or_default();
            }
            writeln!(out, "    ) -> {class}: ...").unwrap_or_default();
        }
    }
    out
}

/// What a spec can be changed by: the names of its constructor, and its channel.
const SPEC_CHANGES: [&str; 9] = [
    "name: str",
    "uri: str",
    "events: Iterable[str] | EventSubscriptions",
    "channel: EventHookChannel | Mapping[str, Any]",
    "description: str | None",
    "filters: Mapping[str, str] | None",
    "headers: Mapping[str, str] | None",
    "auth_header: tuple[str, str | Secret] | None",
    "extra: Mapping[str, Any] | None",
];

/// The type of an attribute.
fn python(r#type: &str) -> String {
    if let Some(item) = r#type.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("tuple[{}, ...]", python(item));
    }
    if let Some(known) = ENUMS.iter().find(|known| known.name == r#type) {
        let values: Vec<String> = known.values.iter().map(|(text, _)| format!("{text:?}")).collect();
        return format!("Literal[{}] | str", values.join(", "));
    }
    match r#type {
        "String" | "HeaderText" => "str".to_owned(),
        "Timestamp" => "datetime".to_owned(),
        "Json" => "Any".to_owned(),
        "Links" => "dict[str, Any]".to_owned(),
        name => {
            CLASSES.iter().find(|(_, core, _)| *core == name).map_or(name, |(class, ..)| class).to_owned()
        }
    }
}

/// What may be given for it.
fn input(r#type: &str) -> String {
    if let Some(item) = r#type.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        return format!("Sequence[{}]", input(item));
    }
    if ENUMS.iter().any(|known| known.name == r#type) {
        return "str".to_owned();
    }
    match r#type {
        "Timestamp" => "datetime | str".to_owned(),
        "Secret" => "Secret | str".to_owned(),
        "Links" => "Mapping[str, Any]".to_owned(),
        name if MODELS.iter().any(|model| model.name == name) => {
            format!("{} | Mapping[str, Any]", python(name))
        }
        name => python(name),
    }
}
