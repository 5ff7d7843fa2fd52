//! The `Link` header of a page (RFC 8288), of which only the `next` relation is used.

use http::{HeaderMap, header};

/// The query of the `next` link: the cursor of the next page. Empty when the link has none.
///
/// The rest of the link is dropped on purpose: whatever host a peer names there, the next request goes to the
/// operation's own path on the org's own origin.
pub(crate) fn next_query(headers: &HeaderMap) -> Option<String> {
    headers.get_all(header::LINK).iter().find_map(|value| {
        // A link that is no ASCII is a link all the same: to pass it over would end the list without a word.
        let line = String::from_utf8_lossy(value.as_bytes());
        let (target, _) = links(&line).into_iter().find(|(_, parameters)| has_relation_next(parameters))?;
        let query = target.split_once('?').map_or("", |(_, query)| query);
        Some(query.split('#').next().unwrap_or(query).to_owned())
    })
}

/// The links of one header line: target and parameters.
fn links(mut line: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some((_, rest)) = line.split_once('<') {
        let Some((target, rest)) = rest.split_once('>') else {
            break;
        };
        let end = end_of_parameters(rest);
        let (parameters, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        found.push((target, parameters));
        line = rest;
    }
    found
}

/// Where the parameters of a link end: at a comma outside quotes, or at the end of the line.
fn end_of_parameters(text: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => return at,
            _ => {}
        }
    }
    text.len()
}

fn has_relation_next(parameters: &str) -> bool {
    parameters.split(';').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| {
        name.trim().eq_ignore_ascii_case("rel")
            && value.trim().trim_matches('"').split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::LINK, line.parse().unwrap());
        }
        next_query(&headers)
    }

    #[test]
    fn the_query_of_next() {
        let link = r#"<https://acme.okta.com/api/v1/eventHooks?after=a%2Cb&limit=2>; rel="next""#;
        assert_eq!(next(&[link]).as_deref(), Some("after=a%2Cb&limit=2"));
        assert_eq!(next(&["<https://x/?a>; rel=\"self\"", link]).as_deref(), Some("after=a%2Cb&limit=2"));
        let one_line = format!("<https://x/?a,b>; title=\"x, <y>\"; rel=self, {link}");
        assert_eq!(next(&[&one_line]).as_deref(), Some("after=a%2Cb&limit=2"));
        assert_eq!(next(&["<https://x/>; rel=next"]).as_deref(), Some(""));
        assert_eq!(next(&["<https://x/>; rel=next"]).as_deref(), Some(""));
        assert_eq!(next(&["<?p=2#f>;REL=\"prev NEXT\""]).as_deref(), Some("p=2"));
    }

    #[test]
    fn no_next() {
        for line in ["", "<", "<>", "<https://x/?a>; rel=\"self\"", "?a; rel=next"] {
            assert_eq!(next(&[line]), None, "{line}");
        }
    }
}
