package okta.eventhooks.faults

/** Where OkHttp does not do what a case expects, and why. */
internal val DIFFERENCES_OF_OKHTTP =
    mapOf(
        "bodies: a_deletion_may_have_a_body_after_204" to
            "it takes a 204 that has a length for no answer, and what may be repeated is sent again",
        "framing: an_answer_that_comes_with_another_is_not_the_next_one" to
            "it takes what came behind an answer for the next one",
        "lost: a_get_survives_one_fault_after_another" to
            "on a kept connection that turns out to be dead it sends again by itself what may be repeated",
    )

private const val AGAIN = "without an answer that it can read, the JVM sends once more by itself what may be repeated"
private const val INFORMATIONAL =
    "the JVM takes an informational answer for the answer: it is refused at once, and what may be repeated is sent again"
private const val NUL = "the JVM does not show that there is a NUL in a header"

/** Where the HttpURLConnection of the JDK does not do what a case expects, and why. */
internal val DIFFERENCES_OF_HTTP_URL_CONNECTION =
    mapOf(
        "framing: nonsense_is_no_answer_a_head_without_end" to AGAIN,
        "framing: nonsense_is_no_answer_a_header_of_a_megabyte" to AGAIN,
        "framing: nonsense_is_no_answer_a_megabyte_of_headers" to AGAIN,
        "framing: nonsense_is_no_answer_a_status_line_without_end" to AGAIN,
        "framing: nonsense_is_no_answer_nul_in_a_header" to NUL,
        "framing: nonsense_is_no_answer_tls" to AGAIN,
        "framing: a_create_is_sent_once_nul_in_a_header" to NUL,
        "framing: an_informational_answer_is_skipped_early_hints" to INFORMATIONAL,
        "framing: an_informational_answer_is_skipped_processing" to INFORMATIONAL,
        "framing: an_answer_that_comes_with_another_is_not_the_next_one" to
            "the JVM drops what came behind an answer, and keeps the connection",
        "lost: a_get_is_sent_again_close_before_the_answer" to AGAIN,
        "lost: a_get_is_sent_again_reset_before_the_answer" to AGAIN,
        "lost: a_get_that_is_lost_each_time" to AGAIN,
        "lost: a_get_survives_one_fault_after_another" to AGAIN,
        "lost: a_delete_that_was_applied_and_then_reset_is_done" to AGAIN,
        "lost: a_lost_delete_is_done_even_if_a_limit_comes_between" to AGAIN,
        "slow: the_timeout_covers_the_whole_answer_early_hints_without_end" to INFORMATIONAL,
        "slow: a_create_is_sent_once_early_hints_without_end" to INFORMATIONAL,
        "slow: each_attempt_has_a_timeout_of_its_own" to AGAIN,
    )
