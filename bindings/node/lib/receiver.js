'use strict'

const { checkNumber, checkOptions, checkString, wrongType } = require('./arguments')
const { InvalidInputError } = require('./errors')
const { textOf } = require('./secret')

const OPTIONS = ['secret', 'secrets', 'header', 'maxBody']
const MAX_BODY = 16 * 1024 * 1024

/**
 * Answers Okta's one-time verification, authenticates its requests, reads deliveries and hands their events to handlers.
 * What its methods do is told in types/receiver.d.ts.
 */
class Receiver {
  #reader
  #dispatcher

  /** @param {import('./types/receiver').ReceiverOptions} options */
  constructor(options) {
    const { secret, secrets, header = 'Authorization', maxBody = MAX_BODY } = checkOptions('options', options, OPTIONS)
    // Not before there is a receiver: most programs have none.
    const { Dispatcher } = require('./dispatcher')
    const { RequestReader } = require('./request-reader')
    this.#dispatcher = new Dispatcher()
    this.#reader = new RequestReader(
      checkSecrets(secret, secrets),
      checkString('header', header),
      checkNumber('maxBody', maxBody, { integer: true }),
    )
  }

  /** @param {import('./types/receiver').ReceiverRequest} request */
  receive(request) {
    return this.#reader.read(request)
  }

  /**
   * @param {string | readonly string[]} pattern
   * @param {import('./types/receiver').EventHandler} handler
   */
  on(pattern, handler) {
    const { checkPattern } = require('./pattern')
    const patterns = (Array.isArray(pattern) ? pattern : [pattern]).map(checkPattern)
    if (!patterns.length) throw new InvalidInputError("there is no pattern; use 'user.lifecycle.*', or '*' for all")
    this.#dispatcher.on(patterns, handler)
    return this
  }

  /** @param {import('./types/receiver').EventHandler} handler */
  onAny(handler) {
    this.#dispatcher.on(['*'], handler)
    return this
  }

  /** @param {import('./types/receiver').ErrorHandler} handler */
  onError(handler) {
    this.#dispatcher.onError(handler)
    return this
  }

  /** @param {import('./types/receiver').UnreadableHandler} handler */
  onUnreadable(handler) {
    this.#dispatcher.onUnreadable(handler)
    return this
  }

  /** @param {import('./types/receiver').AcceptFunction} handler */
  accept(handler) {
    this.#dispatcher.accept(handler)
    return this
  }

  /** @param {import('./types/receiver').ReceivedDelivery} delivery @returns {Promise<unknown[]>} */
  async dispatch(delivery) {
    if (delivery?.type !== 'delivery') throw wrongType('delivery', 'a delivery that receive has read', delivery)
    return this.#dispatcher.track(this.#dispatcher.run(delivery))
  }

  settled() {
    return this.#dispatcher.settled()
  }

  node() {
    return require('./adapters/node').adapter(this.#reader, this.#dispatcher)
  }

  express() {
    return require('./adapters/express').adapter(this.#reader, this.#dispatcher)
  }

  fastify() {
    return require('./adapters/fastify').adapter(this.#reader, this.#dispatcher)
  }

  fetch() {
    return require('./adapters/fetch').adapter(this.#reader, this.#dispatcher)
  }

  lambda() {
    return require('./adapters/lambda').adapter(this.#reader, this.#dispatcher)
  }
}

/** @param {unknown} secret @param {unknown} secrets @returns {string[]} */
function checkSecrets(secret, secrets) {
  if (secret === undefined && secrets === undefined) {
    throw typeError('a receiver needs secret or secrets, and both are undefined; is the variable set that you read it from?')
  }
  if (secret !== undefined && secrets !== undefined) throw typeError('a receiver takes secret or secrets, not both')
  if (secrets === undefined) return [checkSecret('secret', secret)]
  if (!Array.isArray(secrets)) throw wrongType('secrets', 'an array of strings or Secrets', secrets)
  return secrets.map((each, at) => checkSecret(`secrets[${at}]`, each))
}

/** @param {string} message */
function typeError(message) {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_VALUE' })
}

/** @param {string} name @param {unknown} secret */
function checkSecret(name, secret) {
  const text = textOf(name, secret)
  // A value as no header arrives: it would open to nobody, and nobody would know why.
  if (text.trim() && (text !== text.trim() || hasControl(text))) {
    throw new InvalidInputError(`${name} has a control character, or white space at an end: no header's value can; use .trim()`)
  }
  return text
}

/** @param {string} text */
function hasControl(text) {
  return [...text].some((character) => (character < ' ' && character !== '\t') || character === '\x7f')
}

exports.Receiver = Receiver
