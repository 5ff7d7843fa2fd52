//! What a person wrote: a member that looks like a misspelt one is a mistake, and not something that Okta added.

use serde_json::value::RawValue;

use super::{EventHook, EventHookSpec, Extra, MODELS, ModelInfo};
use crate::error::InvalidInput;

impl EventHookSpec {
    /// Reads what a person wrote. Stricter than [`Self::from_json`]: no member may have an unexpected type, nor a name that
    /// looks like a misspelt one. A member that looks like none that is known is kept in `extra`.
    ///
    /// The JSON of a whole hook, as [`EventHook`] prints it, becomes what [`EventHook::into_spec`] makes of it.
    ///
    /// # Errors
    /// Where and what, with the name that may have been meant; no value is quoted.
    ///
    /// ```
    /// use okta_event_hooks_core::EventHookSpec;
    ///
    /// let text = r#"{"name": "Feed", "event": {"items": []}, "channel": {}}"#;
    /// let error = EventHookSpec::from_input(text).unwrap_err();
    /// assert_eq!(error.to_string(), r#"there is no member "event"; did you mean "events"?"#);
    /// ```
    pub fn from_input(json: &str) -> Result<Self, InvalidInput> {
        let unreadable = |error: serde_json::Error| InvalidInput::new(without_place(&error));
        let members: Extra = serde_json::from_str(json).map_err(unreadable)?;
        let is_hook = ["id", "verificationStatus"].iter().all(|name| members.get(name).is_some());
        check(if is_hook { &EventHook::MODEL } else { &Self::MODEL }, &members, "")?;
        if is_hook {
            // What Okta has sent may go back as it came.
            return Ok(EventHook::from_json(json).map_err(unreadable)?.into_spec());
        }
        serde_json::from_str(json).map_err(unreadable)
    }
}

/// An error without the line and the column, which mean nothing where the text was made from objects. The text of an
/// unexpected value stands in back quotes or quotes, and may be a secret.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    let Some((before, rest)) = text.split_once("invalid type: ") else { return text.to_owned() };
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, "another type"));
    let found = found.split([' ', '`', '"']).next().unwrap_or_default();
    format!("{before}{found} where {expected} is expected")
}

fn check(model: &ModelInfo, members: &Extra, path: &str) -> Result<(), InvalidInput> {
    for (name, value) in members.iter() {
        match model.fields.iter().find(|field| field.key == name) {
            Some(field) => {
                let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                check_value(field.r#type, value, &path)?;
            }
            None => check_name(model, members, name, path)?,
        }
    }
    Ok(())
}

fn check_value(r#type: &str, value: &RawValue, path: &str) -> Result<(), InvalidInput> {
    if let Some(item) = r#type.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        // What is no array is told when it is read.
        let values: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
        return values
            .into_iter()
            .enumerate()
            .try_for_each(|(at, value)| check_value(item, value, &format!("{path}[{at}]")));
    }
    let model = MODELS.iter().find(|model| model.name == r#type);
    match (model, serde_json::from_str(value.get())) {
        (Some(model), Ok(members)) => check(model, &members, path),
        _ => Ok(()),
    }
}

fn check_name(model: &ModelInfo, members: &Extra, name: &str, path: &str) -> Result<(), InvalidInput> {
    let absent = model.fields.iter().map(|field| field.key).filter(|key| members.get(key).is_none());
    let Some(meant) = likely(name, absent) else { return Ok(()) };
    let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
    Err(InvalidInput::new(format!("{place}there is no member {name:?}; did you mean {meant:?}?")))
}

/// Which of `known` may have been meant: the same but for case and separators, or a slip or two away.
///
/// ```
/// use okta_event_hooks_core::likely;
///
/// assert_eq!(likely("api_tokn", ["orgUrl", "apiToken"].into_iter()), Some("apiToken"));
/// assert_eq!(likely("colour", ["orgUrl", "apiToken"].into_iter()), None);
/// ```
pub fn likely<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.replace(['_', '-', ' '], "").to_lowercase();
    let name = plain(name);
    let slips = |known: &str| strsim::damerau_levenshtein(&name, &plain(known));
    let allowed = |known: &str| if known.len() < 5 { 1 } else { 2 };
    known.filter(|known| slips(known) <= allowed(known)).min_by_key(|known| slips(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = r#"{"name":"n","events":{"type":"EVENT_TYPE","items":["e"]},
        "channel":{"type":"HTTP","version":"1.0.0","config":{"uri":"https://x"}}}"#;

    fn error(from: &str, to: &str) -> String {
        let text = SPEC.replace(from, to);
        assert_ne!(text, SPEC);
        EventHookSpec::from_input(&text).unwrap_err().to_string()
    }

    #[test]
    fn a_slip_is_told_with_its_place() {
        for (from, to, said) in [
            ("\"name\"", "\"nmae\"", r#"there is no member "nmae"; did you mean "name"?"#),
            ("\"uri\"", "\"url\"", r#"channel.config: there is no member "url"; did you mean "uri"?"#),
            (
                "\"uri\"",
                "\"auth_scheme\":1,\"uri\"",
                r#"channel.config: there is no member "auth_scheme"; did you mean "authScheme"?"#,
            ),
            (
                "[\"e\"]",
                r#"["e"],"filter":{"eventFilterMap":[{"event":"e","conditoin":{}}]}"#,
                r#"events.filter.eventFilterMap[0]: there is no member "conditoin"; did you mean "condition"?"#,
            ),
        ] {
            assert_eq!(error(from, to), said);
        }
    }

    #[test]
    fn a_value_of_another_type_is_told_without_it() {
        let said = error(
            "\"name\":\"n\"",
            "\"name\":\"n\",\"description\":\"x\",\"channel\":{},\"events\":[\"s3cret\"]",
        );
        assert!(!said.contains("s3cret"), "{said}");
        assert_eq!(error("\"n\"", "12345"), "name: integer where a string is expected");
        assert_eq!(error("\"name\":\"n\",", ""), "missing field `name`");
    }

    #[test]
    fn what_looks_like_nothing_known_is_kept() {
        let text = SPEC.replace("\"name\"", "\"priority\":1,\"name\"");
        assert!(EventHookSpec::from_input(&text).unwrap().extra.get("priority").is_some());
    }

    #[test]
    fn a_whole_hook_becomes_its_spec() {
        let text = SPEC.replace(
            "\"name\"",
            r#""id":"w","status":"ACTIVE","verificationStatus":"VERIFIED","created":"x","new":1,"name""#,
        );
        for text in [&text, &text.replace(r#"["e"]"#, r#"["e"],"filter":{"eventFilterMap":null}"#)] {
            let spec = EventHookSpec::from_input(text).unwrap();
            let hook = EventHook::from_json(text).unwrap();
            assert_eq!(spec, hook.into_spec());
        }
    }
}
