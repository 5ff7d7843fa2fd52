'use strict'

// Every vector of `requests`: what an operation sends.
//
// A call adds the credentials and its own user-agent to what the operation makes; both are left out of the comparison.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { InvalidInputError, Session } = require('okta-event-hooks')
const native = require('../lib/native')
const { request: requestOf } = require('./support/steps')
const vectors = require('./support/vectors')
const { Differs, contains, members, mentions, same } = vectors

const ADDED = ['authorization', 'user-agent']

test('requests', { timeout: 60_000 }, () => {
  assert.ok(vectors.play('requests', check) > 300)
})

/** @param {any} one */
function check(one) {
  members(one, 'name source org operation params request invalid')
  if ('eventHookText' in one.params) return checkText(one)
  let step
  try {
    step = vectors.callOf(one.operation, one.params).start(session(one), 0)
    if (step.type === 'done') step.result()
  } catch (error) {
    if (!('invalid' in one) || !(error instanceof InvalidInputError)) throw error
    members(one.invalid, 'mentions')
    mentions(error.message, one.invalid.mentions)
    return
  }
  if (!('request' in one)) throw new Differs(`found ${step}`)
  const sent = requestOf(step)
  compare(one.request, sent, Buffer.from(sent.body ?? '').toString())
}

/**
 * A body of text has numbers that JavaScript has not. The library keeps each digit of the text that it is given, which is always
 * that of JSON.stringify: what is not JSON any more is refused, and not sent as null; the rest has the value that it was read with.
 * @param {any} one
 */
function checkText({ operation, params, request, org }) {
  const { eventHookText, ...rest } = params
  // Internal: it is not declared.
  const nativeSession = /** @type {any} */ (Session).native(session({ org }))
  const step = native.Call.of(operation, JSON.stringify(rest), eventHookText).start(nativeSession, 0)
  if (step === null || typeof step === 'string') throw new Differs(`a step without a body: ${step}`)
  contains(String(step.body), request.bodyContains)
  const isHeld = vectors.isJson(JSON.parse(eventHookText))
  if (!isHeld) {
    assert.throws(() => vectors.callOf(operation, params), { name: 'TypeError', message: /is Infinity/ })
    return
  }
  const sent = requestOf(vectors.callOf(operation, params).start(session({ org }), 0))
  compare({ ...request, bodyContains: undefined }, sent, String(sent.body))
  same('body', JSON.parse(String(sent.body)), JSON.parse(String(step.body)))
}

/** @param {{ org: string }} one */
function session({ org }) {
  return new Session({ orgUrl: org, apiToken: '00token' })
}

/** @param {any} expected @param {import('okta-event-hooks').Send} found @param {string} text */
function compare(expected, found, text) {
  members(expected, 'method url headers body bodyContains')
  same('method', found.method, expected.method)
  same('url', found.url, expected.url)
  same('headers', Object.fromEntries(found.headers.filter(([name]) => !ADDED.includes(name))), expected.headers)
  same('names', found.headers.length, new Set(found.headers.map(([name]) => name)).size)
  contains(text, expected.bodyContains)
  if (expected.body === null) same('body', text, '')
  else if ('body' in expected) same('body', JSON.parse(text), expected.body)
}
