//! `filter` of the System Log: SCIM operators, `and`, `or`, `not`, parentheses; no value paths (documented).

use std::cmp::Ordering;

use serde_json::{Value, json};

use crate::error::ApiError;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filter(Node);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Test { path: Vec<String>, operator: Operator, value: Value },
    Not(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Present,
    StartsWith,
    Contains,
    EndsWith,
}

const MAX_DEPTH: usize = 64;

/// The members of a `LogEvent` that may be named, and the open maps (they end in a point).
const FIELDS: &[&str] = &[
    "uuid",
    "eventType",
    "version",
    "severity",
    "displayMessage",
    "legacyEventType",
    "actor.id",
    "actor.type",
    "actor.alternateId",
    "actor.displayName",
    "actor.detailEntry.",
    "client.id",
    "client.zone",
    "client.ipAddress",
    "client.device",
    "client.userAgent.rawUserAgent",
    "client.userAgent.os",
    "client.userAgent.browser",
    "client.geographicalContext.city",
    "client.geographicalContext.state",
    "client.geographicalContext.country",
    "client.geographicalContext.postalCode",
    "client.geographicalContext.geolocation.lat",
    "client.geographicalContext.geolocation.lon",
    "request.ipChain.ip",
    "request.ipChain.version",
    "request.ipChain.source",
    "request.ipChain.geographicalContext.city",
    "request.ipChain.geographicalContext.state",
    "request.ipChain.geographicalContext.country",
    "request.ipChain.geographicalContext.postalCode",
    "request.ipChain.geographicalContext.geolocation.lat",
    "request.ipChain.geographicalContext.geolocation.lon",
    "outcome.result",
    "outcome.reason",
    "target.id",
    "target.type",
    "target.alternateId",
    "target.displayName",
    "target.detailEntry.",
    "target.changeDetails.",
    "transaction.id",
    "transaction.type",
    "transaction.detail.",
    "debugContext.debugData.",
    "authenticationContext.authenticationProvider",
    "authenticationContext.credentialProvider",
    "authenticationContext.credentialType",
    "authenticationContext.issuer.id",
    "authenticationContext.issuer.type",
    "authenticationContext.interface",
    "authenticationContext.authenticationStep",
    "authenticationContext.externalSessionId",
    "authenticationContext.rootSessionId",
    "securityContext.asNumber",
    "securityContext.asOrg",
    "securityContext.isp",
    "securityContext.domain",
    "securityContext.isProxy",
    "securityContext.userBehaviors.",
];

/// `co` is not supported on these two (documented).
const NO_CONTAINS: [&str; 2] = ["debugContext.debugData.url", "debugContext.debugData.requestUri"];

impl Filter {
    pub(super) fn parse(text: &str) -> Result<Self, ApiError> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let node = parser.any()?;
        parser.blanks();
        if parser.at < text.len() {
            return Err(parser.invalid("Unexpected text", parser.at));
        }
        Ok(Self(node))
    }

    pub(super) fn matches(&self, event: &Value) -> bool {
        self.0.matches(event)
    }

    /// What it says of every event of a type; `None` if that depends on other members.
    pub(super) fn decides(&self, event_type: &str) -> Option<bool> {
        self.0.decides(&json!({ "eventType": event_type }))
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// A run of characters that are neither blank nor parenthesis.
    fn word(&mut self) -> (usize, &'a str) {
        self.blanks();
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).unwrap_or(rest.len());
        let start = self.at;
        self.at += end;
        (start, rest.get(..end).unwrap_or_default())
    }

    fn keyword(&mut self, wanted: &str) -> bool {
        let before = self.at;
        let (_, word) = self.word();
        let found = word.eq_ignore_ascii_case(wanted);
        if !found {
            self.at = before;
        }
        found
    }

    fn symbol(&mut self, wanted: char) -> bool {
        self.blanks();
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    /// Only the text about an operator is documented; the others follow its form.
    fn invalid(&self, problem: &str, position: usize) -> ApiError {
        let summary = format!("Invalid filter '{}': {problem} at position {position}.", self.text);
        ApiError::log("E0000053", &summary)
    }

    fn any(&mut self) -> Result<Node, ApiError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.invalid("Nested too deeply", self.at));
        }
        let mut nodes = vec![self.all()?];
        while self.keyword("or") {
            nodes.push(self.all()?);
        }
        self.depth -= 1;
        Ok(flat(nodes, Node::Any))
    }

    fn all(&mut self) -> Result<Node, ApiError> {
        let mut nodes = vec![self.one()?];
        while self.keyword("and") {
            nodes.push(self.one()?);
        }
        Ok(flat(nodes, Node::All))
    }

    fn one(&mut self) -> Result<Node, ApiError> {
        let negated = self.keyword("not");
        let node = if self.symbol('(') {
            let inner = self.any()?;
            if !self.symbol(')') {
                return Err(self.invalid("A parenthesis is not closed", self.at));
            }
            inner
        } else if negated {
            return Err(self.invalid("'not' needs parentheses", self.at));
        } else {
            self.test()?
        };
        Ok(if negated { Node::Not(Box::new(node)) } else { node })
    }

    fn test(&mut self) -> Result<Node, ApiError> {
        let (start, field) = self.word();
        if field.is_empty() {
            return Err(self.invalid("A field is missing", start));
        }
        if !is_field(field) {
            return Err(ApiError::log("E0000053", &format!("field is not valid: {field}")));
        }
        let (start, word) = self.word();
        let operator = match word.to_ascii_lowercase().as_str() {
            "eq" => Operator::Equal,
            "ne" => Operator::NotEqual,
            "gt" => Operator::Greater,
            "ge" => Operator::GreaterOrEqual,
            "lt" => Operator::Less,
            "le" => Operator::LessOrEqual,
            "pr" => Operator::Present,
            "sw" => Operator::StartsWith,
            "co" => Operator::Contains,
            "ew" => Operator::EndsWith,
            _ => {
                let summary = format!(
                    "Invalid filter '{}': Unrecognized attribute operator '{word}' at position {start}. \
                     Expected: eq,co,sw,pr,gt,ge,lt,le",
                    self.text
                );
                return Err(ApiError::log("E0000053", &summary));
            }
        };
        if operator == Operator::Contains && NO_CONTAINS.contains(&field) {
            let summary = format!(
                "The supplied combination of operator and field is not currently supported. \
                 Operator: co, Field: {field}"
            );
            return Err(ApiError::log("E0000031", &summary));
        }
        let value = if operator == Operator::Present { Value::Null } else { self.value()? };
        Ok(Node::Test { path: field.split('.').map(str::to_owned).collect(), operator, value })
    }

    /// A JSON string, number, Boolean or null.
    fn value(&mut self) -> Result<Value, ApiError> {
        self.blanks();
        let start = self.at;
        let rest = self.rest();
        let end = if rest.starts_with('"') {
            let mut escaped = false;
            let close = rest.char_indices().skip(1).find(|(_, c)| {
                let closes = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                closes
            });
            close.map_or(rest.len(), |(index, _)| index + 1)
        } else {
            rest.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(rest.len())
        };
        self.at += end;
        let value: Option<Value> = serde_json::from_str(rest.get(..end).unwrap_or_default()).ok();
        value.filter(|value| !value.is_array() && !value.is_object()).ok_or_else(|| {
            self.invalid("A value in double quotes, a number, true, false or null is expected", start)
        })
    }
}

