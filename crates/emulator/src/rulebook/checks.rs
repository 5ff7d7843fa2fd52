use super::page::{API, CONCEPTS, CONVENTIONS, ERRORS, EVENT_TYPES, REFERENCE};
use super::why::{ORDER, TEXT};
use super::{Area, documented, fixed, inferred};

pub(super) const AREA: Area = Area {
    name: "Checks of create and replace requests",
    rules: &[
        documented(ERRORS, "A body that is missing or not JSON: 400 E0000003."),
        fixed(
            "no switch: either code says that the request is wrong",
            "A value of another JSON type, or one that an enum does not have: 400 E0000003. What \
             fails any other check: 400 E0000001.",
        ),
        fixed(
            ORDER,
            "The first check that fails is the only cause: name, events, filters, channel, then the \
             limit of hooks.",
        ),
        fixed(TEXT, "The texts of the causes."),
        documented(API, "`name`, `events` and `channel` are required."),
        inferred("rules.missingMemberMalformed", "Without `name`, `events` or `channel`: 400 E0000001.")
            .note("`true`: E0000003"),
        documented(REFERENCE, "`name` has 1 to 255 characters and is unique in the org."),
        fixed("no switch: a name has to be seen", "A `name` of blanks is refused."),
        documented(
            API,
            "`events.type` is `EVENT_TYPE`, `channel.type` is `HTTP`, `channel.version` is `1.0.0`.",
        ),
        documented(CONCEPTS, "A hook names at most 300 event types.").switch("eventTypesPerHook"),
        fixed("no switch: such a hook would do nothing", "`items` may not be empty."),
        documented(
            EVENT_TYPES,
            "Only types that the catalogue marks as eligible for event hooks may be named: 314 in \
             release 2026.08.1. They are compared with their case.",
        ),
        inferred(
            "rules.eventTypes",
            "The 50 of these 314 that the catalogue marks as beta are accepted too.",
        )
        .note(
            "`generallyAvailable`: only the 264 others; `any`: every name, for types that are newer \
             than this crate",
        ),
        documented(REFERENCE, "`uri` begins with `https://`.")
            .switch("requireHttps")
            .note("`false` is not Okta's: plain http is accepted on loopback addresses"),
        documented(REFERENCE, "`uri` has at most 1024 characters and no white space."),
        documented(REFERENCE, "An `authScheme` needs `type`, `key` and `value`."),
        documented(API, "`headers` may hold `null`, which is passed over."),
        documented(REFERENCE, "Custom headers may not have reserved names; `Accept` is one."),
        inferred(
            "rules.reservedHeaders",
            "Reserved names are also `Content-Type`, `Content-Length`, `Host`, `Connection`, \
             `Transfer-Encoding`, `User-Agent` and `X-Okta-*`.",
        )
        .note("`acceptOnly`: they are not"),
        fixed("no switch: no delivery could have it", "A header that HTTP cannot carry is refused."),
        inferred(
            "rules.contentTypeRequired",
            "A body without a `Content-Type`: 400 E0000018. One that is not labelled as JSON: \
             E0000012.",
        ),
        documented(ERRORS, "E0000012 comes with 404, not with 415."),
        documented(CONVENTIONS, "A lifecycle operation without `Content-Length`: 411.")
            .switch("rules.lengthRequired"),
        fixed(TEXT, "A 411 has no body."),
    ],
};
