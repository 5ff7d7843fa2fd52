//! Whether the URL can be that of a hook: <https://developer.okta.com/docs/concepts/event-hooks/>.

use std::net::{IpAddr, Ipv6Addr};

use http::Uri;

use super::finding::Finding;

const WRITE: &str = "write it like https://hooks.example.com/okta/events";
/// Okta accepts no longer one.
const LONGEST: usize = 1024;

/// Where the receiver is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) uri: Uri,
    /// Without the brackets of an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encrypted: bool,
}

/// What is to be said of the URL, and where it leads if it is of any use.
pub(super) fn judge(url: &str) -> (Finding, Option<Address>) {
    match read(url) {
        Err((cause, cure)) => (Finding::failed(cause, cure), None),
        Ok(address) => {
            let length = url.chars().count();
            let finding = if address.encrypted {
                Finding::ok(format!("https, {length} characters"))
            } else {
                Finding::noted(
                    "plain http on a loopback address",
                    "good for tests, but Okta calls https only",
                )
            };
            (finding, Some(address))
        }
    }
}

fn read(url: &str) -> Result<Address, (String, String)> {
    let wrong = |cause: &str, cure: &str| (cause.to_owned(), cure.to_owned());
    if url.chars().any(char::is_whitespace) {
        return Err(wrong(
            "the URL holds white space, which Okta refuses",
            "take it out, or write it as %20",
        ));
    }
    let length = url.chars().count();
    if length > LONGEST {
        return Err((
            format!("the URL has {length} characters; Okta takes {LONGEST} at the most"),
            "shorten it".to_owned(),
        ));
    }
    let uri: Uri = url.parse().map_err(|_| wrong("this is no URL", WRITE))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(wrong("this is no whole URL: the scheme or the host is missing", WRITE));
    };
    if authority.as_str().contains('@') {
        return Err(wrong(
            "the URL holds a user or a password, which would show wherever the hook is shown",
            "take it out, and let the hook send a secret in a header: hooks create --secret env:NAME",
        ));
    }
    let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
    let encrypted = match scheme {
        "https" => true,
        "http" if is_loopback(&host) => false,
        "http" => {
            return Err(wrong(
                "plain http: Okta calls https only, and the secret would go over the network in clear",
                "serve it over https, or put a proxy or a tunnel in front that does",
            ));
        }
        _ => return Err(wrong("the scheme is not https", WRITE)),
    };
    let port = match authority.port_u16() {
        Some(port) => port,
        None if authority.as_str() != authority.host() => {
            return Err(wrong("the port is no number up to 65535", WRITE));
        }
        None if encrypted => 443,
        None => 80,
    };
    if host.is_empty() || port == 0 {
        return Err(wrong("the host or the port is missing", WRITE));
    }
    Ok(Address { uri, host, port, encrypted })
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether an address is one that Okta, which is in the public network, cannot reach.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [one, two, ..] = address.octets();
            let shared = one == 100 && (64..128).contains(&two);
            address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || address.is_unspecified()
                || shared
        }
        IpAddr::V6(address) => {
            address == Ipv6Addr::LOCALHOST
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::Verdict;
    use super::*;

    #[test]
    fn what_a_hook_can_have() {
        let address = |url: &str| judge(url).1.unwrap();
        let expected = ("hooks.example.com".to_owned(), 443, true);
        let Address { host, port, encrypted, .. } = address("https://hooks.example.com/okta?x=1");
        assert_eq!((host, port, encrypted), expected);
        let Address { host, port, encrypted, .. } = address("http://[::1]:4748/");
        assert_eq!((host, port, encrypted), ("::1".to_owned(), 4748, false));
        let (finding, _) = judge("http://localhost:4748/");
        assert!(
            finding.verdict == Verdict::Ok && finding.cure.is_some_and(|note| note.contains("https only"))
        );
        let longest = format!("https://h.example.com/{}", "x".repeat(LONGEST - 22));
        assert!(judge(&longest).1.is_some() && judge(&format!("{longest}x")).1.is_none());
    }

    #[test]
    fn what_it_cannot() {
        for (url, cause) in [
            ("https://h.example.com/a b", "white space"),
            ("https://h.example.com/\n", "white space"),
            ("http://h.example.com/", "plain http"),
            ("http://127.0.0.1.example.com/", "plain http"),
            ("https://ada:hunter2@h.example.com/", "password"),
            ("https://h.example.com:70000/", "port"),
            ("https://h.example.com:/", "port"),
            ("ftp://h.example.com/", "scheme"),
            ("h.example.com", "scheme or the host is missing"),
            ("/okta", "scheme or the host is missing"),
            ("https://", "no URL"),
            ("", "no URL"),
        ] {
            let (finding, address) = judge(url);
            assert!(address.is_none() && finding.verdict == Verdict::Failed, "{url}");
            assert!(finding.cause.contains(cause) && finding.cure.is_some(), "{url}: {finding:?}");
            assert!(!finding.cause.contains("hunter2"));
        }
    }

    #[test]
    fn addresses_that_okta_cannot_reach() {
        for private in
            ["127.0.0.1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "::1", "fd00::1", "::ffff:10.0.0.1"]
        {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["203.0.113.7", "100.128.0.1", "2001:db8::1"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }
}
