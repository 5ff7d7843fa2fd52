use http::Uri;

/// Whether a claim names this endpoint. Scheme and host in any case, the default port may be left out; a query or a
/// fragment never matches (documented for `htu`, inferred for `aud`).
pub(super) fn is_same(claimed: &str, endpoint: &str) -> bool {
    if claimed.contains(['?', '#']) {
        return false;
    }
    match (parts(claimed), parts(endpoint)) {
        (Some(claimed), Some(endpoint)) => claimed == endpoint,
        _ => false,
    }
}

fn parts(url: &str) -> Option<(String, String, u16, String)> {
    let url: Uri = url.parse().ok()?;
    let scheme = url.scheme_str()?.to_ascii_lowercase();
    if url.authority()?.as_str().contains('@') {
        return None;
    }
    let port = url.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    Some((scheme, url.host()?.to_ascii_lowercase(), port, url.path().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison() {
        let endpoint = "http://127.0.0.1:1234/oauth2/v1/token";
        for same in [endpoint, "HTTP://127.0.0.1:1234/oauth2/v1/token"] {
            assert!(is_same(same, endpoint), "{same}");
        }
        for other in [
            "",
            "/oauth2/v1/token",
            "http://127.0.0.1:1234",
            "http://127.0.0.1:1234/oauth2/v1/token/",
            "http://127.0.0.1:1234/oauth2/v1/Token",
            "http://127.0.0.1:1234/oauth2/v1/token?",
            "http://127.0.0.1:1234/oauth2/v1/token?a=b",
            "http://127.0.0.1:1234/oauth2/v1/token#",
            "http://u@127.0.0.1:1234/oauth2/v1/token",
            "http://127.0.0.1/oauth2/v1/token",
            "https://127.0.0.1:1234/oauth2/v1/token",
            "http://127.0.0.1:1234/oauth2/v1/token ",
            "\0",
        ] {
            assert!(!is_same(other, endpoint), "{other}");
        }
        assert!(is_same("https://Org.example:443/a", "https://org.example/a"));
        assert!(is_same("http://org.example/a", "http://org.example:80/a"));
    }
}
