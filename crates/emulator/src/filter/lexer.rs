use super::Invalid;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Word(String),
    Text(String),
    Number(f64),
    Symbol(&'static str),
}

/// Longer symbols first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 15] =
    [".?[", "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "]", ".", "-"];

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Invalid> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            let (value, after) = quoted(rest)?;
            found.push(Token::Text(value));
            rest = after;
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (digits, after) = rest.split_at(end);
            let number = digits.parse().map_err(|_| Invalid(format!("{digits} is not a number")))?;
            found.push(Token::Number(number));
            rest = after;
        } else if first.is_ascii_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            found.push(Token::Word(word.to_owned()));
            rest = after;
        } else if let Some((symbol, after)) =
            SYMBOLS.iter().find_map(|symbol| Some((*symbol, rest.strip_prefix(symbol)?)))
        {
            found.push(Token::Symbol(symbol));
            rest = after;
        } else {
            return Err(Invalid(format!("unexpected character {first:?}")));
        }
        rest = rest.trim_start();
    }
    Ok(found)
}

/// Spring doubles a quote to escape it (inferred for Okta).
fn quoted(text: &str) -> Result<(String, &str), Invalid> {
    let mut value = String::new();
    let mut rest = text.strip_prefix('\'').unwrap_or(text);
    loop {
        let Some((part, after)) = rest.split_once('\'') else {
            return Err(Invalid("a string is not closed".to_owned()));
        };
        value.push_str(part);
        let Some(more) = after.strip_prefix('\'') else {
            return Ok((value, after));
        };
        value.push('\'');
        rest = more;
    }
}
