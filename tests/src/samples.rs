//! Answers and deliveries of the size that Okta sends, for benchmarks.

/// A hook of about 1.2 kB.
pub fn hook(number: usize) -> String {
    format!(
        r#"{{"id":"who7kd2mQ9vYt3Lx{number:04}","status":"ACTIVE","verificationStatus":"VERIFIED","name":"Sales group joins {number}","description":"Only the Sales group","created":"2026-04-02T10:15:00.000Z","createdBy":"00u3f9qk2pXhTzR7L5d7","lastUpdated":"2026-04-02T10:16:11.000Z","events":{{"type":"EVENT_TYPE","items":["group.user_membership.add","group.user_membership.remove","user.session.start"],"filter":{{"type":"EXPRESSION_LANGUAGE","eventFilterMap":[{{"event":"user.session.start","condition":{{"version":null,"expression":"event.outcome.result eq 'FAILURE'"}}}}]}}}},"channel":{{"type":"HTTP","version":"1.0.0","config":{{"uri":"https://hooks.example.com/okta/events/groups","headers":[{{"key":"X-Tenant","value":"acme"}}],"method":"POST","authScheme":{{"type":"HEADER","key":"Authorization"}}}}}},"_links":{{"self":{{"href":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3Lx{number:04}"}},"verify":{{"href":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3Lx{number:04}/lifecycle/verify","hints":{{"allow":["POST"]}}}},"deactivate":{{"href":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3Lx{number:04}/lifecycle/deactivate","hints":{{"allow":["POST"]}}}}}}}}"#
    )
}

/// A list of hooks.
pub fn hooks(count: usize) -> String {
    format!("[{}]", (0..count).map(hook).collect::<Vec<_>>().join(","))
}

/// A delivery of events of about 2 kB each, with the members that deliveries of 2023 and later have.
pub fn delivery(events: usize) -> String {
    let place = r#"{"city":"Lyon","state":"Auvergne-Rhone-Alpes","country":"France","postalCode":"69001","geolocation":{"lat":45.7676,"lon":4.8344}}"#;
    let event = |number: usize| {
        format!(
            r#"{{"uuid":"c81e728d-9d4c-11f1-bf63-{number:012}","published":"2026-03-16T04:01:12.456Z","eventType":"user.session.start","version":"0","displayMessage":"User login to Okta","severity":"INFO","client":{{"userAgent":{{"rawUserAgent":"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36","os":"Linux","browser":"CHROME"}},"zone":"null","device":"Computer","id":null,"ipAddress":"203.0.113.24","geographicalContext":{place},"ipChain":[{{"ip":"203.0.113.24","geographicalContext":{place},"version":"V4","source":null}}]}},"device":null,"actor":{{"id":"00u8h2n4vBcDeF6gH5d7","type":"User","alternateId":"lin@acme.example","displayName":"Lin Doe","detailEntry":null}},"outcome":{{"result":"SUCCESS","reason":null}},"target":[{{"id":"lae5b8c2dEfGhI4jK5d7","type":"AuthenticatorEnrollment","alternateId":"unknown","displayName":"Password","detailEntry":null}},{{"id":"0oa2example1Dash5d7","type":"AppInstance","alternateId":"Okta Dashboard","displayName":"Okta Dashboard","detailEntry":null}}],"transaction":{{"type":"WEB","id":"0e90ce66d9af267abf859f9fAAB0M","detail":{{}}}},"debugContext":{{"debugData":{{"requestId":"0e90ce66d9af267abf859f9fAAB0M","requestUri":"/idp/idx/identify","threatSuspected":"false","targetEventHookIds":"who7kd2mQ9vYt3LxB5d7","risk":"{{level=LOW}}","behaviors":"{{New Geo-Location=NEGATIVE}}"}}}},"legacyEventType":"core.user_auth.login_success","authenticationContext":{{"authenticationProvider":"FACTOR_PROVIDER","credentialProvider":"OKTA_CREDENTIAL_PROVIDER","credentialType":"PASSWORD","issuer":null,"authenticationStep":0,"externalSessionId":"102kQ4pXhTzR7L5d7SessionId","interface":null}},"securityContext":{{"asNumber":64500,"asOrg":"example net","isp":"example isp","domain":"example.net","isProxy":false}},"insertionTimestamp":null}}"#
        )
    };
    let events: Vec<String> = (0..events).map(event).collect();
    format!(
        r#"{{"eventType":"com.okta.event_hook","eventTypeVersion":"1.0","cloudEventsVersion":"0.1","source":"https://acme-test.okta.com/api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7","eventId":"c2dfc7e6-bdf2-4f8a-89d5-a1e466cc5493","data":{{"events":[{}]}},"eventTime":"2026-03-16T04:01:24.901Z","contentType":"application/json"}}"#,
        events.join(",")
    )
}
