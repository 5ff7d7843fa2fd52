import type { EventType } from '../event-types.js'
import type { EventHookSpec } from '../models.js'
import type { Secret, UrlLike } from './common.js'

/** A hook in its short form. */
export interface EventHookOptions {
  /** Its name: 1 to 255 characters, unique in the org. */
  name: string
  /** `https://…`, at most 1,024 characters, without white space. */
  uri: string | UrlLike
  /** Event types; at most 300. See <https://developer.okta.com/docs/reference/api/event-types/>. */
  events: readonly EventType[]
  description?: string | undefined
  /** Event types with the condition under which each is delivered. Needs the feature Event Hook Filtering. */
  filters?: { readonly [eventType: string]: string } | undefined
  /** Headers that Okta adds to each request. Okta returns their values in clear: a secret goes in `authHeader`. */
  headers?: { readonly [name: string]: string } | undefined
  /** The header that proves to the endpoint that the request is meant for it; `Authorization` unless named. */
  authHeader?: { name?: string | undefined; value: string | Secret } | undefined
}

/**
 * The spec of a hook, for `createEventHook` and `replaceEventHook`; it prints without its secret.
 *
 * ```js
 * eventHookSpec({
 *   name: 'Leavers',
 *   uri: 'https://hooks.example.com/okta',
 *   events: ['user.lifecycle.deactivate'],
 *   authHeader: { value: process.env.HOOK_SECRET },
 * })
 * ```
 */
export function eventHookSpec(options: EventHookOptions): EventHookSpec
