'use strict'

/** @typedef {{ at: number, act: () => void }} Deadline */

/** A clock that only goes on, in milliseconds. `performance` would load eight modules of Node.js. */
const clock = () => process.uptime() * 1e3

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
    const now = clock()
    const deadline = { at: now + milliseconds, act }
    this.#pending.add(deadline)
    // A test may have replaced the timers meanwhile.
    if (deadline.at < this.#rings || this.#setTimeout !== setTimeout) this.#set(now)
    else if (this.#pending.size === 1) this.#timer?.ref()
    return deadline
  }

  /** @param {Deadline} deadline */
  delete(deadline) {
    if (this.#pending.delete(deadline) && this.#pending.size === 0) this.#timer?.unref()
  }

  /** Has the timer ring at the first deadline. @param {number} now */
  #set(now) {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#rings = Number.POSITIVE_INFINITY
    for (const { at } of this.#pending) this.#rings = Math.min(this.#rings, at)
    if (this.#pending.size === 0) return
    this.#setTimeout = setTimeout
    this.#timer = setTimeout(() => this.#ring(), Math.max(1, Math.ceil(this.#rings - now)))
  }

  #ring() {
    const rang = this.#rings
    const over = [...this.#pending].filter(({ at }) => at <= rang)
    for (const deadline of over) this.#pending.delete(deadline)
    // It may have rung late; but a test that has time of its own has come there before the clock.
    this.#set(Math.max(clock(), rang))
    for (const { act } of over) act()
  }
}

exports.Deadlines = Deadlines
