/** A list: a plain array of what can be read, with the rest of it beside, in properties that are not enumerable. */
export interface Page<T> extends Array<T> {
  /** What cannot be read; a warning of the process (`OktaEventHooksWarning`) tells of it too. */
  readonly unreadable: readonly Unreadable[]
  /** Where the next page of the System Log begins: pass it as `after`. */
  readonly next?: string | undefined
}

/** One of a list that does not have what its model requires. */
export interface Unreadable {
  /** Its place in what Okta sent. */
  readonly position: number
  /** Okta's text. */
  readonly json: string
  /** What is amiss. */
  readonly reason: string
}
