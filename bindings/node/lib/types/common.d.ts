// What the declarations are made of. Each is the part that is needed of a type of Node.js's, of the DOM's or of undici's, so that
// the package needs none of their declarations.

/** A text that never prints: not by `console.log`, not in JSON, not as a string. */
export class Secret {
  constructor(text: string)
  /** The whole value of a header for Basic authentication, scheme and all. */
  static basic(user: string, password: string): Secret
  /** The text itself. Every use of this is a place to look at in a review. */
  expose(): string
  /** `<hidden>`. */
  toString(): string
  /** JSON leaves it out. */
  toJSON(): undefined
}

/** Bytes: a `Uint8Array` over an `ArrayBuffer`, as `fetch` takes it. */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>

/** An `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** A `URL`. */
export interface UrlLike {
  readonly href: string
  readonly origin: string
}

/** An `Agent` of `node:http` or `node:https`, or one that extends it. */
export interface AgentLike {
  readonly maxSockets: number
  readonly maxFreeSockets: number
  destroy(): void
}

/** A `Dispatcher` of undici: `Agent`, `Pool`, `ProxyAgent`, `MockAgent`. */
export interface DispatcherLike {
  // biome-ignore lint/suspicious/noExplicitAny: any undici's, of any version
  dispatch(options: any, handler: any): boolean
}

/** A `fetch`: Node.js's, undici's or your own. */
export type FetchLike = (url: string, options: FetchOptions) => Promise<FetchResponse>

/** What a `fetch` is called with. */
export interface FetchOptions {
  method: string
  headers: [string, string][]
  body?: string
  // biome-ignore lint/suspicious/noExplicitAny: an AbortSignal, declared by Node.js or by the DOM
  signal: any
  redirect: 'manual'
  cache: 'no-store'
  credentials: 'omit'
  // biome-ignore lint/suspicious/noExplicitAny: the caller's own, for the caller's own fetch
  dispatcher?: any
}

/** What of a `Response` is read: its headers by iteration, its body as an async iterable of chunks of bytes. */
export interface FetchResponse {
  readonly status: number
  readonly headers: { forEach(callback: (value: string, name: string) => void): void }
  readonly body: unknown
}

/** A private `KeyObject` of `node:crypto`. */
export interface KeyObjectLike {
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: its overloads have no common form
  export(options?: any): any
}

/** A key as a JSON Web Key. */
export interface JsonWebKey {
  kty?: string | undefined
  [member: string]: unknown
}

/**
 * Headers in any form in which Node.js has them: an object whose values are strings or arrays of strings, pairs, `Headers`, a
 * `Map`, or names and values in turn (`rawHeaders`).
 */
export type HeadersInput =
  | readonly string[]
  | Iterable<readonly [string, string | readonly string[]]>
  | { readonly [name: string]: string | readonly string[] | number | undefined }

type SymbolOf<Name extends string> = SymbolConstructor extends { readonly [name in Name]: infer Key extends symbol }
  ? Key
  : never

/** `using` ends it; where the declarations know of `Symbol.dispose`. */
export type Disposable = { [Key in SymbolOf<'dispose'>]: () => void }

/** `await using` ends it; where the declarations know of `Symbol.asyncDispose`. */
export type AsyncDisposable = { [Key in SymbolOf<'asyncDispose'>]: () => Promise<void> }
