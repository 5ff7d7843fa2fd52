import type { Bytes } from './common.js'

/** What a driver has to do next: `type` tells which it is. */
export type Step<T> = Send | Wait | Done<T>

/**
 * Send this, without following a redirect; then call `Call.response` or `Call.failure`. Its headers and its body carry secrets;
 * it prints neither.
 */
export class Send {
  private constructor(...internal: never[])
  readonly type: 'send'
  readonly method: string
  readonly url: string
  /** All but `Host` and, where there is a body, `Content-Length`. */
  readonly headers: [string, string][]
  /** JSON, a form, or nothing. */
  readonly body?: Bytes | undefined
  /** How long Okta may work on the answer, in milliseconds: wait no shorter. */
  readonly patience: number
}

/** Sleep, then call `Call.resume`. */
export class Wait {
  private constructor(...internal: never[])
  readonly type: 'wait'
  readonly milliseconds: number
}

/** The call has ended. */
export class Done<T> {
  private constructor(...internal: never[])
  readonly type: 'done'
  /** What the operation returns; throws the `OktaEventHooksError` that it ended with. */
  result(): T
}
