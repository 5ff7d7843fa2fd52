'use strict'

const log = require('node:util').debuglog('okta-event-hooks')
const { quoted, warn, withoutValues } = require('../warn')

/**
 * @typedef {import('../request-reader').RequestReader} RequestReader
 * @typedef {import('../dispatcher').Dispatcher} Dispatcher
 * @typedef {import('../types/receiver').ReceiverResponse} Response
 */

/**
 * Answers what was received: a delivery as soon as it is accepted, and then its handlers run.
 * @param {Dispatcher} dispatcher
 * @param {import('../types/receiver').Received} received
 * @param {(response: Response) => unknown} send Ends when the answer has gone out, or when nobody waits for it.
 * @returns {Promise<unknown>} All of it. It never rejects.
 */
function serve(dispatcher, received, send) {
  tell(dispatcher, received)
  if (received.type !== 'delivery') return attempt(send, received.response)
  return dispatcher.track(deliver(dispatcher, received, send))
}

/** @param {Dispatcher} dispatcher @param {import('../types/receiver').ReceivedDelivery} delivery @param {(response: Response) => unknown} send */
async function deliver(dispatcher, delivery, send) {
  if (!(await dispatcher.accepted(delivery))) return attempt(send, delivery.retryResponse)
  // Be the client gone: the events are here all the same, and better twice than never.
  await attempt(send, delivery.response)
  await dispatcher.run(delivery)
}

/** @param {(response: Response) => unknown} send @param {Response} response */
async function attempt(send, response) {
  try {
    await send(response)
  } catch (error) {
    warn('NOT_ANSWERED', `an answer of ${response.status} could not be sent`, { error })
  }
}

/**
 * Says what came in. A refusal is a warning the first time, for the secret may be wrong at our end; not each time, for whoever
 * knows the address could fill the log.
 * @param {Dispatcher} dispatcher @param {import('../types/receiver').Received} received
 */
function tell({ told }, received) {
  if (received.type === 'verification') return log('answered a verification')
  if (received.type === 'delivery') {
    return log('delivery %s of hook %s, %d events', quoted(received.eventId), quoted(received.hookId), received.events.length)
  }
  const line = `a request was ${withoutValues(received.reason)}`
  log('%s', line)
  if (told.has(received.status)) return
  told.add(received.status)
  warn('REFUSED', `${line}. More of them are told with NODE_DEBUG=okta-event-hooks only`)
}

/** The length that a request says it has. @param {unknown} text */
function declaredLength(text) {
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : 0
}

module.exports = { declaredLength, serve, tell }
