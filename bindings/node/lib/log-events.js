'use strict'

const { inspect } = require('./secret')

/**
 * Entries of the System Log: iterate over them, or over `pages()`.
 * @implements {AsyncIterable<import('./index').LogEvent>}
 */
class LogEvents {
  #fetch
  /** @type {string | undefined} */
  #cursor

  /** @param {(after?: string) => Promise<import('./index').Page<import('./index').LogEvent>>} fetch */
  constructor(fetch) {
    this.#fetch = fetch
  }

  /** Where the page after the last one that was read begins: save it, and go on from it later as `after`. */
  get cursor() {
    return this.#cursor
  }

  /** One page after another. */
  async *pages() {
    for (;;) {
      const page = await this.#fetch(this.#cursor)
      this.#cursor = page.next
      yield page
      if (page.next === undefined) return
    }
  }

  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page
  }

  [inspect]() {
    return 'LogEvents {}'
  }
}

exports.LogEvents = LogEvents
