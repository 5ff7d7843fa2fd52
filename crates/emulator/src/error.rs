//! Okta's error bodies: <https://developer.okta.com/docs/reference/error-codes/>.

use http::StatusCode;
use serde_json::{Value, json};

/// One refusal. Codes and summaries are documented unless a constructor says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) summary: String,
    pub(crate) causes: Vec<String>,
    /// What the answer has besides the headers of every answer.
    pub(crate) headers: Vec<(&'static str, String)>,
    shape: Shape,
}

/// The System Log service leaves out members that the other services have, and OAuth has a form of its own
/// (documented).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Core,
    Log,
    LogWithId,
    LogWithIdAndCauses,
    Oauth,
}

impl ApiError {
    fn core(status: StatusCode, code: &'static str, summary: &str) -> Self {
        Self {
            status,
            code,
            summary: summary.to_owned(),
            causes: Vec::new(),
            headers: Vec::new(),
            shape: Shape::Core,
        }
    }

    /// 400 E0000001 about the whole hook. The causes' texts are inferred, except where the caller says otherwise.
    pub(crate) fn hook(cause: impl Into<String>) -> Self {
        let summary = "Api validation failed: eventHook";
        Self { causes: vec![cause.into()], ..Self::core(StatusCode::BAD_REQUEST, "E0000001", summary) }
    }

    pub(crate) fn and_cause(mut self, cause: String) -> Self {
        self.causes.push(cause);
        self
    }

    /// 400 E0000001 about a required member that is missing or blank (inferred).
    pub(crate) fn blank(member: &str) -> Self {
        let summary = format!("Api validation failed: {member}");
        Self {
            causes: vec![format!("{member}: The field cannot be left blank")],
            ..Self::core(StatusCode::BAD_REQUEST, "E0000001", &summary)
        }
    }

    /// The one answer to every kind of failed verification (observed).
    pub(crate) fn verify_failed(hook_name: &str) -> Self {
        Self::hook(verify_failed_cause(hook_name))
    }

    pub(crate) fn malformed() -> Self {
        Self::core(StatusCode::BAD_REQUEST, "E0000003", "The request body was not well-formed.")
    }

    /// 400 about a request to `/emulator`.
    pub(crate) fn control(cause: impl Into<String>) -> Self {
        let summary = "Api validation failed: emulator";
        Self { causes: vec![cause.into()], ..Self::core(StatusCode::BAD_REQUEST, "E0000001", summary) }
    }

    /// 404 about a fault or a snapshot of `/emulator`.
    pub(crate) fn no_item(id: &str) -> Self {
        let summary = format!("Not found: Resource not found: {id} (emulator)");
        Self::core(StatusCode::NOT_FOUND, "E0000007", &summary)
    }

    pub(crate) fn forbidden() -> Self {
        let summary = "You do not have permission to perform the requested action";
        Self::core(StatusCode::FORBIDDEN, "E0000006", summary)
    }

    /// Event hooks are called "Webhook" inside (observed).
    pub(crate) fn no_hook(id: &str) -> Self {
        let summary = format!("Not found: Resource not found: {id} (Webhook)");
        Self::core(StatusCode::NOT_FOUND, "E0000007", &summary)
    }

    pub(crate) fn no_path() -> Self {
        Self::core(StatusCode::NOT_FOUND, "E0000008", "The requested path was not found")
    }

    pub(crate) fn invalid_token() -> Self {
        Self::core(StatusCode::UNAUTHORIZED, "E0000011", "Invalid token provided")
    }

    /// Okta's catalogue pairs this code with 404, not 415.
    pub(crate) fn media_type() -> Self {
        Self::core(StatusCode::NOT_FOUND, "E0000012", "Unsupported media type")
    }

    pub(crate) fn no_feature() -> Self {
        let summary = "You do not have permission to access the feature you are requesting";
        Self::core(StatusCode::UNAUTHORIZED, "E0000015", summary)
    }

    pub(crate) fn no_content_type() -> Self {
        let summary = "Bad request.  Accept and/or Content-Type headers are likely not set.";
        Self::core(StatusCode::BAD_REQUEST, "E0000018", summary)
    }

    pub(crate) fn method() -> Self {
        let summary = "The endpoint does not support the provided HTTP method";
        Self::core(StatusCode::METHOD_NOT_ALLOWED, "E0000022", summary)
    }

    pub(crate) fn rate_limited(logs: bool) -> Self {
        let summary = "API call exceeded rate limit due to too many requests.";
        let shape = if logs { Shape::Log } else { Shape::Core };
        Self { shape, ..Self::core(StatusCode::TOO_MANY_REQUESTS, "E0000047", summary) }
    }

    /// A refusal of the System Log service with an `errorId` and nothing else.
    pub(crate) fn log(code: &'static str, summary: &str) -> Self {
        Self { shape: Shape::LogWithId, ..Self::core(StatusCode::BAD_REQUEST, code, summary) }
    }

    /// A refusal of the System Log service with neither `errorId` nor causes.
    pub(crate) fn log_bare(code: &'static str, summary: &str) -> Self {
        Self { shape: Shape::Log, ..Self::core(StatusCode::BAD_REQUEST, code, summary) }
    }

    /// Both causes and the summary name the parameter (documented).
    pub(crate) fn log_date(parameter: &str) -> Self {
        let first = "The date format in your query is not recognized. Please enter dates using ISO8601 string format.";
        let second = "must be a valid date-time or empty.";
        let summary = format!("Api validation failed: '{parameter}': {first} '{parameter}': {second}");
        Self {
            shape: Shape::LogWithIdAndCauses,
            causes: vec![format!("{parameter}: {first}"), format!("{parameter}: {second}")],
            ..Self::core(StatusCode::BAD_REQUEST, "E0000001", &summary)
        }
    }

    /// A refusal of the authorization server, or of the API about a DPoP proof: `error` and `error_description`.
    pub(crate) fn oauth(status: StatusCode, error: &'static str, description: &str) -> Self {
        Self { shape: Shape::Oauth, ..Self::core(status, error, description) }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The body. An id begins with `oae` (observed), in the System Log service it is a UUID (documented).
    pub(crate) fn body(&self, random: &mut crate::random::Random) -> Value {
        let causes: Vec<Value> = self.causes.iter().map(|cause| json!({"errorSummary": cause})).collect();
        let (code, summary) = (self.code, &self.summary);
        match self.shape {
            Shape::Core => json!({
                "errorCode": code,
                "errorSummary": summary,
                "errorLink": code,
                "errorId": format!("oae{}_w", random.alphanumeric(18)),
                "errorCauses": causes,
            }),
            Shape::Oauth => json!({"error": code, "error_description": summary}),
            Shape::Log => json!({"errorCode": code, "errorSummary": summary}),
            Shape::LogWithId => {
                json!({"errorCode": code, "errorSummary": summary, "errorId": random.uuid()})
            }
            Shape::LogWithIdAndCauses => json!({
                "errorCode": code,
                "errorSummary": summary,
                "errorId": random.uuid(),
                "errorCauses": causes,
            }),
        }
    }
}

/// The cause names the hook and not the reason (observed).
pub(crate) fn verify_failed_cause(hook_name: &str) -> String {
    format!("Unable to verify event hook. Hook {hook_name} execution failed")
}
