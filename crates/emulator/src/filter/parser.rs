use super::{Invalid, lexer::Token};

/// One member of the documented closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    EventType,
    OutcomeResult,
    OutcomeReason,
    Actor(&'static str),
    ChangedAttributes,
    /// Inside a selection over targets.
    Target(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
}

/// `All` and `Any` are flat, so that a long chain of `&&` makes no deep tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Field(Field),
    Contains(Box<Node>, Box<Node>),
    /// `event.target.?[…].size()`
    Count(Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Not(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Null,
    Bool,
    Number,
    Text,
}

const ENTITY_FIELDS: [&str; 4] = ["id", "type", "alternateId", "displayName"];

/// An expression nested deeper than this is refused; Okta publishes no bound.
const MAX_DEPTH: usize = 64;

pub(super) fn parse(tokens: &[Token], accept_undocumented: bool) -> Result<Node, Invalid> {
    let mut parser = Parser { tokens, at: 0, depth: 0, in_selection: false, accept_undocumented };
    let root = parser.any()?;
    if let Some(token) = parser.peek() {
        return Err(Invalid(format!("{} is not expected here", name(token))));
    }
    require(&root, Kind::Bool)?;
    Ok(root)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    in_selection: bool,
    accept_undocumented: bool,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn symbol(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(symbol)) if *symbol == wanted);
        self.at += usize::from(found);
        found
    }

    /// Spring's word operators ignore case; Okta's own templates use `OR` (observed).
    fn operator_word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), Invalid> {
        if self.symbol(symbol) {
            return Ok(());
        }
        Err(Invalid(match self.peek() {
            Some(token) => format!("expected {symbol}, found {}", name(token)),
            None => format!("expected {symbol} at the end"),
        }))
    }

    fn undocumented(&self, operator: &str) -> Result<(), Invalid> {
        if self.accept_undocumented {
            return Ok(());
        }
        Err(Invalid(format!("{operator} is not a documented operator")))
    }

    fn any(&mut self) -> Result<Node, Invalid> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Invalid("nested too deeply".to_owned()));
        }
        let first = self.all()?;
        let mut nodes = vec![first];
        while self.symbol("||") || self.operator_word("or") {
            nodes.push(self.all()?);
        }
        self.depth -= 1;
        flat(nodes, Node::Any)
    }

    fn all(&mut self) -> Result<Node, Invalid> {
        let first = self.unary()?;
        let mut nodes = vec![first];
        while self.symbol("&&") || self.operator_word("and") {
            nodes.push(self.unary()?);
        }
        flat(nodes, Node::All)
    }

    fn unary(&mut self) -> Result<Node, Invalid> {
        let mut negations = 0_usize;
        while self.symbol("!") || self.operator_word("not") {
            self.undocumented("not")?;
            negations += 1;
        }
        let node = self.comparison(negations > 0)?;
        if negations == 0 {
            return Ok(node);
        }
        require(&node, Kind::Bool)?;
        Ok(if negations.is_multiple_of(2) { node } else { Node::Not(Box::new(node)) })
    }

    /// In Spring `!` binds tighter than a comparison, so `!a eq b` is `(!a) eq b`: a type error here.
    fn comparison(&mut self, negated: bool) -> Result<Node, Invalid> {
        let left = self.operand()?;
        if negated {
            return Ok(left);
        }
        let Some((comparison, documented_for_numbers)) = self.comparison_operator() else {
            return Ok(left);
        };
        let right = self.operand()?;
        let (left_kind, right_kind) = (kind(&left), kind(&right));
        match comparison {
            Comparison::Equal | Comparison::NotEqual => {
                if left_kind != right_kind && left_kind != Kind::Null && right_kind != Kind::Null {
                    return Err(Invalid("two values of different kinds are compared".to_owned()));
                }
            }
            _ => {
                if !documented_for_numbers || left_kind != Kind::Number {
                    self.undocumented("this comparison")?;
                }
                if left_kind != right_kind || !matches!(left_kind, Kind::Number | Kind::Text) {
                    return Err(Invalid("only two numbers or two strings have an order".to_owned()));
                }
            }
        }
        Ok(Node::Compare(comparison, Box::new(left), Box::new(right)))
    }

    fn comparison_operator(&mut self) -> Option<(Comparison, bool)> {
        let found = match self.peek()? {
            Token::Symbol("==") => (Comparison::Equal, true),
            Token::Symbol("!=") => (Comparison::NotEqual, true),
            Token::Symbol(">") => (Comparison::Greater, true),
            Token::Symbol("<") => (Comparison::Less, false),
            Token::Symbol(">=") => (Comparison::GreaterOrEqual, false),
            Token::Symbol("<=") => (Comparison::LessOrEqual, false),
            Token::Word(word) => match word.to_ascii_lowercase().as_str() {
                "eq" => (Comparison::Equal, true),
                "ne" => (Comparison::NotEqual, true),
                "gt" => (Comparison::Greater, false),
                "lt" => (Comparison::Less, false),
                "ge" => (Comparison::GreaterOrEqual, false),
                "le" => (Comparison::LessOrEqual, false),
                _ => return None,
            },
            _ => return None,
        };
        self.at += 1;
        Some(found)
    }

    fn operand(&mut self) -> Result<Node, Invalid> {
        let Some(token) = self.peek() else {
            return Err(Invalid("the expression ends too early".to_owned()));
        };
        self.at += 1;
        let node = match token {
            Token::Text(text) => Node::Text(text.clone()),
            Token::Number(number) => Node::Number(*number),
            Token::Symbol("-") => match self.peek() {
                Some(Token::Number(number)) => {
                    self.at += 1;
                    Node::Number(-number)
                }
                _ => return Err(Invalid("arithmetic is not supported".to_owned())),
            },
            Token::Symbol("(") => {
                let inner = self.any()?;
                self.expect(")")?;
                inner
            }
            Token::Word(word) => match word.as_str() {
                "null" => Node::Null,
                "true" => Node::Bool(true),
                "false" => Node::Bool(false),
                "event" if !self.in_selection => self.event()?,
                field if self.in_selection => Node::Field(Field::Target(entity_field(field)?)),
                other => {
                    return Err(Invalid(format!("{other} is not known here; paths begin with event")));
                }
            },
            Token::Symbol(_) => return Err(Invalid(format!("{} is not expected here", name(token)))),
        };
        self.calls(node)
    }

    /// The fields that may be filtered on: a closed list (documented).
    fn event(&mut self) -> Result<Node, Invalid> {
        let field = match self.member()? {
            "eventType" => Field::EventType,
            "outcome" => match self.member()? {
                "result" => Field::OutcomeResult,
                "reason" => Field::OutcomeReason,
                other => return Err(Invalid(format!("event.outcome.{other} cannot be filtered on"))),
            },
            "actor" => Field::Actor(entity_field(self.member()?)?),
            // The path has no debugContext segment, unlike the JSON (documented).
            "debugData" => match self.member()? {
                "changedAttributes" => Field::ChangedAttributes,
                other => return Err(Invalid(format!("event.debugData.{other} cannot be filtered on"))),
            },
            "target" => return self.selection(),
            other => return Err(Invalid(format!("event.{other} cannot be filtered on"))),
        };
        Ok(Node::Field(field))
    }

    fn selection(&mut self) -> Result<Node, Invalid> {
        self.expect(".?[")?;
        self.in_selection = true;
        let inner = self.any()?;
        self.in_selection = false;
        require(&inner, Kind::Bool)?;
        self.expect("]")?;
        if !matches!(self.member(), Ok("size")) {
            return Err(Invalid("a selection over targets has to end in .size()".to_owned()));
        }
        self.expect("(")?;
        self.expect(")")?;
        Ok(Node::Count(Box::new(inner)))
    }

    fn member(&mut self) -> Result<&'a str, Invalid> {
        self.expect(".")?;
        match self.peek() {
            Some(Token::Word(word)) => {
                self.at += 1;
                Ok(word)
            }
            _ => Err(Invalid("a member name is missing after the point".to_owned())),
        }
    }

    fn calls(&mut self, mut node: Node) -> Result<Node, Invalid> {
        while self.symbol(".") {
            let Some(Token::Word(method)) = self.peek() else {
                return Err(Invalid("a method name is missing after the point".to_owned()));
            };
            self.at += 1;
            if method != "contains" {
                return Err(Invalid(format!(".{method} is not supported")));
            }
            require(&node, Kind::Text)?;
            self.expect("(")?;
            let argument = self.any()?;
            require(&argument, Kind::Text)?;
            self.expect(")")?;
            node = Node::Contains(Box::new(node), Box::new(argument));
        }
        Ok(node)
    }
}

