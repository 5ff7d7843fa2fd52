'use strict'

const { debuglog } = require('node:util')
const { abortable, throwIfAborted } = require('./abort')
const { AbortError } = require('./errors')
const { isError } = require('./realm')

const log = debuglog('okta-event-hooks')
/** The longest wait of `setTimeout`. */
const LONGEST = 2 ** 31 - 1

/**
 * Carries out a call: sends, sleeps, supplies the time.
 * @template T
 * @param {import('./call').Call<T>} call
 * @param {import('./session').Session} session
 * @param {import('./http-transport').HttpTransport | import('./fetch-transport').FetchTransport} transport
 * @param {{ signal: AbortSignal | undefined, timeout: number }} options
 * @returns {Promise<T>}
 */
async function drive(call, session, transport, { signal, timeout }) {
  throwIfAborted(signal)
  let step = call.start(session, Date.now())
  for (;;) {
    if (step.type === 'done') return step.result()
    if (step.type === 'wait') {
      await sleep(step.milliseconds, signal)
      step = call.resume(session, Date.now())
      continue
    }
    throwIfAborted(signal)
    const { method, url } = step
    const begin = log.enabled ? performance.now() : 0
    const { response, cancel } = transport.send(step, Math.min(Math.max(timeout, step.patience), LONGEST))
    /** @type {import('./index').HttpResponse | undefined} */
    let answer
    try {
      answer = await abortable(signal, response, () => cancel() && call.mayHaveApplied)
    } catch (failure) {
      if (failure instanceof AbortError) throw failure
      const error = call.withoutSecrets(session, isError(failure) ? failure : notAnError(failure))
      if (log.enabled) log('%s %s: %s: %s', method, withoutQuery(url), error.name, error.message)
      step = call.failure(session, Date.now(), error)
    }
    if (answer) {
      if (log.enabled) log('%s %s: %d, %d ms', method, withoutQuery(url), answer.status, Math.round(performance.now() - begin))
      step = call.response(session, Date.now(), answer)
    }
  }
}

/** A `fetch` may reject with anything, which need not have a text. @param {unknown} failure */
function notAnError(failure) {
  return new Error(typeof failure === 'string' ? failure : `the transport failed with a ${typeof failure}, which is no Error`)
}

/** @param {string} url */
function withoutQuery(url) {
  return url.split('?', 1)[0]
}

/** @param {number} milliseconds @param {AbortSignal | undefined} signal */
async function sleep(milliseconds, signal) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const over = new Promise((resolve) => {
    // Node.js's timers may go off a millisecond early, and Okta counts.
    timer = setTimeout(resolve, Math.min(Math.ceil(milliseconds) + 1, LONGEST))
  })
  await abortable(signal, over, () => {
    clearTimeout(timer)
    return false
  })
}

module.exports = { drive }
