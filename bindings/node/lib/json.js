'use strict'

const { isAscii, isUtf8 } = require('node:buffer')
const { wrongType } = require('./arguments')
const { isError } = require('./realm')
const { Secret } = require('./secret')

/**
 * Reads JSON that is whole: UTF-8, and everything in it has what it must. `undefined` for any other: the library can read more of
 * it, or say what is amiss.
 * @param {(value: any) => boolean} is Whether everything is there: see `shapes.js`.
 * @param {Uint8Array} body
 */
function readWhole(is, body) {
  /** @type {any} Its methods `latin1Slice` and `utf8Slice` are not declared. */
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  try {
    // Nearly all JSON is ASCII, which is decoded several times as fast.
    const text = isAscii(bytes) ? bytes.latin1Slice() : isUtf8(bytes) ? bytes.utf8Slice() : ''
    const value = JSON.parse(text)
    return is(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The JSON of an object that a caller passed, its secrets written out. @param {string} name @param {unknown} value */
function stringify(name, value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrongType(name, 'an object', value)
  return stringifyAny(name, value)
}

/** The same of any value. @param {string} name @param {unknown} value */
function stringifyAny(name, value) {
  try {
    return JSON.stringify(value, function (key, member) {
      // It would be written as null, and replace what it was read from, such as 1e400.
      if (typeof member === 'number' && !Number.isFinite(member)) throw new TypeError(`${JSON.stringify(key)} is ${member}`)
      const original = this[key]
      return original instanceof Secret ? original.expose() : member
    })
  } catch (error) {
    throw new TypeError(`${name} cannot be written as JSON: ${isError(error) ? error.message : error}`)
  }
}

module.exports = { readWhole, stringify, stringifyAny }
