//! Who asks, and how patiently.

use std::sync::Arc;
use std::time::Duration;

use okta_event_hooks as core;
use okta_event_hooks::{Algorithm, BoxError, Signer};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::{invalid_input, number, optional_text, text, wrong_type};
use crate::secret::secret;
use crate::value::quote;

/// An API token of the org. It has the rights of the user who made it, and lapses after 30 days without use.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct ApiToken(core::Secret);

#[pymethods]
impl ApiToken {
    #[new]
    fn new(token: &Bound<'_, PyAny>) -> PyResult<Self> {
        secret("token", token).map(Self)
    }

    fn __repr__(&self) -> &'static str {
        "ApiToken(<hidden>)"
    }
}

/// An OAuth 2.0 access token that the caller already holds, with the scope of each operation it is used for.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct AccessToken(core::Secret);

#[pymethods]
impl AccessToken {
    #[new]
    fn new(token: &Bound<'_, PyAny>) -> PyResult<Self> {
        secret("token", token).map(Self)
    }

    fn __repr__(&self) -> &'static str {
        "AccessToken(<hidden>)"
    }
}

/// An OAuth 2.0 service app, which gets its access tokens by itself. What Okta recommends.
///
/// `key` and `dpop_key` are a `LocalKey`, or any object with `algorithm` ("RS256" or "ES256"), `sign(bytes) -> bytes` and, for
/// DPoP, `public_jwk() -> str`; in an `AsyncClient` it is called in the event loop. See <https://developer.okta.com/docs/guides/implement-oauth-for-okta-serviceapp/>.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct ServiceApp {
    client_id: String,
    app: core::ServiceApp,
}

#[pymethods]
impl ServiceApp {
    #[new]
    #[pyo3(signature = (client_id, key, *, scopes = None, key_id = None, dpop_key = None))]
    fn new(
        client_id: &Bound<'_, PyAny>,
        key: &Bound<'_, PyAny>,
        scopes: Option<&Bound<'_, PyAny>>,
        key_id: Option<&Bound<'_, PyAny>>,
        dpop_key: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let client_id = text("client_id", client_id)?;
        let mut app = core::ServiceApp::new(&client_id, signer("key", key)?);
        if let Some(scopes) = scopes {
            let wrong = || wrong_type("scopes", "a list of texts", scopes);
            app = app.scopes(scopes.extract::<Vec<String>>().map_err(|_| wrong())?);
        }
        if let Some(id) = optional_text("key_id", key_id)? {
            app = app.key_id(id);
        }
        if let Some(key) = dpop_key {
            app = app.dpop(signer("dpop_key", key)?);
        }
        Ok(Self { client_id, app })
    }

    fn __repr__(&self) -> String {
        let mut out = "ServiceApp(".to_owned();
        quote(&self.client_id, &mut out);
        out.push_str(", <key>)");
        out
    }
}

/// What was passed as `credentials`.
pub(crate) fn credentials(value: &Bound<'_, PyAny>) -> PyResult<core::Credentials> {
    if let Ok(token) = value.cast::<ApiToken>() {
        return Ok(core::Credentials::ApiToken(token.get().0.clone()));
    }
    if let Ok(token) = value.cast::<AccessToken>() {
        return Ok(core::Credentials::AccessToken(token.get().0.clone()));
    }
    if let Ok(app) = value.cast::<ServiceApp>() {
        return Ok(core::Credentials::ServiceApp(app.get().app.clone()));
    }
    Err(wrong_type("credentials", "ApiToken, AccessToken or ServiceApp", value))
}

/// A private key in memory: PEM or JWK, RSA or P-256.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct LocalKey(Arc<core::LocalKey>);

#[pymethods]
impl LocalKey {
    #[new]
    fn new(py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::parse(py, &crate::error::text("text", text)?)
    }

    /// Reads the file.
    #[staticmethod]
    fn from_file(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<Self> {
        let wrong = |_| wrong_type("path", "str or os.PathLike", path);
        let file: std::path::PathBuf = path.extract().map_err(wrong)?;
        let told = |error: std::io::Error| match error.raw_os_error() {
            Some(number) => PyOSError::new_err((number, error.to_string(), path.clone().unbind())),
            None => invalid_input(py, &format!("the key file {} cannot be read: {error}", file.display())),
        };
        Self::parse(py, &std::fs::read_to_string(&file).map_err(told)?)
    }

    /// How it signs: `RS256` or `ES256`.
    #[getter]
    fn algorithm(&self) -> &'static str {
        self.0.algorithm().as_str()
    }

