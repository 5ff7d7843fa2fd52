'use strict'

/**
 * A list: an array of what can be read, with the rest of it beside.
 * @template T
 * @param {T[]} items
 * @param {import('./native').UnreadableItem[]} [unreadable]
 * @param {string} [next]
 * @returns {import('./index').Page<T>}
 */
function page(items, unreadable = [], next = undefined) {
  if (unreadable.length) warn(unreadable)
  // Not enumerable: the array prints, compares and is written as JSON like any other.
  return /** @type {import('./index').Page<T>} */ (
    Object.defineProperties(items, { unreadable: { value: unreadable }, next: { value: next } })
  )
}

/** @param {import('./native').UnreadableItem[]} unreadable */
function warn(unreadable) {
  const [first] = unreadable
  process.emitWarning(
    `${unreadable.length} of a list cannot be read, the first one at ${first.position}: ${first.reason}. ` +
      'They are in the property unreadable of the list, with their JSON.',
    { type: 'OktaEventHooksWarning', code: 'OKTA_EVENT_HOOKS_UNREADABLE' },
  )
}

module.exports = { page }
