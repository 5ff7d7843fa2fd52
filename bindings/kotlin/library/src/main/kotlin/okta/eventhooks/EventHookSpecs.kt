@file:JvmName("EventHookSpecs")

package okta.eventhooks

/**
 * The spec of a hook in few words.
 *
 * ```kotlin
 * EventHookSpec(
 *     name = "Sign-ups",
 *     uri = "https://hooks.acme.test/okta",
 *     events = listOf("user.lifecycle.create"),
 *     authHeader = "Authorization" to Secret("…"),
 * )
 * ```
 *
 * See <https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/>.
 *
 * @param name 1 to 255 characters, unique in the org.
 * @param uri Where Okta delivers to.
 * @param events The event types.
 * @param filters For an event type, an expression of which of its events are delivered.
 * @param headers What Okta sends along.
 * @param authHeader The name and the secret value of the header by which Okta authenticates itself.
 */
@JvmName("of")
@JvmOverloads
fun EventHookSpec(
    name: String,
    uri: String,
    events: List<String>,
    description: String? = null,
    filters: Map<String, String> = emptyMap(),
    headers: Map<String, String> = emptyMap(),
    authHeader: Pair<String, Secret>? = null,
): EventHookSpec = native {
    val auth = authHeader?.let { (header, value) -> AuthHeader(header, value) }
    specOfOptions(SpecOptions(name, uri, events, description, filters, headers.mapValues { HeaderText(it.value) }, auth))
}

/** The spec as JSON, the secret of its authentication scheme included. */
fun EventHookSpec.toJson(): String = native { specToJson(this) }

/** The spec that a person wrote as JSON. A member that looks misspelt is refused. */
fun EventHookSpec.Companion.fromJson(json: String): EventHookSpec = native { specFromJson(json) }
