use std::collections::HashMap;
use std::fs;

use super::*;

/// A home and a project folder with these files, and these variables.
fn read_from(
    home: Option<&str>,
    project: Option<(&str, &str)>,
    variables: &[(&str, &str)],
) -> Result<Settings, InvalidInput> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".okta")).unwrap();
    if let Some(text) = home {
        fs::write(folder.path().join(".okta/okta.yaml"), text).unwrap();
    }
    if let Some((name, text)) = project {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    read(
        |name| variables.get(name).map(|value| (*value).to_owned()),
        Some(folder.path()),
        Some(folder.path()),
    )
}

const HOME: &str = "okta:\n  client:\n    orgUrl: https://home.okta.com\n    token: 00home\n    connectionTimeout: 7\n    rateLimit:\n      maxRetries: 5\n    unknown: [1]\n  testing:\n    x: y\n";

#[test]
fn later_sources_win_member_by_member() {
    let settings = read_from(Some(HOME), None, &[]).unwrap();
    assert_eq!(settings.org_url.unwrap(), "https://home.okta.com");
    assert_eq!(settings.connect_timeout, Some(Duration::from_secs(7)));
    assert_eq!(settings.max_retries, Some(5));

    for name in PROJECT_FILES {
        let project = (name, "okta:\n  client:\n    orgUrl: https://project.okta.com\n");
        let settings = read_from(Some(HOME), Some(project), &[]).unwrap();
        assert_eq!(settings.org_url.unwrap(), "https://project.okta.com");
        assert!(
            matches!(settings.credentials, Ok(Credentials::ApiToken(token)) if token.expose() == "00home")
        );
    }

    let variables = [
        ("OKTA_CLIENT_ORGURL", "https://env.okta.com"),
        ("OKTA_CLIENT_TOKEN", " 00env\n"),
        ("OKTA_CLIENT_AUTHORIZATIONMODE", "Bearer"),
        ("OKTA_CLIENT_RATE_LIMIT_MAX_RETRIES", "0"),
        ("OKTA_CLIENT_USERAGENT", ""),
    ];
    let settings = read_from(Some(HOME), None, &variables).unwrap();
    assert_eq!(settings.org_url.unwrap(), "https://env.okta.com");
    assert!(matches!(settings.credentials, Ok(Credentials::AccessToken(token)) if token.expose() == "00env"));
    assert_eq!(settings.max_retries, Some(0));
    assert_eq!(settings.user_agent, None);
}

#[test]
fn an_error_says_where_it_looked() {
    let error = read_from(None, None, &[]).unwrap().org_url.unwrap_err().to_string();
    for place in ["OKTA_CLIENT_ORGURL", ".okta/okta.yaml", ".okta.yaml", "okta.client.orgUrl"] {
        assert!(error.contains(place), "{error}");
    }
    let error = read_from(None, None, &[]).unwrap().credentials.unwrap_err().to_string();
    assert!(error.contains("OKTA_CLIENT_TOKEN"), "{error}");
}

#[test]
fn a_bad_file_or_value_is_named_and_not_quoted() {
    let bad = "okta:\n  client:\n    orgUrl: https://x.okta.com\n    token: {00secret: [1}\n";
    let error = read_from(Some(bad), None, &[]).err().unwrap().to_string();
    assert!(error.contains("okta.yaml") && error.contains("line") && !error.contains("00secret"), "{error}");

    let bad = "okta:\n  client:\n    token:\n      - 00secret\n";
    let error = read_from(Some(bad), None, &[]).err().unwrap().to_string();
    assert!(!error.contains("00secret"), "{error}");

    for variable in ["OKTA_CLIENT_CONNECTIONTIMEOUT", "OKTA_CLIENT_PROXY_PORT"] {
        let error = read_from(Some(HOME), None, &[(variable, "soon")]).err().unwrap().to_string();
        assert!(error.contains(variable), "{error}");
    }
    let mode = |mode| [("OKTA_CLIENT_AUTHORIZATIONMODE", mode)];
    let error = read_from(Some(HOME), None, &mode("JWT")).unwrap().credentials.unwrap_err().to_string();
    assert!(error.contains("JWT") && error.contains("PrivateKey"), "{error}");
}

#[test]
fn a_proxy_is_taken_as_a_whole() {
    let variables = [("OKTA_CLIENT_PROXY_HOST", "proxy.example"), ("OKTA_CLIENT_PROXY_PORT", "3128")];
    let file = "okta:\n  client:\n    orgUrl: https://x.okta.com\n    token: t\n    proxy: {host: other, password: pw}\n";
    let settings = read_from(Some(file), None, &variables).unwrap();
    assert_eq!(settings.proxy.unwrap().expose(), "http://proxy.example:3128");
}

