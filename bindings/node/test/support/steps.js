'use strict'

const assert = require('node:assert/strict')

/**
 * What came of a call that is over.
 * @template T
 * @param {import('okta-event-hooks').Step<T>} step
 */
function result(step) {
  return step.type === 'done' ? step.result() : assert.fail(`the call is not over, but at ${step.type}`)
}

/**
 * The request that a call sends now.
 * @param {import('okta-event-hooks').Step<unknown>} step
 */
function request(step) {
  return step.type === 'send' ? step : assert.fail(`the call sends nothing, but is at ${step.type}`)
}

module.exports = { result, request }
