// Okta event hooks: manage them, receive them. See `okta-event-hooks/testing` for a local org.

export * from './event-types.js'
export * from './models.js'
export * from './types/call.js'
export * from './types/client.js'
export type {
  AbortSignalLike,
  AgentLike,
  Bytes,
  DispatcherLike,
  FetchLike,
  FetchOptions,
  FetchResponse,
  HeadersInput,
  JsonWebKey,
  KeyObjectLike,
  UrlLike,
} from './types/common.js'
export { Secret } from './types/common.js'
export * from './types/errors.js'
export type * from './types/options.js'
export type * from './types/page.js'
export * from './types/receiver.js'
export * from './types/spec.js'
export * from './types/step.js'