#[test]
fn a_service_app_is_configured_as_in_oktas_sdks() {
    let pem = include_str!("../../../signer/tests/keys/rsa.pkcs8.pem");
    let variables = [
        ("OKTA_CLIENT_AUTHORIZATIONMODE", "PrivateKey"),
        ("OKTA_CLIENT_CLIENTID", "0oa1"),
        ("OKTA_CLIENT_SCOPES", "okta.eventHooks.read,okta.logs.read"),
        ("OKTA_CLIENT_PRIVATEKEY", pem),
        ("OKTA_CLIENT_PRIVATEKEYID", "kid1"),
        ("OKTA_CLIENT_DPOPENABLED", "true"),
    ];
    let shown = format!("{:?}", read_from(Some(HOME), None, &variables).unwrap().credentials.unwrap());
    for part in ["0oa1", "kid1", "okta.logs.read", "dpop: true"] {
        assert!(shown.contains(part), "{shown}");
    }

    // The same key as a file, and by the names of a file.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    fs::write(&path, pem).unwrap();
    let file = format!(
        "okta:\n  client:\n    authorizationMode: PrivateKey\n    clientId: 0oa2\n    scopes: [okta.logs.read]\n    kid: kid2\n    privateKey: {}\n",
        path.display()
    );
    let shown = format!("{:?}", read_from(Some(&file), None, &[]).unwrap().credentials.unwrap());
    assert!(shown.contains("0oa2") && shown.contains("kid2") && shown.contains("dpop: false"), "{shown}");

    let missing = |name| {
        let variables: Vec<_> = variables.into_iter().filter(|(variable, _)| *variable != name).collect();
        read_from(None, None, &variables).unwrap().credentials.unwrap_err().to_string()
    };
    assert!(missing("OKTA_CLIENT_CLIENTID").contains("OKTA_CLIENT_CLIENTID"));
    assert!(missing("OKTA_CLIENT_PRIVATEKEY").contains("OKTA_CLIENT_PRIVATEKEY"));
    let bad = [variables[0], variables[1], ("OKTA_CLIENT_PRIVATEKEY", "MIIEvQIBADANsecret")];
    let error = read_from(None, None, &bad).unwrap().credentials.unwrap_err().to_string();
    assert!(error.contains("PEM") && !error.contains("MIIE"), "{error}");
}

const PROFILES: &str = "okta:\n  client:\n    orgUrl: https://home.okta.com\n    token: 00home\n    connectionTimeout: 7\n  profiles:\n    acme:\n      orgUrl: https://acme.okta.com\n      token: 00acme\n      requestTimeout: 9\n    half: {orgUrl: https://half.okta.com}\n    empty:\n";

fn profile_from(
    name: &str,
    project: Option<&str>,
    variables: &[(&str, &str)],
) -> Result<Settings, InvalidInput> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".okta")).unwrap();
    fs::write(folder.path().join(".okta/okta.yaml"), PROFILES).unwrap();
    if let Some(text) = project {
        fs::write(folder.path().join("okta.yaml"), text).unwrap();
    }
    let variables: HashMap<&str, &str> = variables.iter().copied().collect();
    let variable = |name: &str| variables.get(name).map(|value| (*value).to_owned());
    profile::read(name, variable, Some(folder.path()), Some(folder.path()))
}

#[test]
fn a_profile_is_used_alone() {
    let variables = [
        ("OKTA_CLIENT_ORGURL", "https://env.okta.com"),
        ("OKTA_CLIENT_TOKEN", "00env"),
        ("OKTA_CLIENT_AUTHORIZATIONMODE", "Bearer"),
        ("OKTA_CLIENT_REQUESTTIMEOUT", "3"),
        ("OKTA_CLIENT_RATELIMIT_MAXRETRIES", "0"),
    ];
    let settings = profile_from("acme", None, &variables).unwrap();
    assert_eq!(settings.org_url.unwrap(), "https://acme.okta.com");
    assert!(matches!(settings.credentials, Ok(Credentials::ApiToken(token)) if token.expose() == "00acme"));
    assert_eq!(settings.connect_timeout, None, "that is of okta.client");
    assert_eq!(settings.timeout, Some(Duration::from_secs(9)), "the profile says so");
    assert_eq!(settings.max_retries, Some(0), "the profile does not say");

    let error = profile_from("half", None, &variables).unwrap().credentials.unwrap_err().to_string();
    assert!(error.contains("okta.profiles.half.token") && !error.contains("OKTA_CLIENT"), "{error}");
    let empty = profile_from("empty", None, &variables).unwrap();
    assert!(empty.org_url.is_err() && empty.credentials.is_err());
}

#[test]
fn the_nearest_file_has_all_of_a_profile() {
    let project = "okta:\n  profiles:\n    acme: {orgUrl: https://near.okta.com}\n";
    let settings = profile_from("acme", Some(project), &[]).unwrap();
    assert_eq!(settings.org_url.unwrap(), "https://near.okta.com");
    assert!(settings.credentials.is_err(), "the token is of another place");
    let settings = profile_from("half", Some(project), &[]).unwrap();
    assert_eq!(settings.org_url.unwrap(), "https://half.okta.com");
}

#[test]
fn an_unknown_profile_is_told_with_those_that_exist() {
    let project = "okta: {profiles: {beta: {token: 00beta}, acme: {token: 00near}}}";
    let error = profile_from("nobody", Some(project), &[]).err().unwrap().to_string();
    assert!(error.contains("\"nobody\"") && error.contains("acme, beta, empty, half"), "{error}");
    assert!(error.contains(".okta/okta.yaml") && error.contains("okta.yaml"), "{error}");
    assert!(!error.contains("00"), "{error}");
    let error = profile_from("acme", Some("okta: {profiles: [00secret]}"), &[]).err().unwrap().to_string();
    assert!(error.contains("line 1") && error.contains("profiles") && !error.contains("00secret"), "{error}");
}
