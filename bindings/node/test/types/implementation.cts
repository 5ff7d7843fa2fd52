// What lib/ has is what the declarations say.

import call = require('../../lib/call.js')
import client = require('../../lib/client.js')
import emulator = require('../../lib/emulator.js')
import errors = require('../../lib/errors.js')
import logEvents = require('../../lib/log-events.js')
import receiver = require('../../lib/receiver.js')
import secret = require('../../lib/secret.js')
import session = require('../../lib/session.js')
import spec = require('../../lib/spec.js')
import step = require('../../lib/step.js')

type Declared = typeof import('../../lib/index.js')

export const implementation: Declared = {
  Client: client.Client,
  LogEvents: logEvents.LogEvents,
  eventHookSpec: spec.eventHookSpec,
  Receiver: receiver.Receiver,
  Secret: secret.Secret,
  Session: session.Session,
  Call: call.Call,
  Send: step.Send,
  Wait: step.Wait,
  Done: step.Done,
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

export const testing: typeof import('../../lib/testing.js') = { Emulator: emulator.Emulator }
