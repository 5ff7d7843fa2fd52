'use strict'

const { answer } = require('./node')
const { read } = require('./node-streams')

/**
 * @param {import('./serve').RequestReader} reader @param {import('./serve').Dispatcher} dispatcher
 * @returns {import('../types/receiver').FastifyPlugin}
 */
function adapter(reader, dispatcher) {
  return async function oktaEventHooks(instance, { url = '/' } = {}) {
    // Of this plugin alone: the body is read after the secret is found right.
    instance.removeAllContentTypeParsers()
    instance.addContentTypeParser('*', (/** @type {unknown} */ _, /** @type {unknown} */ payload, /** @type {any} */ done) =>
      done(null, payload),
    )
    instance.all(url, (/** @type {any} */ request, /** @type {any} */ reply) => {
      reply.hijack()
      answer(reader, dispatcher, request.raw, reply.raw, (raw, limit) => read(request.body ?? raw, limit))
    })
    instance.addHook('onClose', () => dispatcher.settled())
  }
}

module.exports = { adapter }
