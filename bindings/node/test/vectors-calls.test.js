'use strict'

// Every vector of `calls`: whole calls, step by step, with the keys, the random values and the times of the vectors.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { inspect } = require('node:util')
const { InvalidInputError, NotSentError, OktaEventHooksError, Session, TransportError } = require('okta-event-hooks')
const vectors = require('./support/vectors')
const { Differs, members, same } = vectors

test('calls', { timeout: 60_000 }, () => {
  assert.ok(vectors.play('calls', check) > 400)
})

/** @param {any} one */
function check(one) {
  members(one, 'name source seed org credentials policy operation params steps calls')
  const session = sessionOf(one)
  if (!('calls' in one)) return playCall(session, one)
  if (!one.calls.length || 'steps' in one || 'operation' in one || 'params' in one)
    throw new Differs('neither one call nor several')
  for (const [number, part] of one.calls.entries()) {
    members(part, 'operation params steps')
    within(`call ${number + 1}`, () => playCall(session, part))
  }
}

/** @param {Session} session @param {any} one */
function playCall(session, { operation, params, steps }) {
  if (!steps.length || steps.length % 2) throw new Differs('an event without an answer')
  let call
  try {
    call = vectors.callOf(operation, params)
  } catch (error) {
    // What cannot be an operation is refused before the first step.
    if (!(error instanceof InvalidInputError)) throw error
    same('steps', steps.length, 2)
    return compareError(only(steps[1], 'done').error, error)
  }
  for (let number = 0; number < steps.length; number += 2) {
    within(`step ${number / 2 + 1}`, () => {
      const { step, cause } = take(call, session, steps[number])
      compare(steps[number + 1], step, cause)
    })
  }
}

/** @param {string} what @param {() => void} act */
function within(what, act) {
  try {
    act()
  } catch (error) {
    if (error instanceof Differs) error.message = `${what}: ${error.message}`
    throw error
  }
}

/**
 * @param {import('okta-event-hooks').Call<any>} call
 * @param {Session} session
 * @param {any} event
 * @returns {{ step: import('okta-event-hooks').Step<any>, cause?: Error }}
 */
function take(call, session, event) {
  const { at, ...rest } = event
  const [kind, ...others] = Object.keys(rest)
  if (others.length) throw new Differs(`an event of no kind: ${inspect(event)}`)
  if (kind === 'response') return { step: call.response(session, at, vectors.response(event.response)) }
  if (kind === 'failure') {
    const { raised, cause } = failure(event.failure)
    return { step: call.failure(session, at, raised), cause }
  }
  if (rest[kind] !== true || (kind !== 'start' && kind !== 'resume'))
    throw new Differs(`an event of no kind: ${inspect(event)}`)
  return { step: call[kind](session, at) }
}

/**
 * What a driver would have caught, and what it says is the cause.
 * @param {string} kind
 */
function failure(kind) {
  if (kind === 'notSent') {
    const cause = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' })
    return { raised: new NotSentError('not sent', { cause }), cause }
  }
  /** @type {Record<string, Error>} */
  const causes = {
    maybeSent: Object.assign(new Error('connection reset'), { code: 'ECONNRESET' }),
    timedOut: new DOMException('late', 'TimeoutError'),
  }
  const cause = causes[kind]
  if (!cause) throw new Differs(`unknown failure ${kind}`)
  return { raised: cause, cause }
}

/** @param {any} one */
function sessionOf({ org, seed, policy, credentials }) {
  const who = { ...credentials }
  if (who.serviceApp) {
    const { key, dpopKey, ...app } = who.serviceApp
    members(app, 'clientId keyId scopes')
    who.serviceApp = { ...app, privateKey: pem(key), ...(dpopKey && { dpopKey: pem(dpopKey) }) }
  }
  const options = { orgUrl: org, ...who, seed: Buffer.from(seed, 'hex') }
  if (policy) {
    members(policy, 'maxAttempts maxWaitMs maxElapsedMs')
    options.retry = { maxAttempts: policy.maxAttempts, maxWait: policy.maxWaitMs, maxElapsed: policy.maxElapsedMs }
  }
  return new Session(options)
}

