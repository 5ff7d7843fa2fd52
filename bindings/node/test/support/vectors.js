'use strict'

// Reads the vectors of tests/vectors and turns their parts into what the package takes; the format is in their README.
//
// JavaScript's numbers have 64 bits. Values are compared as JSON.parse reads them: whole numbers to 2^53 exactly, any other as
// the nearest number that there is, -0 as 0. That a text keeps its digits (`contains`, `bodyContains`, `equalText`) is compared
// only where the library writes it from text, and is left out where it was a JavaScript number in between.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { inspect, isDeepStrictEqual } = require('node:util')
const okta = require('okta-event-hooks')

const ROOT = path.join(__dirname, '../../../../tests/vectors')

/** @type {Record<string, any>} */
const KINDS = {
  invalidInput: okta.InvalidInputError,
  api: okta.ApiError,
  rateLimited: okta.RateLimitedError,
  auth: okta.AuthError,
  protocol: okta.ProtocolError,
  transport: okta.TransportError,
}
/** @type {Record<number, Function>} */
const BY_STATUS = {
  400: okta.ValidationError,
  401: okta.AccessDeniedError,
  403: okta.AccessDeniedError,
  404: okta.NotFoundError,
}

/** What was found is not what the vector expects. */
class Differs extends Error {}

/**
 * Plays every case of a folder or of a file, tells each one that fails, and returns how many there were.
 * @param {string} below
 * @param {(one: any) => void} check
 */
function play(below, check) {
  const place = path.join(ROOT, below)
  const files = fs.statSync(place).isDirectory() ? filesOf(place) : [place]
  /** @type {string[]} */
  const failed = []
  let total = 0
  let played = 0
  for (const file of files) {
    /** @type {any[]} */
    const cases = JSON.parse(fs.readFileSync(file, 'utf8'))
    assert.ok(cases.length, `${file} has no cases`)
    assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, `${file} has a name twice`)
    total += cases.length
    for (const one of cases) {
      try {
        check(one)
      } catch (error) {
        failed.push(`${path.basename(file)}: ${one.name}: ${error instanceof Differs ? error.message : inspect(error)}`)
      }
      played++
    }
  }
  assert.ok(total)
  assert.equal(played, total)
  assert.equal(failed.length, 0, `${failed.length} of ${total} cases failed:\n${failed.join('\n')}`)
  return total
}

/** @param {string} folder */
function filesOf(folder) {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => path.join(folder, name))
}

/**
 * A member that nobody compares is a mistake. `known` has the names, separated by blanks.
 * @param {object} value
 * @param {string} known
 */
function members(value, known) {
  const names = new Set(known.split(' '))
  const unknown = Object.keys(value).filter((name) => !names.has(name))
  if (unknown.length) throw new Differs(`unknown members ${unknown}`)
}

/**
 * Compares as JSON does: the order of members means nothing, and -0 is 0.
 * @param {string} what
 * @param {unknown} found
 * @param {unknown} expected
 */
function same(what, found, expected) {
  if (!isDeepStrictEqual(withoutSigns(found), withoutSigns(expected))) {
    const show = (/** @type {unknown} */ value) => inspect(value, { depth: 12, maxStringLength: 2000 })
    throw new Differs(`${what}: found ${show(found)}, expected ${show(expected)}`)
  }
}

/** @param {unknown} value @returns {unknown} */
function withoutSigns(value) {
  if (value === 0) return 0
  if (Array.isArray(value)) return value.map(withoutSigns)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutSigns(member)]))
}

/**
 * Whether JSON can hold it: 1e400 is read as `Infinity`, which it cannot.
 * @param {unknown} value
 * @returns {boolean}
 */
function isJson(value) {
  if (typeof value === 'number') return Number.isFinite(value)
  return value === null || typeof value !== 'object' || Object.values(value).every(isJson)
}

/**
 * JSON text without the white space between its tokens.
 * @param {string} text
 */
function compact(text) {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
}

/**
 * Each part occurs in the text, white space between its tokens aside.
 * @param {string} text
 * @param {string[]} [parts]
 */
function contains(text, parts = []) {
  const found = compact(text)
  for (const part of parts) if (!found.includes(part)) throw new Differs(`does not contain ${part}: ${found}`)
}

/**
 * All that an error shows to a person or writes to a log: its own texts, its causes and all members, the hidden ones too.
 * @param {unknown} error
 */
function shown(error) {
  const texts = [inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null })]
  for (let link = error; link instanceof Error; link = link.cause)
    texts.push(String(link), link.stack ?? '', JSON.stringify(link))
  return texts.join('\n')
}

/**
 * Each part occurs in the text, in any case.
 * @param {string} text
 * @param {string[]} [parts]
 */
function mentions(text, parts = []) {
  const found = text.toLowerCase()
  for (const part of parts) if (!found.includes(part.toLowerCase())) throw new Differs(`does not mention ${part}: ${text}`)
}

/**
 * The call of a vector. The text of a body is read first: no function takes one.
 * @param {string} operation
 * @param {any} params
 * @returns {okta.Call<any>}
 */
function callOf(operation, params) {
  const { eventHookText, ...rest } = params
  return okta.Call.of(operation, eventHookText === undefined ? rest : { ...rest, eventHook: JSON.parse(eventHookText) })
}

/**
 * The bytes of the body of a message.
 * @param {any} message
 */
function body(message) {
  if ('bodyText' in message) return Buffer.from(message.bodyText)
  return 'body' in message ? Buffer.from(JSON.stringify(message.body)) : Buffer.alloc(0)
}

/**
 * A message as an answer. A value beyond ASCII stands for its UTF-8 bytes, of which Node.js makes a character each.
 * @param {any} message
 */
function response(message) {
  members(message, 'status headers body bodyText')
  const headers = message.headers.map((/** @type {[string, string]} */ [name, text]) => [
    name,
    Buffer.from(text).toString('latin1'),
  ])
  return { status: message.status, headers, body: body(message) }
}

/**
 * What an operation returned, as the vectors write it.
 * @param {any} found
 * @param {string} operation
 */
function output(found, operation) {
  if (found === undefined) return null
  if (!Array.isArray(found)) return found
  const { unreadable, next = null } = /** @type {okta.Page<unknown>} */ (found)
  const items = [...found]
  for (const item of [...unreadable].sort((a, b) => a.position - b.position)) {
    items.splice(item.position, 0, { unreadable: JSON.parse(item.json) })
  }
  return operation === 'listLogEvents' ? { items, next } : items
}

/**
 * Compares what the errors of `responses` and `calls` have in common.
 * @param {any} expected
 * @param {any} found
 */
function sameError(expected, found) {
  const kind = KINDS[expected.kind]
  if (!(found instanceof kind)) throw new Differs(`found ${inspect(found)}, expected ${kind.name}`)
  if (kind === okta.ApiError) same('class', found.constructor, BY_STATUS[found.status] ?? okta.ApiError)
  for (const name of ['status', 'errorCode', 'requestId']) {
    if (name in expected) same(name, found[name] ?? null, expected[name])
  }
  mentions(shown(found), expected.mentions)
}

module.exports = {
  ROOT,
  KINDS,
  Differs,
  play,
  members,
  same,
  isJson,
  contains,
  shown,
  mentions,
  callOf,
  response,
  output,
  sameError,
}
