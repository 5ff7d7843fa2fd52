'use strict'

// Every vector of `requests`: what an operation sends.
//
// A call adds the credentials and its own user-agent to what the operation makes; both are left out of the comparison.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { InvalidInputError, Session } = require('okta-event-hooks')
const native = require('../lib/native')
const vectors = require('./support/vectors')
const { Differs, contains, members, mentions, same } = vectors

const ADDED = ['authorization', 'user-agent']

test('requests', { timeout: 60_000 }, () => {
  assert.ok(vectors.play('requests', check) > 300)
})

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
  compare(one.request, step, Buffer.from(step.body ?? '').toString())
}

/**
 * A body of text has numbers that JavaScript has not. The library keeps each digit of the text that it is given, which is always
 * that of JSON.stringify: what is not JSON any more is refused, and not sent as null; the rest has the value that it was read with.
 */
function checkText({ operation, params, request, org }) {
  const { eventHookText, ...rest } = params
  const step = native.Call.of(operation, JSON.stringify(rest), eventHookText).start(Session.native(session({ org })), 0)
  contains(Buffer.from(step.body).toString(), request.bodyContains)
  const isHeld = vectors.isJson(JSON.parse(eventHookText))
  if (!isHeld) {
    assert.throws(() => vectors.callOf(operation, params), { name: 'TypeError', message: /is Infinity/ })
    return
  }
  const sent = vectors.callOf(operation, params).start(session({ org }), 0)
  compare({ ...request, bodyContains: undefined }, sent, Buffer.from(sent.body).toString())
  same('body', JSON.parse(sent.body), JSON.parse(step.body))
}

function session({ org }) {
  return new Session({ orgUrl: org, apiToken: '00token' })
}

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