fn entity_field(name: &str) -> Result<&'static str, Invalid> {
    ENTITY_FIELDS.into_iter().find(|field| *field == name).ok_or_else(|| {
        Invalid(format!("{name} cannot be filtered on; known are {}", ENTITY_FIELDS.join(", ")))
    })
}

fn flat(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Result<Node, Invalid> {
    if nodes.len() > 1 {
        for node in &nodes {
            require(node, Kind::Bool)?;
        }
        return Ok(join(nodes));
    }
    nodes.pop().ok_or_else(|| Invalid("the expression is empty".to_owned()))
}

fn kind(node: &Node) -> Kind {
    match node {
        Node::Null => Kind::Null,
        Node::Number(_) | Node::Count(_) => Kind::Number,
        Node::Text(_) | Node::Field(_) => Kind::Text,
        Node::Bool(_)
        | Node::Contains(..)
        | Node::Compare(..)
        | Node::Not(_)
        | Node::All(_)
        | Node::Any(_) => Kind::Bool,
    }
}

fn require(node: &Node, wanted: Kind) -> Result<(), Invalid> {
    if kind(node) == wanted {
        return Ok(());
    }
    Err(Invalid(match wanted {
        Kind::Bool => "a condition is expected, not a value".to_owned(),
        _ => "a string is expected".to_owned(),
    }))
}

fn name(token: &Token) -> String {
    match token {
        Token::Word(word) => word.clone(),
        Token::Text(text) => format!("'{text}'"),
        Token::Number(number) => number.to_string(),
        Token::Symbol(symbol) => (*symbol).to_owned(),
    }
}
