use super::page::{API, CONCEPTS};
use super::{Area, both, documented, fixed, inferred, observed};

pub(super) const AREA: Area = Area {
    name: "Verification",
    rules: &[
        both(CONCEPTS, "One GET to `uri` with a challenge in `X-Okta-Verification-Challenge`."),
        observed(
            "The GET has the authorization header, the custom headers, `Accept: application/json`, \
             `User-Agent: Okta-Integrations` and `X-Okta-Request-Id`. The challenge has 40 \
             characters.",
        ),
        observed("The operation answers when the verification has ended."),
        documented(API, "The receiver has 3 seconds to answer a verification.").switch("timeout"),
        documented(API, "After a timeout or an error answer there is one more GET."),
        inferred("rules.verifyRetries4xx", "After a 4xx there is one more GET."),
        inferred("rules.verifyRetriesWrongAnswer", "After a 2xx that is wrong there is none."),
        inferred("rules.retryRedirects", "After a redirect there is no other GET."),
        inferred(
            "rules.retryUnreachable",
            "After a GET that found no connection, or a broken one, there is one more.",
        ),
        inferred("rules.verifyRetryKeepsChallenge", "The second GET repeats the challenge."),
        documented(
            CONCEPTS,
            "The right answer to a challenge is JSON, with the challenge in `verification`.",
        ),
        fixed("no switch: as with deliveries", "The right answer may have any 2xx."),
        inferred("rules.verifyNeedsJson", "The right answer has to be labelled `application/json`."),
        documented(CONCEPTS, "A VERIFIED hook may be verified again."),
        documented(API, "A verification that fails: 400."),
        observed("The code of that 400 is E0000001. Its cause names the hook and not the reason."),
        inferred(
            "rules.failedVerificationUnverifies",
            "A VERIFIED hook whose verification fails stays VERIFIED.",
        ),
        fixed(
            "no switch: an address that was never called would count as verified",
            "A channel that was changed while it was verified is not verified: 400.",
        ),
        fixed(
            "no switch: as at any other time",
            "A hook that was deleted while it was verified: 404 E0000007.",
        ),
        inferred("rules.verifyRefusesInactive", "An INACTIVE hook cannot be verified: 400 E0000001.")
            .note("its answers have no `verify` link (observed)"),
    ],
};
