use super::page::{API, BEST_PRACTICES, CONCEPTS, EVENT_TYPES, RATE_LIMIT_EVENTS};
use super::why::{ORDER, TEXT};
use super::{Area, both, documented, fixed, inferred, observed};

pub(super) const AREA: Area = Area {
    name: "Deliveries",
    rules: &[
        documented(API, "Events go to hooks that are ACTIVE and VERIFIED and name the event type."),
        inferred(
            "rules.stoppedHookLosesQueue",
            "A hook that is deactivated, or becomes UNVERIFIED, loses the events that wait for it.",
        )
        .note("`false`: they are sent"),
        fixed(
            "no switch: there is no address left",
            "A hook that is deleted loses the events that wait for it.",
        ),
        documented(CONCEPTS, "Events close in time share one POST."),
        inferred("batchWindow", "How long events are collected for one POST.")
            .note("short, for tests; real deliveries suggest about ten seconds"),
        inferred("batchSize", "There is no limit of the events in one POST."),
        fixed(ORDER, "The events of one POST are in the order in which they happened."),
        documented(
            CONCEPTS,
            "The body has `eventType`, `eventTypeVersion`, `cloudEventsVersion`, `source`, `eventId`, \
             `eventTime`, `contentType` and `data.events`. `source` ends in the id of the hook.",
        ),
        documented(
            CONCEPTS,
            "An event is not quite its System Log entry: it has `client.ipChain` in place of \
             `request.ipChain`, and `insertionTimestamp`.",
        ),
        observed("The `client.zone` of a sample event is the text `null`."),
        fixed(
            "no switch: windows of two hooks need not hold the same events",
            "Each hook has a POST and an `eventId` of its own.",
        ),
        documented(
            CONCEPTS,
            "A delivery has the authorization header, the custom headers, `Accept` and `Content-Type: \
             application/json`.",
        ),
        fixed(
            TEXT,
            "A delivery has `User-Agent: Okta-Integrations` and `X-Okta-Request-Id`, as the \
             verification has.",
        ),
        documented(CONCEPTS, "200 and 204 are success, with an empty body too."),
        fixed("no switch: documented for inline hooks", "Every other 2xx is success too."),
        documented(CONCEPTS, "The receiver has 3 seconds to answer a delivery.").switch("timeout"),
        documented(
            CONCEPTS,
            "A delivery that ends in a timeout or a 5xx is retried once. A 4xx is not retried.",
        ),
        inferred(
            "rules.retryUnreachable",
            "A delivery that finds no connection, or a broken one, is retried once.",
        ),
        fixed(
            "no switch: documented for inline hooks",
            "A redirect is not followed; it counts as a failure.",
        ),
        inferred("rules.retryRedirects", "A delivery that is redirected is not retried."),
        inferred("retryDelay", "The retry comes at once."),
        inferred("rules.retryKeepsEventId", "The retry has the same body, with the same `eventId`.")
            .note("`false`: a new `eventId` and `eventTime`"),
        fixed(
            "no switch: little time to change anything",
            "The retry goes where the first try went, whatever has become of the hook.",
        ),
        documented(EVENT_TYPES, "A delivery that fails in the end leaves an `event_hook.delivery` record."),
        fixed(TEXT, "The members and texts of an `event_hook.delivery` record: no real one is published."),
        documented(EVENT_TYPES, "A delivery that succeeds leaves no record.")
            .switch("rules.deliverySuccessRecords")
            .note("`true` is not Okta's: a record with outcome SUCCESS"),
        both(CONCEPTS, "The event names the hooks that are due, in `debugContext.debugData`."),
        observed(
            "The member is `targetEventHookIds`, its ids are separated by commas. Delivered events \
             have it too.",
        ),
        inferred("rules.targetIdsBeforeFilters", "Hooks whose filter rejects the event are not named."),
        documented(CONCEPTS, "400,000 applicable events are sent in 24 hours, which begin with the first.")
            .switch("dailyEvents"),
        documented(CONCEPTS, "A warning is recorded at 280,000 of these events.")
            .switch("dailyEventsWarning"),
        documented(
            BEST_PRACTICES,
            "Over the daily limit nothing is sent, nor sent later. Retries do not count.",
        ),
        fixed("no switch: nothing is triggered then", "Over the daily limit no hook is named in the event."),
        documented(
            RATE_LIMIT_EVENTS,
            "The records of the daily limit are `system.operation.rate_limit.warning` and \
             `.violation`, at most one of each in 24 hours.",
        ),
        inferred(
            "rules.quotaCountsFiltered",
            "An event that every filter rejects does not count towards the daily limit.",
        ),
        fixed(
            "no switch: the limit is the org's, not a hook's",
            "An event counts once towards the daily limit, however many hooks get it.",
        ),
    ],
};
