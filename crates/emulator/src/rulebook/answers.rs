use super::page::{CONVENTIONS, ERRORS, LOG_QUERY, RATE_LIMITS};
use super::why::ORDER;
use super::{Area, both, documented, fixed, observed};

pub(super) const AREA: Area = Area {
    name: "Every answer",
    rules: &[
        both(CONVENTIONS, "Every answer has `X-Okta-Request-Id` and `Date`; a body is JSON."),
        both(
            RATE_LIMITS,
            "Every answer has `X-Rate-Limit-Limit`, `-Remaining` and `-Reset`; the reset is in \
             seconds since 1970.",
        ),
        documented(RATE_LIMITS, "600 requests a minute and method to `/api/v1`.").switch("rateLimit"),
        observed("The event hook operations have no limit of their own: they share that of `/api/v1`."),
        documented(RATE_LIMITS, "`/api/v1/logs` has a limit of its own.").switch("logsRateLimit"),
        documented(RATE_LIMITS, "`/oauth2` is counted apart.").switch("rateLimit"),
        documented(
            RATE_LIMITS,
            "The window of a rate limit lasts a minute and does not begin with the clock's.",
        ),
        documented(RATE_LIMITS, "A request too many: 429 E0000047."),
        documented(
            ERRORS,
            "An error has `errorCode`, `errorSummary`, `errorLink`, `errorId` and `errorCauses`; the \
             code and its status are those of the catalogue.",
        ),
        observed("An `errorId` begins with `oae`."),
        documented(LOG_QUERY, "The System Log leaves out some of these members; its `errorId` is a UUID."),
        documented(
            ERRORS,
            "An unknown path: 404 E0000008. A method that the path does not have: 405 E0000022.",
        ),
        fixed(ORDER, "The rate limit is counted first; then come the token, its scope, and the path."),
        documented(CONVENTIONS, "`Authorization: SSWS <token>` has the API token.").switch("apiToken"),
        observed("`SSWS<token>`, without the blank, is accepted."),
        documented(ERRORS, "A wrong token: 401 E0000011."),
        fixed("no switch: a client does the same after E0000005", "No token at all: 401 E0000011."),
    ],
};
