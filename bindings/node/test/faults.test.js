'use strict'

// Every case of tests/vectors/faults: a client over real sockets, against a server that misbehaves to the byte.
//
// The program `fault_server` plays the server's side, and says what of it is not as the case expects; here is compared what the
// client returned. A case that is not done in its time has failed, whatever becomes of it.

const assert = require('node:assert/strict')
const { after, before, test } = require('node:test')
const { inspect } = require('node:util')
const { Client, OktaEventHooksError, RateLimitedError, TransportError } = require('okta-event-hooks')
const undici = require('undici')
const { within } = require('./support/deadline')
const { FaultServer } = require('./support/fault-server')
const vectors = require('./support/vectors')
const { Differs, KINDS, members, mentions, same } = vectors

/** How many cases are played at once. */
const AT_ONCE = 16

/** @typedef {import('okta-event-hooks').ClientOptions} ClientOptions */
/** @typedef {() => { options: Pick<ClientOptions, 'fetch' | 'dispatcher'>, end(): unknown }} Transport */

/**
 * How to make the client of a case, and what becomes of it afterwards.
 * @type {Record<string, Transport>}
 */
const TRANSPORTS = {
  'node:http': () => ({ options: {}, end() {} }),
  fetch: () => ({ options: { fetch: globalThis.fetch }, end() {} }),
  undici: () => {
    const dispatcher = new undici.Agent()
    return { options: { fetch: undici.fetch, dispatcher }, end: () => dispatcher.destroy() }
  },
}

const TWICE = 'it refuses a length that is told twice'
const ANOTHER_CONNECTION =
  'after an answer it lets a turn of the event loop pass before it uses the connection, and opens another'
/** Of undici, which is also the fetch of Node.js. */
const FETCH = {
  'compressed: an_empty_answer_may_be_labelled_compressed': ANOTHER_CONNECTION,
  'compressed: what_does_not_decompress_is_no_answer_half_of_it':
    'it takes a compressed body that is cut short for a whole one, so that the JSON in it is what cannot be read',
  'connections: a_create_on_a_connection_that_dies_is_sent_once_closed': ANOTHER_CONNECTION,
  'connections: a_create_on_a_connection_that_dies_is_sent_once_reset': ANOTHER_CONNECTION,
  'connections: refusals_and_creates_keep_the_connection_too': ANOTHER_CONNECTION,
  'connections: twenty_calls_share_a_connection': ANOTHER_CONNECTION,
  'framing: an_informational_answer_is_skipped_continue': 'it takes a 100 for an error; the request is sent again',
  'framing: nonsense_is_no_answer_a_status_line_without_end': 'it has no limit for a status line: the time ends it',
  'framing: odd_but_valid_the_same_length_twice': TWICE,
  'oversized: a_hook_of_400_kilobytes_goes_both_ways': ANOTHER_CONNECTION,
}
/**
 * Where a transport does not do what a case expects, and why. Each is played, and must differ.
 * @type {Record<string, Record<string, string>>}
 */
const DIFFERENCES = { 'node:http': { 'framing: odd_but_valid_the_same_length_twice': TWICE }, fetch: FETCH, undici: FETCH }

/** @type {InstanceType<typeof FaultServer>} */
let server
before(async () => {
  server = await FaultServer.start()
})
after(() => server?.close())

for (const [name, transport] of Object.entries(TRANSPORTS)) {
  test(`faults over ${name}`, { timeout: 300_000 }, () => playAll(transport, DIFFERENCES[name]))
}

