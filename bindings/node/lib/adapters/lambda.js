'use strict'

const { wrongType } = require('../arguments')
const { InvalidInputError } = require('../errors')
const { tell } = require('./serve')

/** @typedef {import('../types/receiver').LambdaEvent} LambdaEvent */

/**
 * @param {import('./serve').RequestReader} reader @param {import('./serve').Dispatcher} dispatcher
 * @returns {import('../types/receiver').LambdaHandler}
 */
function adapter(reader, dispatcher) {
  return async (event) => {
    const received = reader.read({ method: methodOf(event), headers: headersOf(event), body: bodyOf(event) })
    tell(dispatcher, received)
    const isDone = received.type !== 'delivery' || (await dispatcher.track(deliver(dispatcher, received)))
    const { status, headers, body } = isDone ? received.response : received.retryResponse
    // A load balancer takes the form that it gives, and no other; API Gateway takes both.
    const form = event.multiValueHeaders
      ? { multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) }
      : { headers }
    return { statusCode: status, ...form, body, isBase64Encoded: false }
  }
}

/** Nothing runs after the answer. @param {import('./serve').Dispatcher} dispatcher @param {import('../types/receiver').ReceivedDelivery} delivery */
async function deliver(dispatcher, delivery) {
  return (await dispatcher.accepted(delivery)) && (await dispatcher.run(delivery)).length === 0
}

/** Format 1.0 and load balancers have it at the top, format 2.0 (HTTP APIs and function URLs) in the request's context. @param {LambdaEvent} event */
function methodOf(event) {
  if (event === null || typeof event !== 'object') throw wrongType('event', 'an event of AWS Lambda', event)
  /** @type {any} */
  const context = event.requestContext
  const method = event.httpMethod ?? context?.http?.method
  if (typeof method === 'string') return method
  throw new InvalidInputError('this is no request: no event of API Gateway, of a load balancer or of a function URL')
}

/** Where there are several values of a name, `headers` has the last one only. @param {LambdaEvent} event */
function headersOf({ headers, multiValueHeaders }) {
  return multiValueHeaders ?? headers ?? undefined
}

/** @param {LambdaEvent} event */
function bodyOf({ body, isBase64Encoded }) {
  return isBase64Encoded ? Buffer.from(body ?? '', 'base64') : body
}

module.exports = { adapter }
