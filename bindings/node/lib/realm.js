'use strict'

// What a value is, wherever it was made: Jest runs each test file in a context of its own, whose `Error` is not that of Node.js's
// libraries, so that `instanceof` says no.

const { isDate, isUint8Array } = require('node:util/types')

const tag = (/** @type {unknown} */ value) => Object.prototype.toString.call(value)

/** @param {unknown} value @returns {value is Error} */
function isError(value) {
  return value instanceof Error || tag(value) === '[object Error]' || tag(value) === '[object DOMException]'
}

/** @param {unknown} value @returns {value is URL} */
function isUrl(value) {
  return tag(value) === '[object URL]'
}

module.exports = { isDate, isError, isUint8Array, isUrl }