    fn __repr__(&self) -> String {
        format!("LocalKey(algorithm='{}')", self.algorithm())
    }
}

impl LocalKey {
    fn parse(py: Python<'_>, text: &str) -> PyResult<Self> {
        let key = core::LocalKey::parse(text).map_err(|error| invalid_input(py, &error.to_string()))?;
        Ok(Self(Arc::new(key)))
    }
}

fn signer(argument: &str, key: &Bound<'_, PyAny>) -> PyResult<Arc<dyn Signer>> {
    if let Ok(key) = key.cast::<LocalKey>() {
        return Ok(Arc::clone(&key.get().0) as Arc<dyn Signer>);
    }
    if !key.hasattr("sign")? || !key.hasattr("algorithm")? {
        return Err(wrong_type(argument, "a LocalKey or an object with algorithm and sign()", key));
    }
    let algorithm = match key.getattr("algorithm")?.extract::<String>()?.as_str() {
        "RS256" => Algorithm::Rs256,
        "ES256" => Algorithm::Es256,
        other => {
            return Err(PyValueError::new_err(format!(
                "{argument}.algorithm is {other:?}; use RS256 or ES256"
            )));
        }
    };
    Ok(Arc::new(PythonSigner { algorithm, key: key.clone().unbind() }))
}

/// A key that Python code holds, such as one in a KMS.
struct PythonSigner {
    algorithm: Algorithm,
    key: Py<PyAny>,
}

impl Signer for PythonSigner {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn sign(&self, input: &[u8]) -> Result<Vec<u8>, BoxError> {
        Python::attach(|py| {
            let signature = self.key.bind(py).call_method1("sign", (PyBytes::new(py, input),))?;
            Ok(signature.extract()?)
        })
    }

    fn public_jwk(&self) -> Result<String, BoxError> {
        Python::attach(|py| Ok(self.key.bind(py).call_method0("public_jwk")?.extract()?))
    }
}

/// How patiently a call is retried. Times are in seconds.
///
/// A 429 is waited for and sent again, for nothing was done. After a 502, 503, 504 or a lost answer every operation but
/// `create_event_hook` is sent again. See <https://developer.okta.com/docs/reference/rate-limits/>.
#[pyclass(frozen, module = "okta_event_hooks")]
pub struct RetryPolicy(pub(crate) core::RetryPolicy);

#[pymethods]
impl RetryPolicy {
    #[new]
    #[pyo3(
        signature = (max_attempts = None, max_wait = None, max_elapsed = None),
        text_signature = "(max_attempts=3, max_wait=65.0, max_elapsed=150.0)"
    )]
    fn new(
        max_attempts: Option<&Bound<'_, PyAny>>,
        max_wait: Option<&Bound<'_, PyAny>>,
        max_elapsed: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let mut policy = core::RetryPolicy::default();
        if let Some(attempts) = max_attempts {
            policy.max_attempts = number("max_attempts", attempts)?;
        }
        if policy.max_attempts == 0 {
            return Err(PyValueError::new_err("max_attempts must be at least 1: the first one counts"));
        }
        if let Some(wait) = max_wait {
            policy.max_wait = seconds("max_wait", number("max_wait", wait)?)?;
        }
        if let Some(elapsed) = max_elapsed {
            policy.max_elapsed = seconds("max_elapsed", number("max_elapsed", elapsed)?)?;
        }
        Ok(Self(policy))
    }

    /// Never tries again.
    #[staticmethod]
    fn none() -> Self {
        Self(core::RetryPolicy::none())
    }

    /// How often a request is sent at the most, the first time included.
    #[getter]
    fn max_attempts(&self) -> u32 {
        self.0.max_attempts
    }

    /// The longest single wait.
    #[getter]
    fn max_wait(&self) -> f64 {
        self.0.max_wait.as_secs_f64()
    }

    /// No wait begins that would end later than this after the start.
    #[getter]
    fn max_elapsed(&self) -> f64 {
        self.0.max_elapsed.as_secs_f64()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| other.get().0 == self.0)
    }

    fn __hash__(&self) -> u64 {
        u64::from(self.0.max_attempts)
    }

    fn __repr__(&self) -> String {
        format!(
            "RetryPolicy(max_attempts={}, max_wait={}, max_elapsed={})",
            self.0.max_attempts,
            self.max_wait(),
            self.max_elapsed()
        )
    }
}

/// A number of seconds that can be waited for.
pub(crate) fn seconds(argument: &str, seconds: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(seconds).map_err(|_| {
        PyValueError::new_err(format!("{argument} must be a number of seconds that is not negative"))
    })
}
