// One copy of each class, so that `instanceof` works across both kinds of module.
import api from './index.js'

export const {
  Client,
  LogEvents,
  eventHookSpec,
  Receiver,
  Secret,
  Session,
  Call,
  Send,
  Wait,
  Done,
  OktaEventHooksError,
  InvalidInputError,
  ApiError,
  NotFoundError,
  AccessDeniedError,
  ValidationError,
  RateLimitedError,
  AuthError,
  ProtocolError,
  TransportError,
  NotSentError,
  AbortError,
} = api