/** @param {string} file */
function pem(file) {
  return fs.readFileSync(path.join(vectors.ROOT, 'keys', file), 'utf8')
}

/**
 * The only member.
 * @param {any} value
 * @param {string} name
 */
function only(value, name) {
  if (Object.keys(value).join() !== name) throw new Differs(`expected ${name} alone, found ${Object.keys(value)}`)
  return value[name]
}

/** @param {any} expected @param {import('okta-event-hooks').Step<any>} found @param {Error} [cause] */
function compare(expected, found, cause) {
  if ('send' in expected && found.type === 'send') compareSend(only(expected, 'send'), found)
  else if ('wait' in expected && found.type === 'wait') compareWait(only(expected, 'wait'), found)
  else if ('done' in expected && found.type === 'done') compareDone(only(expected, 'done'), found, cause)
  else throw new Differs(`found ${inspect(found)}, expected ${inspect(expected, { depth: 8 })}`)
}

/** @param {any} expected @param {import('okta-event-hooks').Wait} found */
function compareWait(expected, found) {
  members(expected, 'ms minMs maxMs')
  const { ms, minMs = ms, maxMs = ms } = expected
  const wait = Number(found.milliseconds.toFixed(3))
  if (!(minMs <= wait && wait <= maxMs)) throw new Differs(`waits ${wait} ms, expected ${inspect(expected)}`)
}

/** @param {any} expected @param {import('okta-event-hooks').Send} found */
function compareSend(expected, found) {
  members(expected, 'method url headers absentHeaders body bodyText')
  const headers = Object.fromEntries(found.headers)
  const text = Buffer.from(found.body ?? '').toString()
  for (const name of /** @type {const} */ (['method', 'url'])) if (name in expected) same(name, found[name], expected[name])
  for (const [name, value] of Object.entries(expected.headers ?? {})) same(name, headers[name], value)
  for (const name of expected.absentHeaders ?? []) same(name, headers[name], undefined)
  if (!headers['user-agent']) throw new Differs('no user-agent')
  if ('bodyText' in expected) same('body', text, expected.bodyText)
  if ('body' in expected) same('body', JSON.parse(text), expected.body)
  // A step is printed by a driver that logs: nothing that is sent with it is in that, the address aside.
  const shown = inspect(found, { depth: Number.POSITIVE_INFINITY, showHidden: true }) + JSON.stringify(found) + String(found)
  for (const secret of [headers.authorization, headers.dpop, text]) {
    if (secret && shown.includes(secret)) throw new Differs(`shows what it carries: ${shown}`)
  }
}

/** @param {any} expected @param {import('okta-event-hooks').Done<any>} found @param {Error} [cause] */
function compareDone(expected, found, cause) {
  members(expected, 'output error')
  let result
  try {
    result = found.result()
  } catch (error) {
    if (!('error' in expected) || !(error instanceof OktaEventHooksError)) throw error
    compareError(expected.error, error)
    if (cause && error instanceof TransportError) assert.equal(error.cause, cause)
    return
  }
  if (!('output' in expected)) throw new Differs(`found ${inspect(result)}`)
  same('output', vectors.output(result, expected.output?.items ? 'listLogEvents' : ''), expected.output)
}

/** @param {any} expected @param {any} found */
function compareError(expected, found) {
  members(expected, 'kind status errorCode maybeSent resetAt mentions absent')
  vectors.sameError(expected, found)
  if ('maybeSent' in expected) same('maybeSent', found.maybeSent, expected.maybeSent)
  if ('resetAt' in expected) same('resetAt', found.reset ? found.reset.getTime() / 1000 : null, expected.resetAt)
  const text = vectors.shown(found)
  for (const secret of expected.absent ?? []) if (text.includes(secret)) throw new Differs(`shows ${secret}: ${text}`)
}
