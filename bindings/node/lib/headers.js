'use strict'

const { wrongType } = require('./arguments')

/** What the library takes for headers: names and values in turn, each a line. @param {string[]} flat */
function lines(flat) {
  return flat.join('\n')
}

/** The headers that the library gives, as pairs. @param {string} text @returns {[string, string][]} */
function pairs(text) {
  const parts = text === '' ? [] : text.split('\n')
  return Array.from({ length: parts.length / 2 }, (_, at) => [parts[2 * at], parts[2 * at + 1]])
}

/**
 * Headers in any form that Node.js has them: names and values in turn (`rawHeaders`), pairs, `Headers` or a `Map`, or an object
 * whose values are strings or arrays of strings (`headers`). Returns names and values in turn.
 * @param {string} name @param {any} headers @returns {string[]}
 */
function flatten(name, headers) {
  if (headers === undefined || headers === null) return []
  if (Array.isArray(headers) && typeof headers[0] === 'string') {
    // What nearly all are, and then they are not copied.
    const isPlain = headers.every((text) => typeof text === 'string' && !text.includes('\n'))
    return isPlain ? headers : headers.map((text) => check(name, text))
  }
  if (typeof headers !== 'object') throw wrongType(name, 'headers', headers)
  const flat = []
  const pairs = typeof headers[Symbol.iterator] === 'function' ? headers : Object.entries(headers)
  for (const pair of pairs) {
    if (!Array.isArray(pair)) throw wrongType(name, 'pairs of names and values', pair)
    const [key, value] = pair
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) {
      flat.push(check(name, key), check(name, typeof one === 'number' ? String(one) : one))
    }
  }
  return flat
}

/** @param {string} name @param {unknown} text @returns {string} */
function check(name, text) {
  if (typeof text !== 'string') throw wrongType(`a name or value in ${name}`, 'a string', text)
  // No header can have a line break; here it would make two of one.
  return text.includes('\n') ? text.replaceAll('\n', ' ') : text
}

module.exports = { flatten, lines, pairs }
