package okta.eventhooks.bench

import com.squareup.moshi.Moshi
import com.squareup.moshi.Types
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

// The models of the library as a program would write them itself: what they do not know is dropped.

@Serializable
internal data class Hook<L>(
    val id: String,
    val status: String,
    val verificationStatus: String,
    val name: String,
    val events: Events,
    val channel: Channel,
    val description: String? = null,
    val created: String? = null,
    val createdBy: String? = null,
    val lastUpdated: String? = null,
    @SerialName("_links") @com.squareup.moshi.Json(name = "_links") val links: L? = null,
)

@Serializable internal data class Events(val type: String, val items: List<String>, val filter: Filters? = null)

@Serializable internal data class Filters(val type: String? = null, val eventFilterMap: List<Filter>)

@Serializable internal data class Filter(val event: String, val condition: Condition)

@Serializable internal data class Condition(val version: String? = null, val expression: String)

@Serializable internal data class Channel(val type: String, val version: String, val config: Config)

@Serializable
internal data class Config(
    val uri: String,
    val headers: List<Header>? = null,
    val method: String? = null,
    val authScheme: AuthScheme? = null,
)

@Serializable internal data class Header(val key: String, val value: String? = null)

@Serializable internal data class AuthScheme(val type: String, val key: String, val value: String? = null)

private val lenient = Json { ignoreUnknownKeys = true }

/** The bytes of an answer, as kotlinx.serialization reads them. */
internal fun byKotlinx(body: ByteArray): List<Hook<JsonElement>> = lenient.decodeFromString(body.decodeToString())

private val list =
    Types.newParameterizedType(List::class.java, Types.newParameterizedType(Hook::class.java, Any::class.java))
private val moshi = Moshi.Builder().add(KotlinJsonAdapterFactory()).build().adapter<List<Hook<Any>>>(list)

/** The same by Moshi. */
internal fun byMoshi(body: ByteArray): List<Hook<Any>> = moshi.fromJson(okio.Buffer().write(body))!!