/** @param {Transport} transport @param {Record<string, string>} differences */
async function playAll(transport, differences) {
  /** @type {string[]} */
  const lost = []
  const note = (/** @type {unknown} */ error) => lost.push(`not handled: ${inspect(error)}`)
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  const cases = await server.ask('GET', '/cases')
  assert.ok(cases.length > 300)
  const failed = []
  /** @type {string[]} */
  const differing = []
  let played = 0
  const queue = cases.values()
  const worker = async () => {
    for (const one of queue) {
      const name = `${one.file}: ${one.name}`
      const wrong = await play(one, transport)
      played++
      if (!(name in differences)) failed.push(...wrong.map((why) => `${name}: ${why.slice(0, 2000)}`))
      else if (wrong.length) differing.push(name)
      else failed.push(`${name}: does what it should; take it out of DIFFERENCES`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  // What is thrown late is thrown before this.
  await new Promise((resolve) => setTimeout(resolve, 50))
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
  assert.equal(played, cases.length)
  failed.push(...lost)
  assert.equal(failed.length, 0, `${failed.length} failures in ${cases.length} cases:\n${failed.join('\n')}`)
  assert.deepEqual(differing.sort(), Object.keys(differences).sort())
}

/**
 * What goes wrong in a case.
 * @param {{ file: string, name: string }} one
 * @param {Transport} transport
 */
async function play({ file, name }, transport) {
  const started = await server.ask('POST', `/plays/${file}/${name}`)
  const { min, max } = started.task.tookMs
  const { options, end } = transport()
  const wrong = []
  const began = performance.now()
  try {
    await within(max, useClient(started, options))
  } catch (error) {
    wrong.push(error instanceof Differs ? error.message : inspect(error))
  }
  const spent = performance.now() - began
  // A timer may be early by a part of a millisecond.
  if (spent < min - 2 && !wrong.length) wrong.push(`done after ${spent} ms already, expected ${min}`)
  await end()
  const report = await server.ask('DELETE', `/plays/${started.id}`)
  return [...wrong, ...report.wrong]
}

/** @param {any} play @param {ReturnType<Transport>['options']} transport */
async function useClient(play, transport) {
  const { task } = play
  members(task, 'name policy timeoutMs maxBody tookMs calls')
  const { policy } = task
  members(policy, 'maxAttempts maxWaitMs maxElapsedMs')
  const client = new Client({
    orgUrl: play.orgUrl,
    apiToken: play.token,
    timeout: task.timeoutMs,
    maxBody: task.maxBody ?? undefined,
    retry: { maxAttempts: policy.maxAttempts, maxWait: policy.maxWaitMs, maxElapsed: policy.maxElapsedMs },
    ...transport,
  })
  try {
    for (const [number, one] of task.calls.entries()) {
      let found
      try {
        found = await client.call(vectors.callOf(one.operation, one.params))
      } catch (error) {
        found = error
      }
      compare(`call ${number + 1}`, one, found, play)
    }
  } finally {
    client.close()
  }
}

/** @param {string} what @param {any} one @param {any} found @param {any} play */
function compare(what, one, found, play) {
  members(one, 'operation params output count error')
  if (found instanceof OktaEventHooksError) compareError(what, one, found, play)
  else if ('count' in one && Array.isArray(found)) {
    const { length, unreadable } = /** @type {import('okta-event-hooks').Page<unknown>} */ (found)
    same(`${what}: count`, length + unreadable.length, one.count)
  } else if ('output' in one && !(found instanceof Error)) matches(what, one.output, vectors.output(found, one.operation))
  else throw new Differs(`${what}: found ${inspect(found)}`)
}

/**
 * An object may have more members than expected, and `{}` is anything.
 * @param {string} what
 * @param {any} expected
 * @param {any} found
 */
function matches(what, expected, found) {
  if (Array.isArray(expected) && Array.isArray(found)) {
    same(`${what}: items`, found.length, expected.length)
    for (const [number, item] of expected.entries()) matches(what, item, found[number])
  } else if (isObject(expected) && (isObject(found) || !Object.keys(expected).length)) {
    for (const [name, value] of Object.entries(expected)) {
      if (!Object.hasOwn(found, name)) throw new Differs(`${what}: there is no ${name}`)
      matches(`${what}: ${name}`, value, found[name])
    }
  } else {
    same(what, found, expected)
  }
}

/** @param {unknown} value */
function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** @param {string} what @param {any} one @param {any} error @param {any} play */
function compareError(what, one, error, play) {
  const shown = vectors.shown(error)
  for (const secret of [play.token, play.hookSecret]) {
    const lines = shown.split('\n').filter((line) => line.includes(secret))
    if (lines.length) throw new Differs(`${what}: the error shows a secret: ${lines}`)
  }
  if (!('error' in one)) throw new Differs(`${what}: found ${inspect(error)}`)
  const { message } = error
  if (/[\n\r\u2028\u2029]/.test(message) || !message.startsWith(`${one.operation}: `)) {
    throw new Differs(`${what}: not one line that begins with the operation: ${message}`)
  }
  same(`${what}: says that the hook may exist`, message.includes('may exist'), error.maybeApplied)
  try {
    compareMembers(one.error, error)
    mentions(shown, one.error.mentions)
  } catch (why) {
    if (why instanceof Differs) why.message = `${what}: ${why.message}: ${message}`
    throw why
  }
}

const COMPARED = 'status errorCode requestId maybeSent maybeApplied retryable attempts resetAt waitSecs'

/** @param {any} expected @param {any} error */
function compareMembers(expected, error) {
  members(expected, `kind ${COMPARED} maxLength mentions absent`)
  if ('kind' in expected && !(error instanceof KINDS[expected.kind])) {
    throw new Differs(`found ${error.name}, expected ${expected.kind}`)
  }
  if (Buffer.byteLength(error.message) > (expected.maxLength ?? 2 ** 20)) {
    throw new Differs(`the message has more than ${expected.maxLength} bytes`)
  }
  /** @type {Record<string, unknown>} */
  const found = {
    status: error.status ?? null,
    errorCode: error.errorCode ?? null,
    requestId: error.requestId ?? null,
    maybeApplied: error.maybeApplied,
    retryable: error.isRetryable,
  }
  if (error instanceof TransportError) Object.assign(found, { maybeSent: error.maybeSent, attempts: error.attempts })
  if (error instanceof RateLimitedError) {
    const resetAt = error.reset ? Math.floor(error.reset.getTime() / 1000) : null
    Object.assign(found, { resetAt, waitSecs: Math.floor(error.wait / 1000), attempts: error.attempts })
  }
  for (const name of COMPARED.split(' ')) {
    if (!(name in expected)) continue
    if (!(name in found)) throw new Differs(`${error.name} has no ${name}`)
    same(name, found[name], expected[name])
  }
}
