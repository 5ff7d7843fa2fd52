//! Texts that have a type of their own in every language.

use okta_event_hooks_core::{HeaderText, Secret, Timestamp};

uniffi::custom_type!(
    /// Text that never prints.
    Secret, String, {
        remote,
        lower: |secret| secret.expose().to_owned(),
        try_lift: |text| Ok(text.into()),
    }
);

uniffi::custom_type!(
    /// The value of a header, which is not printed, for in practice headers carry keys.
    HeaderText, String, {
        remote,
        lower: |value| value.as_str().to_owned(),
        try_lift: |text| Ok(text.into()),
    }
);

uniffi::custom_type!(
    /// A date-time as Okta wrote it.
    Timestamp, String, {
        remote,
        lower: |time| time.as_str().to_owned(),
        try_lift: |text| Ok(text.as_str().into()),
    }
);

/// JSON of free form, as text. Of what Okta sends it is JSON; of what a caller passes that is seen when it is used.
#[derive(Clone, Debug)]
pub struct Json(pub String);

uniffi::custom_type!(Json, String, {
    lower: |json| json.0,
    try_lift: |text| Ok(Json(text)),
});
