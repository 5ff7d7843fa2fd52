//! The address of an org.

use std::fmt;
use std::str::FromStr;

use http::Uri;
use http::uri::{Authority, Scheme};

use crate::error::InvalidInput;

/// Domains under which Okta serves an org's admin console as `{org}-admin.{domain}`.
const OKTA_DOMAINS: [&str; 5] = ["okta.com", "oktapreview.com", "okta-emea.com", "okta-gov.com", "okta.mil"];

/// The address of an org: `https://{yourOktaDomain}`, a custom domain too.
///
/// Plain `http` is accepted for a loopback address only, so that a token cannot leave the machine unencrypted.
/// The host of the admin console (`{org}-admin.okta.com`) does not serve the API and is refused.
///
/// ```
/// use okta_event_hooks_core::OrgUrl;
///
/// let org: OrgUrl = "https://acme.okta.com/".parse()?;
/// assert_eq!(org.as_str(), "https://acme.okta.com");
/// assert!("https://acme-admin.okta.com".parse::<OrgUrl>().is_err());
/// assert!("http://acme.okta.com".parse::<OrgUrl>().is_err());
/// assert!("http://127.0.0.1:8080".parse::<OrgUrl>().is_ok());
/// # Ok::<(), okta_event_hooks_core::InvalidInput>(())
/// ```
///
/// See <https://developer.okta.com/docs/reference/core-okta-api/>.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OrgUrl(Box<str>);

impl OrgUrl {
    /// The address, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the host is this machine. No proxy leads there.
    pub fn is_loopback(&self) -> bool {
        let authority = self.0.split_once("://").map_or("", |(_, authority)| authority);
        authority.parse::<Authority>().is_ok_and(|authority| is_loopback(authority.host()))
    }
}

impl FromStr for OrgUrl {
    type Err = InvalidInput;

    fn from_str(text: &str) -> Result<Self, InvalidInput> {
        let refuse = |why: &str| {
            Err(InvalidInput::new(format!("the org URL {why}: write it like https://acme.okta.com")))
        };
        // Before anything is quoted or parsed: user info may hold a password.
        if text.contains('@') {
            return refuse("holds user info");
        }
        let Ok(uri) = text.parse::<Uri>() else {
            return refuse("is not a URL");
        };
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return refuse("has no scheme or no host");
        };
        let host = authority.host().to_ascii_lowercase();
        let port = authority.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
        if !is_host(&host) || !authority.as_str().eq_ignore_ascii_case(&format!("{host}{port}")) {
            return refuse("has no host that can be one, or no port after a colon");
        }
        let plain = *scheme == Scheme::HTTP;
        if !plain && *scheme != Scheme::HTTPS {
            return refuse("is neither https nor http");
        }
        if plain && !is_loopback(&host) {
            return refuse("is plain http, which is accepted for a loopback address only");
        }
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() || text.contains('#') {
            return refuse("has a path, a query or a fragment");
        }
        if is_admin_console(&host) {
            return refuse("names the admin console, which does not serve the API; leave out -admin");
        }
        let scheme = if plain { "http" } else { "https" };
        Ok(Self(format!("{scheme}://{host}{port}").into()))
    }
}

/// A name, or an IPv6 address in brackets. Underscores occur in hosts of Okta's own examples.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    host.split('.').all(|label| !label.is_empty() && label.chars().all(fits))
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn is_admin_console(host: &str) -> bool {
    let (label, domain) = host.split_once('.').unwrap_or((host, ""));
    label.ends_with("-admin") && OKTA_DOMAINS.contains(&domain)
}

impl fmt::Display for OrgUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OrgUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_addresses() {
        for (text, expected) in [
            ("https://acme.okta.com", "https://acme.okta.com"),
            ("HTTPS://ACME.okta.com/", "https://acme.okta.com"),
            ("https://login.acme.example:8443/", "https://login.acme.example:8443"),
            ("https://my-administration.okta.com", "https://my-administration.okta.com"),
            ("https://it-admin.acme.example", "https://it-admin.acme.example"),
            ("http://localhost:4000", "http://localhost:4000"),
            ("http://127.8.9.1:1", "http://127.8.9.1:1"),
            ("http://[::1]:9", "http://[::1]:9"),
            ("https://acme_test.okta.com", "https://acme_test.okta.com"),
        ] {
            let org: OrgUrl = text.parse().unwrap();
            assert_eq!(org.as_str(), expected);
            assert_eq!(org.is_loopback(), expected.starts_with("http:"));
        }
    }

    #[test]
    fn bad_addresses() {
        for text in [
            "",
            "acme.okta.com",
            "https://",
            "https://:443",
            "https://acme.okta.com:",
            "https://acme.okta.com:99999",
            "https://acme.okta.com:0443",
            "https://0[:]",
            "https://[acme]",
            "https://acme..okta.com",
            "https://acme,okta.com",
            "httpsfoo://acme.okta.com",
            "https://acme-admin.okta.com",
            "https://acme-admin.oktapreview.com/",
            "http://acme.okta.com",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "https://user:pa55word@acme.okta.com",
            "https://acme.okta.com/api/v1",
            "https://acme.okta.com?x=1",
            "https://acme.okta.com/#x",
            " https://acme.okta.com",
            "https://acme.okta.com\n",
        ] {
            let error = text.parse::<OrgUrl>().unwrap_err().to_string();
            assert!(
                !error.contains("pa55word") && error.contains("https://acme.okta.com"),
                "{text}: {error}"
            );
        }
    }
}
