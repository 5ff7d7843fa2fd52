'use strict'

const { debuglog } = require('node:util')
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
  const aborted = signal && watch(signal)
  try {
    aborted?.check(false)
    let step = call.start(session, Date.now())
    for (;;) {
      if (step.type === 'done') return step.result()
      if (step.type === 'wait') {
        await sleep(step.milliseconds, aborted)
        step = call.resume(session, Date.now())
        continue
      }
      const { method, url } = step
      const begin = log.enabled ? performance.now() : 0
      const { response, cancel } = transport.send(step, Math.min(Math.max(timeout, step.patience), LONGEST))
      /** @type {import('./index').HttpResponse | undefined} */
      let answer
      try {
        answer = await (aborted ? aborted.race(response, cancel, !call.idempotent) : response)
      } catch (failure) {
        if (failure instanceof AbortError) throw failure
        if (log.enabled) log('%s %s: %s', method, withoutQuery(url), failure)
        step = call.failure(session, Date.now(), isError(failure) ? failure : new Error(String(failure)))
      }
      if (answer) {
        if (log.enabled) log('%s %s: %d, %d ms', method, withoutQuery(url), answer.status, performance.now() - begin)
        step = call.response(session, Date.now(), answer)
      }
    }
  } finally {
    aborted?.stop()
  }
}

/** @param {string} url */
function withoutQuery(url) {
  return url.split('?', 1)[0]
}

/** Settles a call as soon as its signal is aborted, whatever it waits for. @param {AbortSignal} signal */
function watch(signal) {
  /** @type {((error: AbortError) => void) | undefined} */
  let reject
  const onAbort = () => reject?.(new AbortError(signal.reason))
  signal.addEventListener('abort', onAbort)
  return {
    /** @param {boolean} isSent */
    check(isSent) {
      if (signal.aborted) throw new AbortError(signal.reason, isSent ? MAYBE_APPLIED : undefined)
    },
    /**
     * @template T
     * @param {Promise<T>} promise @param {() => void} cancel @param {boolean} mayApply
     * @returns {Promise<T>}
     */
    race(promise, cancel, mayApply) {
      return new Promise((resolve, fail) => {
        reject = () => {
          fail(new AbortError(signal.reason, mayApply ? MAYBE_APPLIED : undefined))
          cancel()
        }
        promise.then(resolve, fail)
      }).finally(() => {
        reject = undefined
      })
    },
    stop() {
      signal.removeEventListener('abort', onAbort)
    },
  }
}

const MAYBE_APPLIED = {
  message: 'The operation was aborted after it was sent; the hook may exist: look for its name with listEventHooks',
  maybeApplied: true,
}

/** @param {number} milliseconds @param {ReturnType<typeof watch>} [aborted] */
async function sleep(milliseconds, aborted) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, Math.min(milliseconds, LONGEST))
  })
  await (aborted ? aborted.race(over, () => clearTimeout(timer), false) : over)
}

module.exports = { drive }
