//! Builds requests. The only place that knows paths and headers.

use http::uri::PathAndQuery;
use http::{HeaderValue, Method, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::OperationInfo;
use crate::error::{Error, InvalidInput};
use crate::link_header;
use crate::model::{Cursor, EventHookSpec};
use crate::org::OrgUrl;

/// Everything but the unreserved characters of RFC 3986: what is left cannot end a path segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl OperationInfo {
    /// A request without a body.
    pub(super) fn request(
        &self,
        org: &OrgUrl,
        id: Option<&str>,
    ) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        self.with_body(org, id, None)
    }

    /// A request whose body is a spec.
    pub(super) fn request_with(
        &self,
        org: &OrgUrl,
        id: Option<&str>,
        spec: &EventHookSpec,
    ) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        let body = serde_json::to_vec(spec)
            .map_err(|error| InvalidInput::new(format!("the spec is not JSON: {error}")).of(self))?;
        self.with_body(org, id, Some(body))
    }

    fn with_body(
        &self,
        org: &OrgUrl,
        id: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Result<http::Request<Vec<u8>>, InvalidInput> {
        let path = match id {
            Some(id) => self.path.replace("{eventHookId}", &segment(id).map_err(|error| error.of(self))?),
            None => self.path.to_owned(),
        };
        let mut request = http::Request::new(Vec::new());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = format!("{org}{path}")
            .parse()
            .map_err(|_| InvalidInput::new("eventHookId is too long for an address").of(self))?;
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(body) = body {
            request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = body;
        } else if self.method == Method::POST {
            // Okta answers 411 to a POST without it.
            request.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(request)
    }
}

/// An id as one path segment, which nothing in it can leave.
fn segment(id: &str) -> Result<String, InvalidInput> {
    let refuse =
        |why: &str| Err(InvalidInput::new(format!("eventHookId {why}; pass the id that Okta returned")));
    if id.is_empty() {
        return refuse("is empty");
    }
    if id.contains(char::is_control) {
        return refuse("holds a control character");
    }
    // A dot segment climbs the path even when escaped, and a hop may undo the escape of a slash.
    if id.split(['/', '\\']).any(|part| part == "." || part == "..") {
        return refuse("holds a path segment of dots");
    }
    Ok(utf8_percent_encode(id, SEGMENT).to_string())
}

/// A query of these names and values.
pub(super) fn query<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let fields: Vec<String> =
        fields.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, SEGMENT))).collect();
    fields.join("&")
}

/// Puts a query on a request's own path.
pub(super) fn set_query(request: &mut http::Request<Vec<u8>>, query: &str) -> Result<(), InvalidInput> {
    let uri = request.uri();
    let text = format!("{}?{query}", uri.to_string().split('?').next().unwrap_or_default());
    let wrong = || InvalidInput::new("after is no cursor that Okta gave; begin anew");
    if query.is_empty() || !can_be_sent(query) || query.starts_with("http") {
        // A whole link is no query.
        return Err(wrong());
    }
    *request.uri_mut() = text.parse().map_err(|_| wrong())?;
    Ok(())
}

/// Whether a request can have this query. A fragment would cut it off.
fn can_be_sent(query: &str) -> bool {
    let fits = query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    fits && PathAndQuery::try_from(format!("/?{query}")).is_ok()
}

/// Where the next page begins, as an answer says.
pub(super) fn next_page(
    info: &'static OperationInfo,
    response: &http::Response<&[u8]>,
) -> Result<Option<Cursor>, Error> {
    match link_header::next_query(response.headers()) {
        Some(query) if !can_be_sent(&query) => {
            Err(info.protocol(response, "the link to the next page holds characters that no link can"))
        }
        query => Ok(query.map(Cursor::new)),
    }
}

/// Refuses a spec that Okta is documented to refuse, before its secret travels.
pub(super) fn check(spec: &EventHookSpec) -> Result<(), InvalidInput> {
    let uri = &spec.channel.config.uri;
    if spec.name.trim().is_empty() {
        return Err(InvalidInput::new("name is blank; name the hook"));
    }
    if spec.events.items.is_empty() {
        return Err(InvalidInput::new("events.items is empty; subscribe to at least one event type"));
    }
    if uri.is_empty() || uri.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(InvalidInput::new("channel.config.uri is empty or holds white space"));
    }
    Ok(())
}

/// Whether a spec has an authentication scheme whose value is missing. One that could not be read is in `extra`.
pub(super) fn lacks_auth_value(spec: &EventHookSpec) -> bool {
    let config = &spec.channel.config;
    match &config.auth_scheme {
        Some(scheme) => scheme.value.is_none(),
        None => config.extra.get("authScheme").is_some(),
    }
}
