'use strict'

exports.Client = require('./client').Client
exports.LogEvents = require('./log-events').LogEvents
exports.eventHookSpec = require('./spec').eventHookSpec
exports.Receiver = require('./receiver').Receiver
exports.Secret = require('./secret').Secret

exports.Session = require('./session').Session
exports.Call = require('./call').Call
const steps = require('./step')

exports.Send = steps.Send
exports.Wait = steps.Wait
exports.Done = steps.Done

const errors = require('./errors')

exports.OktaEventHooksError = errors.OktaEventHooksError
exports.InvalidInputError = errors.InvalidInputError
exports.ApiError = errors.ApiError
exports.NotFoundError = errors.NotFoundError
exports.AccessDeniedError = errors.AccessDeniedError
exports.ValidationError = errors.ValidationError
exports.RateLimitedError = errors.RateLimitedError
exports.AuthError = errors.AuthError
exports.ProtocolError = errors.ProtocolError
exports.TransportError = errors.TransportError
exports.NotSentError = errors.NotSentError
exports.AbortError = errors.AbortError
