use conformance::vectors::{cases, mentions, play, same};
use okta_event_hooks::{DeliveryRecord, InvalidInput, LogEvent, LogFilter};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilterCase {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    build: Tree,
    text: Option<String>,
    invalid: Option<Invalid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invalid {
    mentions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tree {
    And { and: Vec<Tree> },
    Or { or: Vec<Tree> },
    Not { not: Box<Tree> },
    Compare { op: String, field: String, value: Option<String> },
}

impl Tree {
    fn build(&self) -> Result<LogFilter, InvalidInput> {
        let all = |trees: &[Tree], join: fn(LogFilter, LogFilter) -> LogFilter| {
            let built: Result<Vec<_>, _> = trees.iter().map(Tree::build).collect();
            built?
                .into_iter()
                .reduce(join)
                .ok_or_else(|| InvalidInput::new("an empty and or or cannot be built"))
        };
        match self {
            Self::And { and } => all(and, LogFilter::and),
            Self::Or { or } => all(or, LogFilter::or),
            Self::Not { not } => Ok(not.build()?.negate()),
            Self::Compare { op, field, value } => {
                let value = value.as_deref().unwrap_or_default();
                let compare = match op.as_str() {
                    "eq" => LogFilter::eq,
                    "ne" => LogFilter::ne,
                    "co" => LogFilter::co,
                    "sw" => LogFilter::sw,
                    "ew" => LogFilter::ew,
                    "gt" => LogFilter::gt,
                    "ge" => LogFilter::ge,
                    "lt" => LogFilter::lt,
                    "le" => LogFilter::le,
                    "pr" => return LogFilter::pr(field),
                    other => panic!("unknown operator {other}"),
                };
                compare(field, value)
            }
        }
    }
}

#[test]
fn log_filter() {
    play(
        cases::<FilterCase>("filters/log_filter.json"),
        |case| &case.name,
        |case| match (case.build.build(), &case.text, &case.invalid) {
            (Ok(filter), Some(text), None) => same("text", &filter.to_string(), text),
            (Err(error), None, Some(invalid)) => mentions(&error.to_string(), &invalid.mentions),
            (found, ..) => Err(format!("found {found:?}")),
        },
    );
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct DeliveryCase {
    name: String,
    #[serde(rename = "source")]
    _source: String,
    hook_id: String,
    events: Vec<Value>,
    expect: Vec<Expected>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Expected {
    kind: String,
    uuid: String,
}

#[test]
fn hook_deliveries() {
    play(
        cases::<DeliveryCase>("deliveries/hook_deliveries.json"),
        |case| &case.name,
        |case| {
            let events = case.events.iter().map(|event| LogEvent::from_json(event.to_string()).unwrap());
            let found: Vec<Expected> = DeliveryRecord::all_of(&case.hook_id, events)
                .iter()
                .map(|record| Expected { kind: record.kind().to_owned(), uuid: record.event().uuid.clone() })
                .collect();
            same("records", &found, &case.expect)
        },
    );
}
