'use strict'

const { wrongType } = require('./arguments')
const { InvalidInputError, ProtocolError } = require('./errors')
const { matches } = require('./pattern')
const { quoted, warn, withoutValues } = require('./warn')

/**
 * @typedef {import('./types/receiver').ReceivedDelivery} Delivery
 * @typedef {(...values: any[]) => unknown} Handler
 * @typedef {import('./models').LogEvent | import('./types/page').Unreadable} Item
 */

/** The handlers of a receiver, and what of them is running. */
class Dispatcher {
  /** @type {Map<Handler, string[]>} */
  #handlers = new Map()
  /** @type {Set<Handler>} */
  #unreadable = new Set()
  /** @type {Handler | undefined} */
  #accept
  /** @type {Handler | undefined} */
  #failed
  /** @type {Set<Promise<unknown>>} */
  #running = new Set()
  /** The statuses of refusals that were told. @type {Set<number>} @readonly */
  told = new Set()

  /** @param {string[]} patterns @param {Handler} handler */
  on(patterns, handler) {
    checkFunction('handler', handler)
    this.#handlers.set(handler, [...(this.#handlers.get(handler) ?? []), ...patterns])
  }

  /** @param {Handler} handler */
  onUnreadable(handler) {
    this.#unreadable.add(checkFunction('handler', handler))
  }

  /** @param {Handler} handler */
  onError(handler) {
    checkFunction('handler', handler)
    if (this.#failed) throw new InvalidInputError('there is a handler for onError already')
    this.#failed = handler
  }

  /** @param {Handler} handler */
  accept(handler) {
    checkFunction('handler', handler)
    if (this.#accept) throw new InvalidInputError('there is a function for accept already')
    this.#accept = handler
  }

  /** Whether the delivery is where it cannot be lost. @param {Delivery} delivery */
  async accepted(delivery) {
    if (!this.#accept) return true
    const failure = await attempt(this.#accept, delivery)
    if (failure) warn('ACCEPT_FAILED', 'a delivery was answered 503, for accept failed: Okta tries once more', failure)
    return !failure
  }

  /**
   * Calls the handlers of each event, one after the other. One that fails stops no other.
   * @param {Delivery} delivery
   */
  async run(delivery) {
    if (!this.#handlers.size && !this.#accept && delivery.events.length) {
      warn('NO_HANDLER', `${delivery.events.length} events go nowhere: the receiver has neither a handler nor accept`)
    }
    /** @type {unknown[]} */
    const errors = []
    for (const [handler, item] of this.#recipients(delivery)) {
      const failure = await attempt(handler, item, delivery)
      if (!failure) continue
      errors.push(failure.error)
      await this.#tell(failure, item, delivery)
    }
    // Sent again they are no better: they are told, and do not count.
    if (!this.#unreadable.size) {
      for (const item of delivery.unreadable) await this.#tell({ error: unreadableError(item, delivery) }, item, delivery)
    }
    return errors
  }

  /** @param {Delivery} delivery @returns {Generator<[Handler, Item]>} */
  *#recipients(delivery) {
    for (const event of delivery.events) {
      for (const [handler, patterns] of this.#handlers) {
        if (patterns.some((pattern) => matches(pattern, event.eventType))) yield [handler, event]
      }
    }
    for (const item of delivery.unreadable) {
      for (const handler of this.#unreadable) yield [handler, item]
    }
  }

  /** @param {{ error: unknown }} failure @param {Item} item @param {Delivery} delivery */
  async #tell(failure, item, delivery) {
    if (!this.#failed) return warnOf(failure, item)
    const another = await attempt(this.#failed, failure.error, item, delivery)
    if (another) {
      warnOf(failure, item)
      warn('ON_ERROR_FAILED', 'the handler for onError failed itself', another)
    }
  }

  /** Remembers what is running, which never rejects. @template T @param {Promise<T>} work */
  track(work) {
    this.#running.add(work)
    const ended = () => this.#running.delete(work)
    work.then(ended, ended)
    return work
  }

  /** Waits for all that is running. */
  async settled() {
    while (this.#running.size) await Promise.allSettled(this.#running)
  }
}

/** Calls a function that may be async. What it throws is a value, be it `undefined`. @param {Handler} handler @param {unknown[]} values */
async function attempt(handler, ...values) {
  try {
    await handler(...values)
    return undefined
  } catch (error) {
    return { error }
  }
}

/** @param {{ error: unknown }} failure @param {Item} item */
function warnOf(failure, item) {
  // That an event cannot be read is all that its error says.
  if (failure.error instanceof UnreadableError) return warn('UNREADABLE', failure.error.message)
  const what = 'position' in item && 'json' in item ? 'an event that cannot be read' : nameOf(item)
  warn('HANDLER_FAILED', `a handler failed on ${what}`, failure)
}

/** @param {any} event */
function nameOf(event) {
  return `${quoted(event.eventType)}, uuid ${quoted(event.uuid)}`
}

class UnreadableError extends ProtocolError {}

/** Without its JSON, which may hold personal data. @param {import('./types/page').Unreadable} item @param {Delivery} delivery */
function unreadableError({ position, reason }, { eventId }) {
  const of = eventId === undefined ? 'a delivery' : `delivery ${quoted(eventId)}`
  return new UnreadableError(`event ${position} of ${of} cannot be read: ${withoutValues(reason)}`)
}

/** @param {string} name @param {unknown} handler @returns {Handler} */
function checkFunction(name, handler) {
  if (typeof handler !== 'function') throw wrongType(name, 'a function', handler)
  if (/^(Async)?GeneratorFunction$/.test(handler.constructor?.name)) {
    throw wrongType(name, 'a function without yield: calling it would do nothing', handler)
  }
  return /** @type {Handler} */ (handler)
}

exports.Dispatcher = Dispatcher