/// `published` is not among them: it cannot be filtered on (documented).
fn is_field(name: &str) -> bool {
    FIELDS.iter().any(|field| match field.strip_suffix('.') {
        Some(_) => name.strip_prefix(field).is_some_and(|rest| !rest.is_empty()),
        None => *field == name,
    })
}

fn flat(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    if nodes.len() == 1
        && let Some(only) = nodes.pop()
    {
        return only;
    }
    join(nodes)
}

impl Node {
    /// The result, if the type of the event alone decides.
    fn decides(&self, of_type: &Value) -> Option<bool> {
        let all = |nodes: &[Self], end: bool| {
            let results: Vec<Option<bool>> = nodes.iter().map(|node| node.decides(of_type)).collect();
            if results.contains(&Some(end)) {
                return Some(end);
            }
            results.iter().all(Option::is_some).then_some(!end)
        };
        match self {
            Self::Not(inner) => inner.decides(of_type).map(|result| !result),
            Self::All(nodes) => all(nodes, false),
            Self::Any(nodes) => all(nodes, true),
            Self::Test { path, .. } => (*path == ["eventType"]).then(|| self.matches(of_type)),
        }
    }

    fn matches(&self, event: &Value) -> bool {
        match self {
            Self::Not(inner) => !inner.matches(event),
            Self::All(nodes) => nodes.iter().all(|node| node.matches(event)),
            Self::Any(nodes) => nodes.iter().any(|node| node.matches(event)),
            Self::Test { path, operator, value } => {
                let mut found = Vec::new();
                collect(event, path, &mut found);
                if *operator == Operator::NotEqual {
                    return !found.contains(&value);
                }
                found.iter().any(|candidate| test(*operator, candidate, value))
            }
        }
    }
}

/// Every value at the path; an array stands for its items.
fn collect<'v>(value: &'v Value, path: &[String], found: &mut Vec<&'v Value>) {
    if let Value::Array(items) = value {
        for item in items {
            collect(item, path, found);
        }
        return;
    }
    match path.split_first() {
        None => found.push(value),
        Some((name, rest)) => {
            if let Some(member) = value.get(name) {
                collect(member, rest, found);
            }
        }
    }
}

/// Strings are compared with their case (inferred).
fn test(operator: Operator, candidate: &Value, value: &Value) -> bool {
    let texts = candidate.as_str().zip(value.as_str());
    let order = || match (candidate.as_f64(), value.as_f64()) {
        (Some(left), Some(right)) => left.partial_cmp(&right),
        _ => texts.map(|(left, right)| left.cmp(right)),
    };
    match operator {
        Operator::Equal => match (candidate.as_f64(), value.as_f64()) {
            (Some(_), Some(_)) => order() == Some(Ordering::Equal),
            _ => candidate == value,
        },
        Operator::NotEqual => candidate != value,
        Operator::Present => !candidate.is_null(),
        Operator::Greater => order() == Some(Ordering::Greater),
        Operator::Less => order() == Some(Ordering::Less),
        Operator::GreaterOrEqual => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
        Operator::LessOrEqual => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
        Operator::StartsWith => texts.is_some_and(|(left, right)| left.starts_with(right)),
        Operator::Contains => texts.is_some_and(|(left, right)| left.contains(right)),
        Operator::EndsWith => texts.is_some_and(|(left, right)| left.ends_with(right)),
    }
}
