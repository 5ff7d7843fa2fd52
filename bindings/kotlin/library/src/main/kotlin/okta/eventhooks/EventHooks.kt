@file:JvmName("EventHooks")

package okta.eventhooks

/** Whether Okta delivers to it: it is switched on and verified. */
val EventHook.delivers: Boolean
    get() = status is Status.Active && verificationStatus is VerificationStatus.Verified

/**
 * The hook as it may be sent, to create one like it or to replace it. Okta does not return the secret of its authentication scheme:
 * give it one, or replace with `keepAuthScheme`.
 */
fun EventHook.toSpec(): EventHookSpec = native { specOfEventHook(this) }

/** The hook as JSON, with all that Okta sent. */
fun EventHook.toJson(): String = native { eventHookToJson(this) }

/** The hook that this JSON is, such as one that was saved. */
fun EventHook.Companion.fromJson(json: String): EventHook = native { eventHookFromJson(json) }

/** The entry as JSON, with all that Okta sent. */
fun LogEvent.toJson(): String = native { logEventToJson(this) }

/** The entry that this JSON is: of the System Log, or of a delivery. */
fun LogEvent.Companion.fromJson(json: String): LogEvent = native { logEventFromJson(json) }

/** The member of this name that the model does not know, or that was `null`. */
operator fun List<Member>.get(name: String): Json? = firstOrNull { it.name == name }?.json
