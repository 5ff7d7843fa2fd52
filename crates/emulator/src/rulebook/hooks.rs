use super::page::{API, CONCEPTS, REFERENCE};
use super::why::ORDER;
use super::{Area, both, documented, fixed, inferred, observed};

pub(super) const AREA: Area = Area {
    name: "Hooks",
    rules: &[
        both(API, "A new hook is ACTIVE and UNVERIFIED."),
        documented(API, "Create answers 200, not 201."),
        observed("A create request may have `status: ACTIVE`."),
        inferred(
            "rules.createHonoursInactive",
            "A create request with `status: INACTIVE` makes an INACTIVE hook.",
        ),
        observed(
            "A `status` in a replace request activates or deactivates the hook; without one the \
             status stays. Both kinds of hook can be replaced.",
        ),
        fixed(
            "no switch: as activation and deactivation do",
            "A `status` in a replace request leaves the verification as it is.",
        ),
        fixed("no switch: Okta's SDKs send them", "All other read-only members of a request are ignored."),
        documented(API, "The list has all hooks, in one page."),
        fixed(ORDER, "The list begins with the oldest hook."),
        both(REFERENCE, "Activation and deactivation keep the verification."),
        inferred(
            "rules.lifecycleRefusesRepeat",
            "Activating an ACTIVE hook, or deactivating an INACTIVE one, answers 200 and changes \
             nothing.",
        )
        .note("`true`: 400 E0000001"),
        inferred(
            "rules.lifecycleMovesLastUpdated",
            "Activation, deactivation and verification move `lastUpdated`.",
        ),
        observed(
            "A replacement is full: `headers` that are left out become `[]`, a `filter` becomes \
             `null`.",
        ),
        fixed("no switch: as the other members", "A `description` that is left out becomes `null`."),
        both(
            API,
            "A changed channel makes the hook UNVERIFIED, in the answer to the replace request \
             already.",
        ),
        fixed(
            "no switch: the documentation makes no exception",
            "A changed channel makes an INACTIVE hook UNVERIFIED too.",
        ),
        inferred(
            "rules.sameChannelUnverifies",
            "The same channel again leaves the hook as it is; a secret that is sent is compared with \
             the stored one.",
        )
        .note("`true`: every replace request makes the hook UNVERIFIED"),
        inferred(
            "rules.authSchemeValueOmitted",
            "A replace request whose `authScheme` has no `value` keeps the stored one.",
        )
        .note("`refuse`: 400 E0000001"),
        observed(
            "Replace answers with the old `lastUpdated` unless `status` changed; the next get has the \
             new one.",
        ),
        observed(
            "An id is `who` and 17 letters and digits. Times have whole seconds, written with \
             `.000Z`.",
        ),
        observed("`items` come back in an order of the server's."),
        fixed(ORDER, "The order of `items`: the shorter name first."),
        inferred("rules.itemsRefuseDuplicates", "A type that `items` name twice is there once.")
            .note("`true`: 400 E0000001"),
        documented(API, "`authScheme.value` is never returned."),
        both(API, "The values of custom headers are returned."),
        both(API, "`channel.config.method` is returned, as `POST`."),
        observed("What was not sent comes back as `null` (`description`, `filter`) or `[]` (`headers`)."),
        fixed("no switch: read it as optional", "An `authScheme` that was not sent is left out."),
        observed(
            "`_links` follow `status`: an ACTIVE hook has `self`, `verify` and `deactivate`, an \
             INACTIVE one `activate`, `self` and `delete`.",
        ),
        documented(API, "An ACTIVE hook cannot be deleted."),
        inferred("rules.deleteActive", "Deleting an ACTIVE hook is refused with 400 E0000001.")
            .note("`forbidden`: 403 E0000006"),
        documented(API, "Deleting an INACTIVE hook answers 204, without a body."),
        observed("A 204 has no `Content-Type`."),
        documented(CONCEPTS, "At most 25 hooks may be active.").switch("activeHooks"),
        inferred(
            "rules.activeHookLimit",
            "ACTIVE hooks count towards that limit, and it is checked when one becomes ACTIVE.",
        )
        .note("`activeAndVerified`: when one becomes both"),
        fixed(
            "no switch: the code of every failed validation",
            "An active hook too many is refused with 400 E0000001.",
        ),
        observed("An unknown id: 404 E0000007, `Not found: Resource not found: <id> (Webhook)`."),
    ],
};
