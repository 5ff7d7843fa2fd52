use super::Difference;

/// Where the org differs from Okta on purpose, for the sake of tests.
pub const DIFFERENCES: &[Difference] = &[
    set("port", "It listens on 127.0.0.1 only; port 0 is any free one."),
    set("tls", "It speaks plain http unless it is told to make itself a certificate."),
    set(
        "receiverCa",
        "Certificates that are trusted, besides those of the system, when an https receiver is \
             called.",
    ),
    set(
        "apiToken",
        "There is one API token, which may do everything and never lapses. Left out, it follows \
             from `seed`.",
    ),
    set("seed", "Ids, tokens and challenges follow from a number: same seed, same requests, same ids."),
    set("requireHttps", "Receivers on a loopback address may have plain http. Okta takes https only."),
    set("batchWindow", "Events are collected for a moment; at Okta it looks like ten seconds."),
    set(
        "logsRateLimit",
        "The System Log may be polled as often as the rest. Okta allows 20 to 120 requests a \
             minute.",
    ),
    set("tokenLifetime", "An access token may live as long as you like; Okta's live an hour."),
    set("oauthClients", "Service apps are registered here, and the granted scopes with them."),
    set("rules", "The switches."),
    set("clock", "The time may stand still and be moved: `POST /emulator/clock`."),
    set("hooks", "The hooks at the start."),
    set("events", "The System Log at the start."),
    set("faults", "What goes wrong on purpose: `POST /emulator/faults`."),
    set("history", "How many requests, deliveries and verifications `/emulator` lists."),
    plain("Paths below `/emulator` are the emulator's own and need no token."),
    plain(
        "A hook gets events as soon as it is verified, each of them once, unless a fault says \
             otherwise. Okta may need several minutes, and may deliver late, twice or in another \
             order.",
    ),
    plain("`Authorization: Bearer` also takes the API token."),
    plain("A service app needs no admin role."),
    plain("An event may have any type; a hook gets those that it names."),
    plain(
        "A filter that is refused has a second cause, which begins with `emulator:` and says what \
             is wrong.",
    ),
];

/// What is missing.
pub const GAPS: &[&str] = &[
    "OAuth 2.0 is one grant at the org's authorization server: no custom server, no keys or \
     discovery document, no introspection or revocation, no client secrets of API \
     integrations, no JWKS by URL, no ES512.",
    "The grant of an access token leaves no record in the System Log.",
    "The rate limit does not divide the quota between tokens, and a session of the Admin \
     Console has no limit of its own. The limit of requests at the same time is a fault \
     (`rateLimit: { kind: concurrency }`), not a rule.",
    "Exceeding a rate limit of the API leaves no record in the System Log.",
    "The historic pause after 1500 timeouts in 15 minutes is left out; Okta removed it from \
     its pages in 2024.",
    "Internationalised host names, and hooks on Okta Workflows (verified without a call), are \
     not known.",
    "`q` matches whole words, words in a hyphenated value, and nothing cleverer.",
    "The preview of the Admin Console, which posts an event without regard to filters, is \
     left out.",
    "An API token does not lapse after 30 days without use, and has no owner whose rights it \
     could have.",
    "Everything is kept in memory for as long as the emulator lives.",
];

const fn set(setting: &'static str, text: &'static str) -> Difference {
    Difference { text, setting: Some(setting) }
}

const fn plain(text: &'static str) -> Difference {
    Difference { text, setting: None }
}
