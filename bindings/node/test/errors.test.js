'use strict'

// What errors are, and what they have: by require() and by import().

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { inspect } = require('node:util')
const okta = require('okta-event-hooks')
const { result } = require('./support/steps')

const { Call, Session } = okta
/** @type {Record<string, any>} */
const exported = okta

const JSON_TYPE = { 'content-type': 'application/json' }
/** @type {Record<string, string>} */
const CODES = {
  InvalidInputError: 'INVALID_INPUT',
  ApiError: 'API',
  NotFoundError: 'API',
  AccessDeniedError: 'API',
  ValidationError: 'API',
  RateLimitedError: 'RATE_LIMITED',
  AuthError: 'AUTH',
  ProtocolError: 'PROTOCOL',
  TransportError: 'TRANSPORT',
}

/**
 * The error of a call that was answered so, or failed so.
 * @param {Error | okta.HttpResponse} end
 * @param {okta.Call<any>} [call]
 * @returns {any}
 */
function errorAfter(end, call = Call.getEventHook('who1')) {
  const session = new Session({ orgUrl: 'https://acme.okta.com', apiToken: '00token', retry: false })
  call.start(session, 0)
  const step = end instanceof Error ? call.failure(session, 0, end) : call.response(session, 0, end)
  try {
    /** @type {import('okta-event-hooks').Done<unknown>} */
    result(step)
  } catch (error) {
    return error
  }
  return assert.fail('it succeeded')
}

/** @param {number} status @param {object} [members] */
function refusal(status, members) {
  const headers = { ...JSON_TYPE, 'x-okta-request-id': 'Req1' }
  return errorAfter({
    status,
    headers,
    body: JSON.stringify({ errorCode: 'E0000001', errorSummary: 'No', errorId: 'oae1', ...members }),
  })
}

/**
 * One of each class, as a call ends with it.
 * @returns {Record<string, any>}
 */
function errors() {
  const used = Call.listEventHooks()
  const session = new Session({ orgUrl: 'https://acme.okta.com', apiToken: '00token' })
  used.start(session, 0)
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' })
  return {
    InvalidInputError: (() => {
      try {
        return result(used.start(session, 0))
      } catch (error) {
        return error
      }
    })(),
    ApiError: refusal(500),
    NotFoundError: refusal(404),
    AccessDeniedError: refusal(403),
    ValidationError: refusal(400, { errorCauses: [{ errorSummary: 'name: too long' }] }),
    RateLimitedError: errorAfter({
      status: 429,
      headers: { date: 'Mon, 16 Mar 2026 04:00:00 GMT', 'x-rate-limit-reset': '1773633610' },
    }),
    AuthError: authError(),
    ProtocolError: errorAfter({ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Sign in</p>' }),
    TransportError: errorAfter(reset),
  }
}

/** @returns {any} */
function authError() {
  const { privateKey } = require('node:crypto').generateKeyPairSync('rsa', { modulusLength: 2048 })
  const session = new Session({ orgUrl: 'https://acme.okta.com', serviceApp: { clientId: '0oa1', privateKey }, retry: false })
  const call = Call.listEventHooks()
  call.start(session, 0)
  const body = '{"error":"invalid_client","error_description":"No such client"}'
  try {
    const done = call.response(session, 0, { status: 401, headers: JSON_TYPE, body })
    return result(done)
  } catch (error) {
    return error
  }
}

test('each class has its code, its name and its members', () => {
  const found = errors()
  assert.deepEqual(Object.keys(found), Object.keys(CODES))
  for (const [name, error] of Object.entries(found)) {
    assert.equal(error.constructor, exported[name], inspect(error))
    assert.equal(error.name, name)
    assert.equal(error.code, CODES[name])
    assert.equal(typeof error.isRetryable, 'boolean')
    assert.equal(typeof error.maybeApplied, 'boolean')
    assert.ok(error instanceof okta.OktaEventHooksError && error instanceof Error)
    assert.ok(error.stack?.startsWith(`${name}: ${error.message}\n`), error.stack)
    assert.equal(String(error), `${name}: ${error.message}`)
    // What is not known is not there, and nothing else is shown as undefined.
    assert.ok(!inspect(error).includes('undefined'), inspect(error))
  }
  const { ValidationError, RateLimitedError, AuthError, ProtocolError, TransportError } = found
  const { status, errorCode, requestId, errorSummary, errorId, errorCauses } = ValidationError
  assert.deepEqual([status, errorCode, requestId, errorSummary, errorId], [400, 'E0000001', 'Req1', 'No', 'oae1'])
  assert.deepEqual(errorCauses, ['name: too long'])
  assert.ok(ValidationError instanceof okta.ApiError)
  assert.deepEqual(
    [RateLimitedError.reset, RateLimitedError.wait, RateLimitedError.attempts],
    [new Date(1_773_633_610_000), 11_000, 1],
  )
  assert.deepEqual(
    [AuthError.status, AuthError.errorCode, AuthError.errorDescription],
    [401, 'invalid_client', 'No such client'],
  )
  assert.deepEqual([ProtocolError.mediaType, ProtocolError.excerpt], ['text/html', '<p>Sign in</p>'])
  assert.deepEqual([TransportError.maybeSent, TransportError.attempts, TransportError.cause.code], [true, 1, 'ECONNRESET'])
})

test('the cause is what the driver was told', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
  const error = errorAfter(new okta.NotSentError('not sent', { cause: refused }), Call.createEventHook(SPEC))
  assert.deepEqual([error.cause, error.maybeSent, error.maybeApplied], [refused, false, false])
  const late = new DOMException('late', 'TimeoutError')
  assert.equal(errorAfter(late).cause, late)
  const nested = new TypeError('fetch failed', {
    cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
  })
  assert.match(errorAfter(nested).message, /other side closed \(UND_ERR_SOCKET\)/)
  assert.equal(errorAfter(nested).cause, nested)
  const both = new AggregateError([new Error('one'), new Error('two')])
  assert.match(errorAfter(both).message, /one/)
  // A chain that goes round ends.
  const round = new Error('round')
  round.cause = round
  assert.match(errorAfter(round).message, /round/)
})

const SPEC = okta.eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: ['user.lifecycle.create'] })

test('a create that may have taken effect says so, and what to do', () => {
  const error = errorAfter(new Error('lost'), Call.createEventHook(SPEC))
  assert.equal(error.maybeApplied, true)
  assert.match(error.message, /may exist: look for its name/)
})

test('one copy of each class, by require() and by import()', async () => {
  /** @type {Record<string, any>} */
  const imported = await import('okta-event-hooks')
  assert.deepEqual(Object.keys(imported).sort(), Object.keys(okta).sort())
  for (const [name, value] of Object.entries(okta)) assert.equal(imported[name], value, name)
  for (const [name, error] of Object.entries(errors())) assert.ok(error instanceof imported[name], name)
  assert.ok(new okta.AbortError('why') instanceof imported.AbortError)
  assert.ok(new okta.NotSentError('why') instanceof imported.NotSentError)
})

test('errors can be made by hand, as a test of a program does', () => {
  for (const [name, code] of Object.entries(CODES)) {
    const error = new exported[name]('text', { status: 418, isRetryable: true })
    assert.deepEqual([error.message, error.code, error.status, error.isRetryable], ['text', code, 418, true])
    assert.equal(new exported[name]('text').maybeApplied, false)
  }
})
