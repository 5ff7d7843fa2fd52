'use strict'

const { warn } = require('../warn')
const { isGone, read, send } = require('./node-streams')
const { declaredLength, serve } = require('./serve')

/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {(request: IncomingMessage, limit: number) => unknown} BodyOf
 */

/**
 * @param {import('./serve').RequestReader} reader @param {import('./serve').Dispatcher} dispatcher
 * @returns {import('../types/receiver').NodeListener}
 */
function adapter(reader, dispatcher) {
  return (request, response) => {
    answer(reader, dispatcher, /** @type {IncomingMessage} */ (request), /** @type {ServerResponse} */ (response), read)
  }
}

/**
 * Answers a request of a `node:http` server. It never rejects.
 * @param {import('./serve').RequestReader} reader @param {import('./serve').Dispatcher} dispatcher
 * @param {IncomingMessage} request @param {ServerResponse} response
 * @param {BodyOf} bodyOf Its body, or a promise; `undefined` if the sender has gone.
 */
async function answer(reader, dispatcher, request, response, bodyOf) {
  try {
    const { method = '' } = request
    // Not `headers`, which drops the second of two secrets. Some who only play a server have no other.
    const headers = request.rawHeaders?.length ? request.rawHeaders : request.headers
    const refused = reader.refusal(method, headers, declaredLength(request.headers['content-length']))
    const body = refused ? '' : await bodyOf(request, reader.maxBody)
    // The sender has gone. If it has not, what should have read the body for us failed.
    if (body === undefined && isGone(response)) return
    const received = refused ?? reader.read({ method, headers, body })
    await serve(dispatcher, received, (answer) => send(request, response, answer))
  } catch (error) {
    warn('NOT_READ', 'a request could not be read, and was answered 500', { error })
    if (!response.headersSent) response.writeHead(500, { 'content-length': 0 }).end()
  }
}

module.exports = { adapter, answer }
