'use strict'

const { wrongType } = require('./arguments')
const { InvalidInputError } = require('./errors')

const PART = /^[A-Za-z0-9_-]+$/

/** Refuses what is neither a type, nor the beginning of one with `.*`, nor `*`. @param {unknown} pattern @returns {string} */
function checkPattern(pattern) {
  if (typeof pattern !== 'string') throw wrongType('pattern', 'a string', pattern)
  const stem = pattern.endsWith('.*') ? pattern.slice(0, -2) : pattern
  if (pattern !== '*' && !stem.split('.').every((part) => PART.test(part))) {
    throw new InvalidInputError(
      `${JSON.stringify(pattern)} is no pattern; use an event type ('user.lifecycle.create'), the beginning of one ` +
        "('user.lifecycle.*') or '*' for all",
    )
  }
  return pattern
}

/** @param {string} pattern @param {string} eventType */
function matches(pattern, eventType) {
  return eventType === pattern || (pattern.endsWith('*') && eventType.startsWith(pattern.slice(0, -1)))
}

module.exports = { checkPattern, matches }
