'use strict'

const { declaredLength, serve } = require('./serve')

/**
 * @param {import('./serve').RequestReader} reader @param {import('./serve').Dispatcher} dispatcher
 * @returns {import('../types/receiver').FetchHandler}
 */
function adapter(reader, dispatcher) {
  return async (/** @type {Request} */ request, /** @type {unknown[]} */ ...context) => {
    const { method, headers } = request
    const refused = reader.refusal(method, headers, declaredLength(headers.get('content-length')))
    if (refused) return respond(dispatcher, refused, context)
    if (request.bodyUsed)
      throw new TypeError('the body of the request has been read already; pass request.clone() to one of the two')
    const body = await read(request.body, reader.maxBody)
    // The sender has gone, and nobody waits for this one.
    if (!body) return new Response(null, { status: 400 })
    return respond(dispatcher, reader.read({ method, headers, body }), context)
  }
}

/**
 * @param {import('./serve').Dispatcher} dispatcher @param {import('../types/receiver').Received} received @param {unknown[]} context
 * @returns {Promise<Response>}
 */
function respond(dispatcher, received, context) {
  return new Promise((resolve) => {
    const work = serve(dispatcher, received, ({ status, headers, body }) => {
      resolve(new Response(body === '' ? null : body, { status, headers }))
      // Whoever called has its turn first, and sends it.
      return new Promise((next) => setImmediate(next))
    })
    if (received.type === 'delivery') keepAlive(context, work)
  })
}

/** Tells a platform that ends with the answer to wait: the context comes second, or third behind `env`. @param {any[]} context @param {Promise<unknown>} work */
function keepAlive(context, work) {
  for (const one of context) if (typeof one?.waitUntil === 'function') return one.waitUntil(work)
}

/**
 * The body, cut off a little after the limit; `undefined` if the sender has gone before its end. The rest of it is the server's:
 * if it were cancelled here, the connection would be closed and the answer lost.
 * @param {ReadableStream<Uint8Array> | null} stream @param {number} limit
 */
async function read(stream, limit) {
  if (!stream) return Buffer.alloc(0)
  const chunks = []
  let length = 0
  const reader = stream.getReader()
  try {
    while (length <= limit) {
      const { done, value } = await reader.read()
      if (done) break
      chunks.push(value)
      length += value.length
    }
    return Buffer.concat(chunks)
  } catch {
    return undefined
  } finally {
    reader.releaseLock()
  }
}

module.exports = { adapter }
