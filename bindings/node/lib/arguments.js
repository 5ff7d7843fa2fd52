'use strict'

const native = require('./native')

/** The library's own number has 32 bits. */
const ATTEMPTS = { least: 1, most: 2 ** 32 - 1, integer: true }

/** What a value is, without the value. @param {unknown} value */
function typeName(value) {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number' && Number.isNaN(value)) return 'NaN'
  const name = typeof value === 'object' ? value?.constructor?.name : undefined
  if (name && name !== 'Object') return name
  if (value === undefined) return 'undefined'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** @param {string} name @param {string} expected @param {unknown} value */
function wrongType(name, expected, value) {
  const error = new TypeError(`${name} must be ${expected}, not ${typeName(value)}`)
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' })
}

/** @param {string} name @param {unknown} value @returns {string} */
function checkString(name, value, expected = 'a string') {
  if (typeof value !== 'string') throw wrongType(name, expected, value)
  return value
}

/** @param {string} name @param {unknown} value @returns {string[]} */
function checkStrings(name, value) {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) {
    throw wrongType(name, 'an array of strings', value)
  }
  return value
}

/** @param {string} name @param {unknown} value @returns {number} */
function checkNumber(name, value, { least = 0, most = Number.POSITIVE_INFINITY, integer = false, unit = '' } = {}) {
  if (typeof value !== 'number') throw wrongType(name, `a number${unit}`, value)
  if (Number.isNaN(value) || value < least || value > most || (integer && !Number.isSafeInteger(value))) {
    const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`
    throw new RangeError(`${name} must be ${integer ? 'a whole number' : `a number${unit}`} ${range}, not ${value}`)
  }
  return value
}

/**
 * An object of options, of which none is misspelt.
 * @param {string} where @param {unknown} options @param {readonly string[]} known
 * @returns {Record<string, unknown>}
 */
function checkOptions(where, options, known) {
  if (options === undefined) return {}
  if (options === null || typeof options !== 'object' || Array.isArray(options)) throw wrongType(where, 'an object', options)
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const meant = native.likely(name, known)
    const hint = meant ? `did you mean ${JSON.stringify(meant)}?` : `there are ${known.join(', ')}`
    const error = new TypeError(`${where}: there is no option ${JSON.stringify(name)}; ${hint}`)
    throw Object.assign(error, { code: 'ERR_INVALID_ARG_VALUE' })
  }
  return /** @type {Record<string, unknown>} */ (options)
}

/** @param {unknown} signal @returns {AbortSignal | undefined} */
function checkSignal(signal) {
  if (signal === undefined) return undefined
  const is = signal !== null && typeof signal === 'object' && 'aborted' in signal && 'addEventListener' in signal
  if (!is) throw wrongType('signal', 'an AbortSignal', signal)
  return /** @type {AbortSignal} */ (signal)
}

/**
 * What is passed as `retry`: the library's form of it.
 * @param {unknown} retry @returns {import('./native').RetryPolicy | undefined}
 */
function checkRetry(retry) {
  if (retry === undefined) return undefined
  if (retry === false) return { maxAttempts: 1 }
  if (retry === true) throw wrongType('retry', 'an object or false', retry)
  const { maxAttempts, maxWait, maxElapsed } = checkOptions('retry', retry, ['maxAttempts', 'maxWait', 'maxElapsed'])
  const time = (/** @type {string} */ name, /** @type {unknown} */ value) =>
    value === undefined ? undefined : Math.min(checkNumber(name, value, { unit: ' of milliseconds' }), Number.MAX_SAFE_INTEGER)
  return {
    maxAttempts: maxAttempts === undefined ? undefined : checkNumber('retry.maxAttempts', maxAttempts, ATTEMPTS),
    maxWait: time('retry.maxWait', maxWait),
    maxElapsed: time('retry.maxElapsed', maxElapsed),
  }
}

module.exports = { wrongType, checkString, checkStrings, checkNumber, checkOptions, checkSignal, checkRetry }
