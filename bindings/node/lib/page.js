'use strict'

const { warn, withoutValues } = require('./warn')

/**
 * A list: an array of what can be read, with the rest of it beside.
 * @template T
 * @param {T[]} items
 * @param {import('./native').UnreadableItem[]} [unreadable]
 * @param {string} [next]
 * @returns {import('./index').Page<T>}
 */
function page(items, unreadable = [], next = undefined) {
  if (unreadable.length) tell(unreadable)
  // Not enumerable: the array prints, compares and is written as JSON like any other.
  return /** @type {import('./index').Page<T>} */ (
    Object.defineProperties(items, { unreadable: { value: unreadable }, next: { value: next } })
  )
}

/** @param {import('./native').UnreadableItem[]} unreadable */
function tell(unreadable) {
  const [{ position, reason }] = unreadable
  const what = `${unreadable.length} of a list cannot be read, the first one at ${position}: ${withoutValues(reason)}.`
  warn('UNREADABLE', `${what} They are in the property unreadable of the list, with their JSON.`)
}

module.exports = { page }
