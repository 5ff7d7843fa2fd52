use super::page::{API, ERRORS, LOG_API, SERVICE_APPS};
use super::why::{ORDER, TEXT};
use super::{Area, both, documented, fixed, inferred, observed};

pub(super) const AREA: Area = Area {
    name: "Service apps",
    rules: &[
        documented(
            SERVICE_APPS,
            "`POST /oauth2/v1/token` takes client credentials with a `private_key_jwt` assertion and \
             answers with a Bearer token.",
        )
        .switch("oauthClients"),
        documented(
            ERRORS,
            "A token request that is wrong is answered with a pair of `error` and \
             `error_description`, and its status.",
        ),
        documented(
            ERRORS,
            "An app that is not of the type `service`, or does not authenticate with \
             `private_key_jwt`, gets no token.",
        )
        .switch("oauthClients")
        .note("`service` and `privateKeyJwt` of the app"),
        fixed(ORDER, "The order of the checks of a token request."),
        fixed(
            TEXT,
            "Which of these pairs answers a wrong `client_id`, other credentials, and claims of \
             another type.",
        ),
        fixed(TEXT, "The list of grant types in two of these texts."),
        inferred(
            "rules.contentTypeRequired",
            "A form without a `Content-Type`: 400 E0000018. Another label than that of a form: \
             E0000012.",
        ),
        documented(SERVICE_APPS, "Assertions are signed with RS256, RS384, RS512, ES256 or ES384."),
        both(SERVICE_APPS, "`kid` is needed when the app has several keys."),
        documented(
            SERVICE_APPS,
            "`iss` and `sub` are the client id, `aud` is the URL of the request, `exp` is at most one \
             hour ahead, `iat` and `jti` may be left out.",
        ),
        documented(ERRORS, "The `jti` of an assertion is good for one request."),
        observed("An assertion is used up although the proof or the scopes are refused."),
        fixed("no switch: nobody has seen its `jti`", "An assertion that is refused itself is not used up."),
        fixed(
            "no switch: clients stamp whole seconds",
            "An assertion that was signed in the current second is not of the future.",
        ),
        documented(SERVICE_APPS, "An access token lives 3600 seconds.").switch("tokenLifetime"),
        documented(SERVICE_APPS, "Only the org may judge an access token."),
        fixed(TEXT, "An access token looks like a JWT."),
        documented(ERRORS, "No scope, or one that is not Okta's: 400 `invalid_scope`."),
        both(ERRORS, "No scope of the request is granted to the app: 400 `consent_required`."),
        inferred(
            "rules.partlyGrantedScopes",
            "Some scopes of the request are granted to the app: a token with these.",
        )
        .note("`false`: 400 `invalid_scope`"),
        documented(
            API,
            "`okta.eventHooks.read` opens list and get, `okta.eventHooks.manage` all other \
             operations.",
        ),
        documented(LOG_API, "`okta.logs.read` opens the System Log."),
        inferred("rules.manageImpliesRead", "`okta.eventHooks.manage` does not open list and get."),
        inferred(
            "rules.apiOauthErrors",
            "An access token without the scope: 403 E0000006. An access token that is unknown or has \
             expired: 401 E0000011.",
        )
        .note("`true`: the same status with `error` and `error_description`"),
        fixed(TEXT, "A refusal for want of a scope has `WWW-Authenticate` with `insufficient_scope`."),
        fixed(
            "no switch: a name in a record",
            "The app is `createdBy` of its hooks and the actor of its System Log records.",
        ),
    ],
};
