'use strict'

const { Call } = require('./call')
const { Client } = require('./client')
const errors = require('./errors')
const { LogEvents } = require('./log-events')
const { Secret } = require('./secret')
const { Session } = require('./session')
const { eventHookSpec } = require('./spec')
const { Done, Send, Wait } = require('./step')

module.exports = {
  Client,
  Secret,
  eventHookSpec,
  LogEvents,
  Call,
  Session,
  Send,
  Wait,
  Done,
  OktaEventHooksError: errors.OktaEventHooksError,
  InvalidInputError: errors.InvalidInputError,
  ApiError: errors.ApiError,
  NotFoundError: errors.NotFoundError,
  AccessDeniedError: errors.AccessDeniedError,
  ValidationError: errors.ValidationError,
  RateLimitedError: errors.RateLimitedError,
  AuthError: errors.AuthError,
  ProtocolError: errors.ProtocolError,
  TransportError: errors.TransportError,
  NotSentError: errors.NotSentError,
  AbortError: errors.AbortError,
}
