/// Where URLSession does not do what a case of the faults expects. Each is played, and must differ in this and in nothing else: that a
/// create is sent twice is never among it.
enum FaultDifferences {
    struct Difference: Sendable {
        /// Why.
        let reason: String
        /// Every text that tells what goes wrong contains one of these.
        let found: [String]
        /// Whether it differs each time.
        var isSteady = true
    }

    /// It ends the process: the case is played in one of its own.
    static let fatal = "ended by a signal"

    #if canImport(FoundationNetworking)
        /// Of FoundationNetworking, which is URLSession on Linux, made with libcurl.
        static let all: [String: Difference] = [
            "bodies/a_deletion_may_have_a_body_after_204": Difference(
                reason:
                    "it reads no body after a 204; what comes then spoils the connection, and a deletion is sent again by itself",
                found: ["found"]),
            "compressed/compression_is_asked_for": Difference(
                reason: "it asks for all that it can decompress",
                found: ["accept-encoding: found Some(\"deflate, gzip, br, zstd\")"]),
            "compressed/what_does_not_decompress_is_no_answer_half_of_it": Difference(
                reason:
                    "it takes a compressed body that is cut short for a whole one, so that the JSON in it is what cannot be read",
                found: [
                    "found protocol, expected transport",
                    "requests: found [\"GET /api/v1/eventHooks/who7kd2mQ9vYt3LxB5d7\"], expected 2",
                ]),
            "connections/a_create_on_a_connection_that_dies_is_sent_once_closed": ownConnection,
            "connections/a_create_on_a_connection_that_dies_is_sent_once_reset": ownConnection,
            "connections/refusals_and_creates_keep_the_connection_too": ownConnection,
            "framing/a_change_of_protocol_is_no_answer": Difference(
                reason: "it waits for what comes after a 101: the time ends it", found: ["not done after 10.0 seconds"]),
            "framing/a_create_is_sent_once_two_different_lengths": twoLengths,
            "framing/nonsense_is_no_answer_two_different_lengths": twoLengths,
            "framing/odd_but_valid_chunks_with_extensions_and_a_trailer": noResponse,
            "framing/odd_but_valid_names_in_capitals": Difference(
                reason: "it reads no header without a blank after the colon", found: ["the answer was lost"]),
            "lists/a_cursor_stays_in_the_query_braces": Difference(
                reason: "it writes a brace in an address as %7B, which means the same", found: ["?after=%7B1%7D"]),
            "lost/a_create_is_sent_once_close_in_the_head": noResponse,
            "lost/a_get_is_sent_again_close_in_the_head": noResponse,
            "lost/a_get_survives_one_fault_after_another": Difference(
                reason: "it sends a GET again by itself when a kept connection turns out to be dead",
                found: ["x-okta-retry-count: found Some(\"2\"), expected Some(\"3\")"]),
            "oversized/a_body_of_a_gigabyte_is_not_read_to_its_end_in_chunks": tooLarge,
            "oversized/a_body_of_a_gigabyte_is_not_read_to_its_end_until_close": tooLarge,
            "oversized/a_body_of_a_gigabyte_is_not_read_to_its_end_with_a_length": tooLarge,
            "rate_limits/a_wait_that_is_too_long_is_not_begun_for_the_greatest_number_of_seconds": Difference(
                reason: "a Duration cannot hold it", found: ["waitSecs: found"]),
        ]

        private static let ownConnection = Difference(
            reason: "what must be sent once goes over a connection of its own", found: ["connections: found"])
        private static let twoLengths = Difference(
            reason: "of two lengths it takes the last: the JSON that is cut off there is what cannot be read",
            found: ["found protocol, expected transport"])
        private static let tooLarge = Difference(
            reason:
                "libcurl reads on for as long as there is something to read, before it can be told to stop; that is thrown away",
            found: ["sentMax: "], isSteady: false)
        /// https://github.com/swiftlang/swift-corelibs-foundation/issues/5285, which is repaired after Swift 6.2.
        private static let noResponse = Difference(
            reason: "it ends the process when an answer ends in its head, and after a trailer", found: [fatal])
    #else
        static let all: [String: Difference] = [:]
    #endif
}
