'use strict'

const { AbortError } = require('./errors')

/**
 * What is to be done when a signal is aborted. One listener does it all: Node.js warns of more than ten.
 * @type {WeakMap<AbortSignal, Set<() => void>>}
 */
const watched = new WeakMap()

/** @param {AbortSignal} signal @param {() => void} act @returns {() => void} ends it */
function onAbort(signal, act) {
  let acts = watched.get(signal)
  if (!acts) {
    acts = new Set()
    watched.set(signal, acts)
    signal.addEventListener('abort', abortAll)
  }
  acts.add(act)
  return () => {
    acts.delete(act)
    if (acts.size || watched.get(signal) !== acts) return
    watched.delete(signal)
    signal.removeEventListener('abort', abortAll)
  }
}

/** @this {AbortSignal} */
function abortAll() {
  for (const act of [...(watched.get(this) ?? [])]) act()
}

const MAYBE_APPLIED = {
  message: 'The operation was aborted after it was sent; the hook may exist: look for its name with listEventHooks',
  maybeApplied: true,
}

/** @param {AbortSignal | undefined} signal */
function throwIfAborted(signal) {
  if (signal?.aborted) throw new AbortError(signal.reason)
}

/**
 * What a promise settles to, unless the signal is aborted first: that is settled at once, whatever becomes of the promise.
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {Promise<T>} promise
 * @param {() => boolean} cancel Ends what is waited for, and says whether it may have had an effect.
 * @returns {Promise<T>}
 */
function abortable(signal, promise, cancel) {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => {
      stop()
      reject(new AbortError(signal.reason, cancel() ? MAYBE_APPLIED : undefined))
    }
    const stop = onAbort(signal, abort)
    const settle = (/** @type {(value: any) => void} */ to) => (/** @type {unknown} */ value) => {
      stop()
      to(value)
    }
    promise.then(settle(resolve), settle(reject))
    // Its event may have passed: what was begun may have aborted it.
    if (signal.aborted) abort()
  })
}

module.exports = { abortable, throwIfAborted }
