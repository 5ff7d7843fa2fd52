use std::cmp::Ordering;

use serde_json::Value;

use super::parser::{Comparison, Field, Node};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Operand<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(&'a str),
}

struct Scope<'a> {
    event: &'a Value,
    target: Option<&'a Value>,
}

pub(super) fn truth(node: &Node, event: &Value) -> bool {
    Scope { event, target: None }.truth(node)
}

impl<'a> Scope<'a> {
    fn truth<'n>(&self, node: &'n Node) -> bool
    where
        'a: 'n,
    {
        match node {
            Node::Not(inner) => !self.truth(inner),
            Node::All(nodes) => nodes.iter().all(|node| self.truth(node)),
            Node::Any(nodes) => nodes.iter().any(|node| self.truth(node)),
            // A missing property makes the filter false instead of failing the delivery (inferred).
            Node::Contains(whole, part) => match (self.operand(whole), self.operand(part)) {
                (Operand::Text(whole), Operand::Text(part)) => whole.contains(part),
                _ => false,
            },
            Node::Compare(comparison, left, right) => {
                compare(*comparison, self.operand(left), self.operand(right))
            }
            Node::Bool(value) => *value,
            Node::Null | Node::Number(_) | Node::Text(_) | Node::Field(_) | Node::Count(_) => false,
        }
    }

    fn operand<'n>(&self, node: &'n Node) -> Operand<'n>
    where
        'a: 'n,
    {
        match node {
            Node::Null => Operand::Null,
            Node::Number(number) => Operand::Number(*number),
            Node::Text(text) => Operand::Text(text),
            Node::Field(field) => self.field(*field),
            Node::Count(condition) => Operand::Number(self.count(condition)),
            other => Operand::Bool(self.truth(other)),
        }
    }

    fn field(&self, field: Field) -> Operand<'a> {
        let value = match field {
            Field::EventType => self.event.get("eventType"),
            Field::OutcomeResult => self.event.pointer("/outcome/result"),
            Field::OutcomeReason => self.event.pointer("/outcome/reason"),
            Field::Actor(name) => self.event.get("actor").and_then(|actor| actor.get(name)),
            Field::ChangedAttributes => self.event.pointer("/debugContext/debugData/changedAttributes"),
            Field::Target(name) => self.target.and_then(|target| target.get(name)),
        };
        value.and_then(Value::as_str).map_or(Operand::Null, Operand::Text)
    }

    fn count(&self, condition: &Node) -> f64 {
        let targets = self.event.get("target").and_then(Value::as_array);
        targets.into_iter().flatten().fold(0.0, |count, target| {
            let inside = Scope { event: self.event, target: Some(target) };
            if inside.truth(condition) { count + 1.0 } else { count }
        })
    }
}

/// Strings are compared with their case (inferred); nothing has an order against null.
fn compare(comparison: Comparison, left: Operand<'_>, right: Operand<'_>) -> bool {
    let order = match (left, right) {
        (Operand::Number(left), Operand::Number(right)) => left.partial_cmp(&right),
        (Operand::Text(left), Operand::Text(right)) => Some(left.cmp(right)),
        _ => None,
    };
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}
