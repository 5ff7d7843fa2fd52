use serde_json::Value;

use super::Config;

impl Config {
    /// The text of a seed file, JSON: only what differs from the default.
    ///
    /// ```
    /// use okta_event_hooks_emulator::Config;
    ///
    /// let config = Config { seed: 7, ..Config::default() };
    /// assert_eq!(config.to_json().to_string(), r#"{"seed":7}"#);
    /// ```
    pub fn to_json(&self) -> Value {
        let json = |config: &Self| serde_json::to_value(config).unwrap_or_default();
        let mut document = json(self);
        remove_equal(&mut document, &json(&Self::default()));
        document
    }
}

/// Members that are the same in both, and objects that have no others.
fn remove_equal(document: &mut Value, default: &Value) {
    let (Some(members), Some(defaults)) = (document.as_object_mut(), default.as_object()) else {
        return;
    };
    members.retain(|name, value| {
        let default = defaults.get(name).unwrap_or(&Value::Null);
        if default.is_object() {
            remove_equal(value, default);
            return value.as_object().is_none_or(|members| !members.is_empty());
        }
        value != default
    });
}
