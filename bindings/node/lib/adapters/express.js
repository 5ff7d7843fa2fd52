'use strict'

const { answer } = require('./node')
const { read } = require('./node-streams')

/**
 * @param {import('./serve').RequestReader} reader @param {import('./serve').Dispatcher} dispatcher
 * @returns {import('../types/receiver').NodeListener}
 */
function adapter(reader, dispatcher) {
  return (request, response) => {
    answer(reader, dispatcher, /** @type {any} */ (request), /** @type {any} */ (response), bodyOf)
  }
}

/**
 * What a body parser has made of the body, or the body itself if none has read it. Some platforms keep it as `rawBody`.
 * @param {import('node:http').IncomingMessage & { body?: unknown, rawBody?: unknown }} request @param {number} limit
 */
function bodyOf(request, limit) {
  if (!request.readableDidRead) return read(request, limit)
  // Nothing is no delivery, and is refused as such.
  return request.rawBody ?? request.body ?? ''
}

module.exports = { adapter }
