'use strict'

// Every vector of `responses`: what an operation makes of one answer.
//
// A vector describes the operation alone, and JavaScript has it only within a call. To a call every 429 is the rate limit, which
// is a class of its own, RateLimitedError, and has neither Okta's code nor its texts: of these the status is compared and the id.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { OktaEventHooksError, RateLimitedError, Session } = require('okta-event-hooks')
const vectors = require('./support/vectors')
const { Differs, members, same, sameError } = vectors

test('responses', { timeout: 60_000 }, () => {
  assert.ok(vectors.play('responses', check) > 300)
})

/** @param {any} one */
function check(one) {
  members(one, 'name source operation params response output error')
  const session = new Session({ orgUrl: 'https://acme-test.okta.com', apiToken: '00token', retry: false })
  const call = vectors.callOf(one.operation, one.params)
  assert.equal(call.start(session, 0).type, 'send')
  const step = call.response(session, 0, vectors.response(one.response))
  if (step.type !== 'done') throw new Differs(`found ${step}`)
  let found
  try {
    found = step.result()
  } catch (error) {
    if (!('error' in one) || !(error instanceof OktaEventHooksError)) throw error
    return compare(one.error, error)
  }
  if (!('output' in one)) throw new Differs(`found ${JSON.stringify(found)}`)
  same('output', vectors.output(found, one.operation), one.output)
}

/** @param {any} expected @param {unknown} found */
function compare(expected, found) {
  members(expected, 'kind status errorCode requestId causes mentions')
  if (found instanceof RateLimitedError) {
    same('status', found.status, 429)
    const { status, requestId } = expected
    sameError({ kind: 'rateLimited', status, ...('requestId' in expected && { requestId }) }, found)
    return
  }
  sameError(expected, found)
  if ('causes' in expected) same('causes', /** @type {any} */ (found).errorCauses, expected.causes)
}
