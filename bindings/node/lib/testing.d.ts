// An Okta org in the process, for tests: no account, no network.

import type { EventType } from './event-types.js'
import type { Client, Secret } from './index.js'
import type { LogEvent } from './models.js'
import type { AsyncDisposable } from './types/common.js'
import type { DeliveryAttempt, EmulatorConfig, Fault, RequestRecord, VerificationAttempt } from './types/emulator.js'
import type { FromEnvOptions, ServiceApp } from './types/options.js'

export type { DeliveryAttempt, EmulatorConfig, Fault, RequestRecord, VerificationAttempt } from './types/emulator.js'

/**
 * A running org that behaves as Okta's documentation says. It listens on 127.0.0.1 until it is closed.
 *
 * ```js
 * await using org = await Emulator.start() // or: test.after(() => org.close())
 * const client = org.client()
 * ```
 *
 * What it does, rule by rule and how each is known, is on the page `docs/emulator.md`. Other methods than these are requests of
 * its control API, which `control` sends.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: a class cannot have a member that not every version declares
export class Emulator {
  private constructor(...internal: never[])

  /** Starts an org. Rejects with an `InvalidInputError` for a configuration that is none. */
  static start(config?: EmulatorConfig): Promise<Emulator>

  /** The address of the org. */
  readonly url: string
  /** A token that it accepts. */
  readonly apiToken: string
  /** With `tls`, the certificate that a client has to trust, as PEM. */
  readonly caCertificate: string | undefined

  /**
   * A client of this org, by its API token unless there is another credential. It trusts `caCertificate`; an `agent`, a `fetch` or a
   * `dispatcher` of yours has to do so by itself.
   */
  client(options?: EmulatorClientOptions): Client

  /**
   * Makes an event happen, of this type or as an object with at least `eventType`; an array is several. Gives it back as it will
   * be delivered. It is delivered within the batch window: `flush` ends that at once.
   *
   * ```js
   * await org.trigger('user.lifecycle.create', { severity: 'WARN' })
   * ```
   */
  trigger(event: EventType | EventMembers, members?: Partial<LogEvent>): Promise<LogEvent>
  trigger(events: readonly EventMembers[]): Promise<LogEvent[]>

  /** Delivers what waits, and waits until all deliveries under way have ended. Gives back their attempts. */
  flush(): Promise<DeliveryAttempt[]>
  /** Every attempt to deliver, the oldest first. */
  deliveries(): Promise<DeliveryAttempt[]>
  /** Every attempt to verify, with the reason of a failure, which Okta's answer does not tell. */
  verifications(): Promise<VerificationAttempt[]>
  /** Every request that came in, the oldest first. */
  requests(): Promise<RequestRecord[]>

  /**
   * Adds a fault. Gives back its id.
   *
   * ```js
   * await org.inject({ on: { operation: 'createEventHook' }, reset: true, applied: true }) // a lost answer
   * ```
   */
  inject(fault: Fault): Promise<string>
  /** Removes all faults. */
  clearFaults(): Promise<void>

  /** The org's time. */
  now(): Promise<Date>
  /** Moves the org's time ahead: batch windows end, calls are timed out and retried. Gives back the new time. */
  advance(milliseconds: number): Promise<Date>

  /** Goes back to the start: what the configuration describes. */
  reset(): Promise<void>
  /** Remembers the org as it is. Gives back a name for `restore`. */
  snapshot(): Promise<string>
  /** Goes back to a snapshot. */
  restore(snapshot: string): Promise<void>
  /** The org as it is, as the configuration of another one, with its secrets. */
  state(): Promise<EmulatorConfig>

  /**
   * A request of the control API, as `openapi.yaml` of the emulator describes it: `control('GET', '/emulator/faults')`. Gives back
   * the JSON of the answer; rejects for one that is an error.
   */
  // biome-ignore lint/suspicious/noExplicitAny: what it gives back depends on the path
  control(method: string, path: string, body?: unknown): Promise<any>

  /** Ends it. `await using` does it too. */
  close(): Promise<void>
}

export interface Emulator extends AsyncDisposable {}

/** An event in the making; what is missing gets sample values. */
export type EventMembers = Partial<LogEvent> & { eventType: EventType }

/** Those of `Client` but for the address; at most one credential. */
export type EmulatorClientOptions = Omit<FromEnvOptions, 'profile'> &
  (
    | { apiToken?: string | Secret | undefined; accessToken?: undefined; serviceApp?: undefined }
    | { apiToken?: undefined; accessToken: string | Secret; serviceApp?: undefined }
    | { apiToken?: undefined; accessToken?: undefined; serviceApp: ServiceApp }
  )
