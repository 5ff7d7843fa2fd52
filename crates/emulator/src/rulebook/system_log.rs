use super::page::{EVENT_TYPES, LOG_API, LOG_QUERY};
use super::why::TEXT;
use super::{Area, documented, fixed, inferred};

pub(super) const AREA: Area = Area {
    name: "System Log",
    rules: &[
        documented(
            LOG_API,
            "The parameters are `since`, `until`, `after`, `filter`, `q`, `limit` (0 to 1000, else \
             100) and `sortOrder`. `since` is seven days before `until` if it is left out, and \
             excludes `after`.",
        ),
        inferred("rules.logsRefuseUnknownParameters", "Any other parameter is refused: 400 E0000001.")
            .note("`false`: it is ignored"),
        documented(
            LOG_QUERY,
            "A query without `until`, in ascending order, polls: it goes by the time of writing.",
        ),
        documented(LOG_QUERY, "A poll always has a `next` link, also on an empty page."),
        documented(
            LOG_QUERY,
            "All other queries are bounded: they go by `published`; the last page has no `next` link.",
        ),
        fixed(
            "no switch: a cursor is opaque",
            "The bound of the first page holds for all, also when it is the default.",
        ),
        fixed("no switch: nothing could follow", "A bounded query with `limit=0` has no `next` link."),
        fixed("no switch: one instant", "`since` and `until` are inclusive."),
        fixed("no switch: write the offset", "A time without an offset is in UTC."),
        documented(LOG_QUERY, "Events older than 90 days are not returned."),
        documented(LOG_QUERY, "A `since` of more than 180 days ago: 400 E0000053."),
        documented(
            LOG_QUERY,
            "`filter` knows `eq`, `ne`, `gt`, `ge`, `lt`, `le`, `pr`, `sw`, `co`, `ew`, `and`, `or`, \
             `not` and parentheses; not `published`, and no `co` on `debugContext.debugData.url` and \
             `requestUri`.",
        ),
        fixed(
            "no switch: write values as events have them",
            "Values in `filter` are compared with their case.",
        ),
        documented(
            LOG_QUERY,
            "All words of `q` have to match, in any case: at most 10, of at most 40 characters.",
        ),
        documented(
            LOG_QUERY,
            "Documented texts: about dates, long words, operators, fields, and fields with operators.",
        ),
        fixed(TEXT, "All other texts about parameters and filters."),
        documented(
            EVENT_TYPES,
            "The management of hooks is recorded: `event_hook.created`, `.updated`, `.deleted`, \
             `.activated`, `.deactivated` and `.verified`, the last with each outcome.",
        ),
        fixed(TEXT, "The targets, texts and `debugData` of `event_hook.*` records."),
        fixed(
            "no switch: nothing has changed",
            "An activation or deactivation that changes nothing is not recorded.",
        ),
    ],
};
