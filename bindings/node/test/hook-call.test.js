'use strict'

// For an operation on a hook alone the library is not asked about an answer that is whole. What it would have said is the same.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Call, NotSentError, Session } = require('okta-event-hooks')
const native = require('../lib/native')
const { request: requestOf, result } = require('./support/steps')

const OPERATIONS = /** @type {const} */ (['getEventHook', 'activateEventHook', 'deactivateEventHook', 'verifyEventHook'])
const options = { orgUrl: 'http://127.0.0.1:1', apiToken: '00token', seed: new Uint8Array(32) }
const session = () => new Session(options)
const hook = {
  id: 'who1',
  status: 'ACTIVE',
  verificationStatus: 'VERIFIED',
  name: 'Feed',
  events: { type: 'EVENT_TYPE', items: [] },
  channel: { type: 'HTTP', version: '1.0.0', config: { uri: 'https://hooks.example.com/' } },
}
const whole = {
  status: 200,
  headers: ['link', '<http://127.0.0.1:1/api/v1/eventHooks>; rel="self"'],
  body: JSON.stringify(hook),
}

for (const operationId of OPERATIONS) {
  test(`${operationId} begins and ends as the library has it`, () => {
    const own = new native.Session(options)
    const call = native.Call.onEventHook(operationId, 'who1')
    const request = call.start(own, 1)
    assert.equal(own.requestOnEventHook(operationId, 'who1'), request)
    assert.equal(call.response(own, 2, 200, whole.headers.join('\n'), Buffer.from(whole.body), true), null)
    const ours = Call[operationId]('who1')
    assert.equal(ours.start(session(), 1).type, 'send')
    assert.deepEqual(result(ours.response(session(), 2, whole)), hook)
  })
}

test("a request is the library's own for any id, token and program", () => {
  const ids = [
    'who1',
    'who7kd2mQ9vYt3LxB5d7',
    'a/b',
    'ä ö',
    'eventHookId',
    '$&',
    '%41',
    "it's (me)!*",
    'x'.repeat(64),
    'x'.repeat(65),
    '..',
    '',
    'a\nb',
  ]
  for (const more of [
    {},
    { apiToken: '00eventHookId' },
    { userAgent: 'eventHookId/1' },
    { orgUrl: 'http://127.0.0.1:1/eventHookId' },
  ]) {
    let ours
    try {
      ours = new Session({ ...options, ...more })
    } catch {
      continue
    }
    const own = new native.Session({ ...options, ...more })
    for (const id of ids) {
      for (const operationId of OPERATIONS) {
        const step = Call[operationId](id).start(ours, 0)
        const next = native.Call.onEventHook(operationId, id).start(own, 0)
        if (typeof next === 'string') {
          const { method, url, patience, headers } = requestOf(step)
          assert.equal([method, url, patience, ...headers.flat()].join('\n'), next)
        } else {
          assert.throws(() => result(step), { code: 'INVALID_INPUT' })
        }
      }
    }
  }
})

test('an event that does not fit ends it, before its start, after it and after its end', () => {
  const fresh = Call.getEventHook('who1')
  assert.throws(() => result(fresh.response(session(), 0, whole)), /response does not fit a call that has not started/)
  assert.throws(() => result(fresh.start(session(), 0)), /start does not fit a call that has ended/)
  const begun = Call.getEventHook('who1')
  begun.start(session(), 0)
  assert.throws(() => result(begun.start(session(), 0)), /start does not fit a call that waits for an answer/)
  const ended = Call.getEventHook('who1')
  ended.start(session(), 0)
  assert.deepEqual(result(ended.response(session(), 0, whole)), hook)
  for (const event of [() => ended.resume(session(), 0), () => ended.response(session(), 0, whole)]) {
    assert.throws(() => result(event()), /does not fit a call that has ended/)
  }
})

test('a retry counts from the start', () => {
  const call = Call.getEventHook('who1')
  const own = session()
  call.start(own, 0)
  const lost = new NotSentError('refused')
  assert.equal(call.failure(own, 10, lost).type, 'wait')
  const again = requestOf(call.resume(own, 2_000))
  assert.deepEqual(new Map(again.headers).get('x-okta-retry-count'), '1')
  // By then the default policy has no time left.
  assert.throws(() => result(call.failure(own, 1e9, lost)), { code: 'TRANSPORT', attempts: 2 })
})

test('an id that cannot be sent is refused, and a token comes before the hook', () => {
  assert.throws(() => result(Call.getEventHook('..').start(session(), 0)), { code: 'INVALID_INPUT' })
  const app = { clientId: '0oa1', privateKey: key(), scopes: ['okta.eventHooks.read'] }
  const service = new Session({ orgUrl: options.orgUrl, serviceApp: app })
  const step = Call.getEventHook('who1').start(service, Date.now())
  assert.match(requestOf(step).url, /token$/)
})

function key() {
  const { generateKeyPairSync } = require('node:crypto')
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}
