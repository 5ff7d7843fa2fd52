//! Where Okta's documentation is silent: one switch for each rule that had to be guessed.

use serde::{Deserialize, Serialize};

/// The switches. Each default is the reading that looks most plausible; none of them was checked against Okta.
///
/// Documented and observed rules have no switch: see [`rulebook`](crate::rulebook), which has all of them.
///
/// ```
/// use okta_event_hooks_emulator::{DeleteActive, Rules};
///
/// let rules = Rules { delete_active: DeleteActive::Forbidden, ..Rules::default() };
/// assert!(rules.retry_keeps_event_id);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[allow(clippy::struct_excessive_bools, reason = "independent switches, not a state")]
pub struct Rules {
    /// Inferred. What a PUT does whose `authScheme` has no `value`. Default [`AuthSchemeValueOmitted::Keep`].
    pub auth_scheme_value_omitted: AuthSchemeValueOmitted,
    /// Inferred. How the documented refusal to delete an ACTIVE hook looks. Default [`DeleteActive::BadRequest`].
    pub delete_active: DeleteActive,
    /// Inferred. Which hooks count towards the documented limit of 25, and when it is checked: one page of Okta's
    /// says "active", another "active and verified". Default [`ActiveHookLimit::Active`].
    pub active_hook_limit: ActiveHookLimit,
    /// Which event types a hook may subscribe to. That only eligible types are accepted is documented; whether an
    /// org accepts the beta ones is inferred. Default [`EventTypes::Eligible`].
    pub event_types: EventTypes,
    /// Inferred beyond `Accept`: which names a custom header may not have. Default [`ReservedHeaders::Broad`].
    pub reserved_headers: ReservedHeaders,
    /// Inferred. Whether `status: INACTIVE` in a create request is honoured, as it is in a replace request
    /// (observed). When off, a new hook is always ACTIVE. Default on.
    pub create_honours_inactive: bool,
    /// Inferred. Whether a create or replace request without `name`, `events` or `channel` is malformed (E0000003) and
    /// not invalid (E0000001). Default off.
    pub missing_member_malformed: bool,
    /// Inferred. Whether `items` that name a type twice are refused; otherwise the two become one. Default off.
    pub items_refuse_duplicates: bool,
    /// Inferred. Whether a replace request that repeats the channel makes the hook UNVERIFIED too, as a changed channel
    /// does (documented). Default off.
    pub same_channel_unverifies: bool,
    /// Inferred. Whether activating an ACTIVE hook, or deactivating an INACTIVE one, is refused with E0000001; otherwise
    /// the answer is 200 and nothing changes. Default off.
    pub lifecycle_refuses_repeat: bool,
    /// Inferred. Whether activation, deactivation and verification move `lastUpdated`. Default on.
    pub lifecycle_moves_last_updated: bool,
    /// Inferred. Whether verifying an INACTIVE hook is refused; its answers carry no `verify` link (observed).
    /// Default on.
    pub verify_refuses_inactive: bool,
    /// Inferred. Whether a verification answer has to be labelled `application/json`. Default on.
    pub verify_needs_json: bool,
    /// Inferred. Whether a 4xx answer to the verification request is tried once more: the API reference retries on
    /// "an error response", the concept page (about deliveries) excludes 4xx. Default on.
    pub verify_retries_4xx: bool,
    /// Inferred. Whether a 2xx answer to the verification request that is wrong is tried once more. Default off.
    pub verify_retries_wrong_answer: bool,
    /// Inferred. Whether the second verification request has the challenge of the first. Default on.
    pub verify_retry_keeps_challenge: bool,
    /// Inferred. Whether a failed verification makes a VERIFIED hook UNVERIFIED. Default off.
    pub failed_verification_unverifies: bool,
    /// Inferred. Whether a delivery or verification that found no connection, or a broken one, is retried as after a
    /// timeout. Default on.
    pub retry_unreachable: bool,
    /// Inferred. Whether the retry of a delivery repeats the first attempt's `eventId`. Default on.
    pub retry_keeps_event_id: bool,
    /// Inferred. Whether a redirect, which counts as a failure, is retried. Default off.
    pub retry_redirects: bool,
    /// Inferred. Whether a hook that is deactivated, or becomes UNVERIFIED, loses the events that wait for the end of
    /// its batch window. Default on.
    pub stopped_hook_loses_queue: bool,
    /// Inferred. Whether `targetEventHookIds` also names the hooks whose filter rejects the event. Default off.
    pub target_ids_before_filters: bool,
    /// Inferred. Whether an event that every filter rejects counts towards the daily quota. Default off.
    pub quota_counts_filtered: bool,
    /// Inferred. Whether `!`, `not`, `lt`, `gt`, `le` and `ge` are accepted in filter expressions; Spring has
    /// them, Okta's pages do not name them. (`size() > 0` is documented and always accepted.) Default on.
    pub filter_accepts_undocumented_operators: bool,
    /// Inferred. Whether a filter for an event type that is not among `items` is refused; otherwise it does nothing.
    /// Default on.
    pub filter_refuses_unsubscribed: bool,
    /// Event hook filtering is a feature that an org switches on (documented). When off, a hook with a filter is
    /// refused with E0000015 (inferred). Default on.
    pub filtering_enabled: bool,
    /// Documented that a lifecycle POST without `Content-Length` gets 411; the body of that answer is inferred
    /// (empty). Default on. `curl -X POST` leaves the header out: add `-d ''`.
    pub length_required: bool,
    /// Inferred. Whether a write whose `Content-Type` is missing (E0000018) or not JSON (E0000012) is refused.
    /// Default on.
    pub content_type_required: bool,
    /// Inferred. Whether the scope `okta.eventHooks.manage` also lets a service app list and get hooks. Okta does not
    /// say; ask for both. Default off.
    pub manage_implies_read: bool,
    /// Inferred. What a token request gets of which some scopes are granted to the app and others are not: a token
    /// with the granted ones, or a refusal. (When none is granted, the refusal is observed.) Default on: a token.
    pub partly_granted_scopes: bool,
    /// Inferred. Whether the API refuses an unknown or expired access token, and one without the scope, with a body of
    /// `error` and `error_description`, as its documented refusals of DPoP proofs have, and not with E0000011 and
    /// E0000006. The status is the same. Default off.
    pub api_oauth_errors: bool,
    /// Whether a DPoP proof made with the key of the app's assertions is refused. Okta's guide says that the two keys
    /// differ (documented); its Node SDK uses one for both (observed). How the refusal looks is inferred. Default off.
    pub dpop_refuses_client_keys: bool,
    /// Okta's API asks for no nonce in a DPoP proof (documented); its SDKs are ready for it. When on, every call with
    /// a DPoP-bound token is answered with 401 `use_dpop_nonce` and a `dpop-nonce` header until its proof carries that
    /// nonce (inferred, after RFC 9449). Default off.
    pub resource_dpop_nonce: bool,
    /// Inferred. Whether an unknown parameter of `GET /api/v1/logs` is refused, so that a misspelt one is found;
    /// otherwise it is ignored. Default on.
    pub logs_refuse_unknown_parameters: bool,
    /// **Emulator only: Okta writes no such record.** Whether a successful delivery also leaves an
    /// `event_hook.delivery` record, with outcome SUCCESS. Default off.
    pub delivery_success_records: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            auth_scheme_value_omitted: AuthSchemeValueOmitted::Keep,
            delete_active: DeleteActive::BadRequest,
            active_hook_limit: ActiveHookLimit::Active,
            event_types: EventTypes::Eligible,
            reserved_headers: ReservedHeaders::Broad,
            create_honours_inactive: true,
            missing_member_malformed: false,
            items_refuse_duplicates: false,
            same_channel_unverifies: false,
            lifecycle_refuses_repeat: false,
            lifecycle_moves_last_updated: true,
            verify_refuses_inactive: true,
            verify_needs_json: true,
            verify_retries_4xx: true,
            verify_retries_wrong_answer: false,
            verify_retry_keeps_challenge: true,
            failed_verification_unverifies: false,
            retry_unreachable: true,
            retry_keeps_event_id: true,
            retry_redirects: false,
            stopped_hook_loses_queue: true,
            target_ids_before_filters: false,
            quota_counts_filtered: false,
            filter_accepts_undocumented_operators: true,
            filter_refuses_unsubscribed: true,
            filtering_enabled: true,
            length_required: true,
            content_type_required: true,
            manage_implies_read: false,
            partly_granted_scopes: true,
            api_oauth_errors: false,
            dpop_refuses_client_keys: false,
            resource_dpop_nonce: false,
            logs_refuse_unknown_parameters: true,
            delivery_success_records: false,
        }
    }
}

/// What a PUT does whose `authScheme` has no `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AuthSchemeValueOmitted {
    /// The stored value stays.
    Keep,
    /// 400 E0000001.
    Refuse,
}

/// The answer to DELETE of an ACTIVE hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeleteActive {
    /// 400 E0000001.
    BadRequest,
    /// 403 E0000006.
    Forbidden,
}

/// Which hooks count towards the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ActiveHookLimit {
    /// ACTIVE hooks, checked whenever one becomes ACTIVE.
    Active,
    /// ACTIVE and VERIFIED hooks, checked whenever one becomes both.
    ActiveAndVerified,
}

/// Which event types a hook may subscribe to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EventTypes {
    /// The 314 of the catalogue, beta ones included.
    Eligible,
    /// The 264 that are generally available.
    GenerallyAvailable,
    /// Anything; Okta refuses ineligible types. For types newer than this crate.
    Any,
}

/// Which names a custom header may not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReservedHeaders {
    /// `Accept`, `Content-Type`, `Content-Length`, `Host`, `Connection`, `Transfer-Encoding`, `User-Agent`, `X-Okta-*`.
    Broad,
    /// `Accept`, the only name that Okta's documentation gave.
    AcceptOnly,
}
