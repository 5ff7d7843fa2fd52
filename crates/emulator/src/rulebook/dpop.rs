use super::page::{DPOP, ERRORS};
use super::why::{ORDER, RFC_9449, TEXT};
use super::{Area, documented, fixed, inferred, observed};

pub(super) const AREA: Area = Area {
    name: "DPoP",
    rules: &[
        documented(DPOP, "An app may be set to require DPoP.")
            .switch("oauthClients")
            .note("`dpopRequired` of the app"),
        fixed(
            "Okta's Node SDK sends one with every token request",
            "A proof of an app without that setting is passed over.",
        ),
        documented(
            DPOP,
            "A first proof is answered with 400 `use_dpop_nonce` and a `dpop-nonce` header. One with \
             that `nonce` and a `jti` brings a token of type `DPoP`.",
        ),
        documented(DPOP, "A nonce is renewed after 24 hours. An old one is good for three days."),
        documented(
            ERRORS,
            "Of a proof, `typ` is `dpop+jwt`, `htm` and `htu` are those of the request, `iat` is at \
             most five minutes old, a `jti` is good for one proof. What is wrong is answered with 400 \
             `invalid_dpop_proof` and its text.",
        ),
        documented(DPOP, "The `htu` of a proof has neither query nor fragment."),
        fixed(RFC_9449, "The `jti` of a proof belongs to its key. A proof that is refused is not used up."),
        fixed(ORDER, "The order of the checks of a proof."),
        observed("The key of a proof may be one of the client's: Okta's Node SDK uses no other."),
        documented(DPOP, "The key of a proof is not one of the client's.")
            .switch("rules.dpopRefusesClientKeys")
            .note("off, against the guide, so that Okta's Node SDK gets in"),
        fixed(
            TEXT,
            "If the key of a proof is refused, missing or cannot be used: 400 `invalid_dpop_proof`, \
             `The DPoP proof JWT is invalid.`",
        ),
        documented(DPOP, "A call to the API has the token after `DPoP` and a proof with `ath`."),
        documented(
            ERRORS,
            "A call whose token and proof do not fit is answered with `invalid_request`, \
             `invalid_dpop_proof` or `invalid_token`, and its text.",
        ),
        documented(DPOP, "The API asks for no nonce.").switch("rules.resourceDpopNonce"),
        inferred(
            "rules.resourceDpopNonce",
            "If the API is told to ask for a nonce, it does as RFC 9449 has it: 401 `use_dpop_nonce` \
             and a `dpop-nonce` header.",
        ),
    ],
};
