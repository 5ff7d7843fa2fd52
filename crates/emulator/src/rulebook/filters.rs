use super::page::{API, EXPRESSIONS, EXPRESSIONS_IN_GENERAL, FILTERING};
use super::why::{SPRING, TEXT};
use super::{Area, both, documented, fixed, inferred, observed};

pub(super) const AREA: Area = Area {
    name: "Filters",
    rules: &[
        documented(FILTERING, "Filters are a feature that an org switches on.")
            .switch("rules.filteringEnabled"),
        inferred(
            "rules.filteringEnabled",
            "While filters are off, a hook with one is refused: 401 E0000015.",
        ),
        documented(FILTERING, "A filter belongs to one event type of the hook."),
        fixed("no switch: the type is subscribed to all the same", "Events of a type without a filter pass."),
        inferred(
            "rules.filterRefusesUnsubscribed",
            "A filter for a type that is not in `items` is refused: 400 E0000001.",
        )
        .note("`false`: it does nothing"),
        fixed(
            "no switch: nobody says how two would combine",
            "Two filters for one type are refused: 400 E0000001.",
        ),
        both(API, "`filter.type` may be left out and comes back as `EXPRESSION_LANGUAGE`."),
        observed("`condition.version` is `null`. The filters come back in the order of the request."),
        documented(EXPRESSIONS, "An expression is a condition: it gives true or false."),
        documented(
            EXPRESSIONS,
            "An expression may name `event.eventType`; `event.outcome.result` and `.reason`; \
             `event.actor` and targets with `id`, `type`, `alternateId` and `displayName`; \
             `event.debugData.changedAttributes`.",
        ),
        fixed(
            "no switch: what another would mean is not known",
            "An expression that names any other member is refused.",
        ),
        documented(
            EXPRESSIONS,
            "Expressions have `eq`, `ne`, `&&`, `||`, `.?[ ]`, `.size() > 0` and `.contains()`.",
        ),
        observed("Expressions also have `==`, `!=`, `null` and `OR`."),
        inferred(
            "rules.filterAcceptsUndocumentedOperators",
            "Expressions also have `!`, `not`, `lt`, `gt`, `le` and `ge`.",
        ),
        fixed(
            SPRING,
            "Operators that are words may have any case; `and` is one. Two single quotes in a string \
             are one.",
        ),
        documented(
            EXPRESSIONS_IN_GENERAL,
            "Assignments, arithmetic, constructors, and references to types, beans and variables are \
             refused.",
        ),
        documented(EXPRESSIONS, "Two selections over targets may be met by two different targets."),
        fixed(SPRING, "Strings of an expression are compared with their case. A missing member is `null`."),
        fixed("no switch: a delivery would have to fail", "`.contains()` of `null` is false."),
        fixed(
            "no switch: Okta publishes no bound",
            "An expression that is nested more than 64 deep is refused.",
        ),
        fixed(TEXT, "An expression that is refused: 400 E0000001, and what the causes say."),
    ],
};
