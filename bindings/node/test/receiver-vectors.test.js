'use strict'

// Every vector of `receiver`, with the headers and the body in each form that a framework hands them out in.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Receiver, Secret } = require('okta-event-hooks')
const vectors = require('./support/vectors')
const { Differs, members, same } = vectors

const forms = new Map()
const kinds = new Map()

test('receiver', { timeout: 60_000 }, () => {
  assert.ok(vectors.play('receiver', check) > 150)
  assert.deepEqual([...kinds.keys()].sort(), ['delivery', 'rejected', 'verification'])
  // No form was left out because of a mistake here.
  for (const form of [
    'Buffer',
    'Uint8Array',
    'ArrayBuffer',
    'string',
    'parsed',
    'none',
    'in turn',
    'pairs',
    'object',
    'Headers',
    'Map',
  ]) {
    assert.ok(forms.get(form) > 20, `${form}: ${forms.get(form)}`)
  }
})

/** @param {any} one */
function check(one) {
  members(one, 'name source receiver request expect')
  const { request, expect } = one
  members(request, 'method headers body bodyText')
  members(expect, 'kind status headers body challenge delivery')
  count(kinds, expect.kind)
  const receiver = receiverOf(one.receiver)
  for (const [headerForm, headers] of headersOf(request.headers ?? [])) {
    for (const [bodyForm, body] of bodiesOf(request)) {
      count(forms, headerForm)
      count(forms, bodyForm)
      try {
        compare(receiver.receive({ method: request.method, headers, body }), expect)
      } catch (error) {
        throw new Differs(`headers ${headerForm}, body ${bodyForm}: ${/** @type {Error} */ (error).message}`)
      }
    }
  }
}

/** @param {any} setup */
function receiverOf(setup) {
  members(setup, 'secrets basic header maxBody')
  const { basic, secrets = [Secret.basic(basic?.user, basic?.password)], ...options } = setup
  return new Receiver({ secrets, ...options })
}

/**
 * Values are bytes on the wire, which Node.js hands out as Latin-1.
 * @param {[string, string][]} pairs
 * @returns {Generator<[string, import('okta-event-hooks').HeadersInput]>}
 */
function* headersOf(pairs) {
  const latin = pairs.map(([name, value]) => /** @type {[string, string]} */ ([name, Buffer.from(value).toString('latin1')]))
  yield ['in turn', latin.flat()]
  yield ['pairs', latin]
  const names = latin.map(([name]) => name.toLowerCase())
  yield [
    'object',
    Object.fromEntries(names.map((name) => [name, latin.filter((_, at) => names[at] === name).map(([, value]) => value)])),
  ]
  if (new Set(names).size === names.length) yield ['Map', new Map(latin)]
  // `Headers` trims values, and does not take each.
  if (latin.every(([, value]) => value === value.trim())) {
    try {
      yield ['Headers', new Headers(latin)]
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
}

/** @param {any} request @returns {Generator<[string, unknown]>} */
function* bodiesOf({ body, bodyText }) {
  const text = bodyText ?? (body === undefined ? undefined : JSON.stringify(body))
  if (text === undefined) {
    yield ['none', undefined]
    yield ['none', null]
    return
  }
  const buffer = Buffer.from(text)
  yield ['Buffer', buffer]
  yield ['Uint8Array', new Uint8Array(buffer)]
  yield ['ArrayBuffer', new Uint8Array(buffer).buffer]
  yield ['string', text]
  const parsed = parse(text)
  // Not a text that is JSON, for it would be taken for JSON text; nor what is not the same when it is written again.
  if (typeof parsed !== 'string' && JSON.stringify(parsed) === text) yield ['parsed', parsed]
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return ''
  }
}

/** @param {any} received @param {any} expect */
function compare(received, expect) {
  same('type', received.type, expect.kind)
  const { response } = received
  if ('status' in expect) same('status', response.status, expect.status)
  for (const [name, value] of Object.entries(expect.headers ?? {})) same(name, response.headers[name], value)
  if ('body' in expect) same('body', response.body === '' ? null : JSON.parse(response.body), expect.body)
  if ('challenge' in expect) same('challenge', received.challenge, expect.challenge)
  if (received.type === 'rejected') same('status', received.status, response.status)
  if ('delivery' in expect) compareDelivery(received, expect.delivery)
}

/** @param {any} received @param {any} expect */
function compareDelivery(received, expect) {
  members(expect, 'eventId hookId events')
  same('eventId', received.eventId ?? null, expect.eventId)
  same('hookId', received.hookId ?? null, expect.hookId)
  const events = received.events.map((/** @type {any} */ { uuid, eventType }) => ({ uuid, eventType }))
  for (const { position } of received.unreadable) events.splice(position, 0, { unreadable: true })
  same('events', events, expect.events)
  same('retry', received.retryResponse, { status: 503, headers: {}, body: '' })
}

/** @param {Map<string, number>} map @param {string} key */
function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1)
}
