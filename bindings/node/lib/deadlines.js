'use strict'

/** @typedef {{ at: number, act: () => void }} Deadline */

/**
 * The deadlines of what is under way, with one timer for all: to start and to stop a timer for each takes longer than the rest of
 * what a transport does. The timer is left running between calls, but keeps no process.
 */
class Deadlines {
  /** @type {Set<Deadline>} */
  #pending = new Set()
  /** @type {NodeJS.Timeout | undefined} */
  #timer
  #rings = Number.POSITIVE_INFINITY
  /** @type {typeof setTimeout | undefined} */
  #setTimeout

  /** @param {number} milliseconds @param {() => void} act @returns {Deadline} */
  add(milliseconds, act) {
    const deadline = { at: performance.now() + milliseconds, act }
    this.#pending.add(deadline)
    // A test may have replaced the timers meanwhile, and have time of its own.
    if (deadline.at < this.#rings || this.#setTimeout !== setTimeout) this.#set()
    else if (this.#pending.size === 1) this.#timer?.ref()
    return deadline
  }

  /** @param {Deadline} deadline */
  delete(deadline) {
    if (this.#pending.delete(deadline) && this.#pending.size === 0) this.#timer?.unref()
  }

  /** Has the timer ring at the first deadline. */
  #set() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#rings = Number.POSITIVE_INFINITY
    for (const { at } of this.#pending) this.#rings = Math.min(this.#rings, at)
    if (this.#pending.size === 0) return
    this.#setTimeout = setTimeout
    this.#timer = setTimeout(() => this.#ring(), Math.ceil(this.#rings - performance.now()))
  }

  #ring() {
    const now = performance.now()
    // Timers have whole milliseconds: one that is left would ring at once again.
    const over = [...this.#pending].filter(({ at }) => at <= now + 1)
    for (const deadline of over) this.#pending.delete(deadline)
    this.#set()
    for (const { act } of over) act()
  }
}

exports.Deadlines = Deadlines
