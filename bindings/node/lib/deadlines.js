'use strict'

/** A clock that only goes on, in milliseconds. `performance` would load eight modules of Node.js. */
const clock = () => process.uptime() * 1e3

/** A moment at which something is done, in a ring of them. */
class Deadline {
  /** @type {Deadline} */
  previous = this
  /** @type {Deadline} */
  next = this

  /** @param {number} at @param {() => void} act */
  constructor(at, act) {
    this.at = at
    this.act = act
  }
}

/**
 * The deadlines of what is under way, with one timer for all: to start and to stop a timer for each takes longer than the rest of
 * what a transport does. The timer is left running between calls, but keeps no process.
 */
class Deadlines {
  /** Where the ring begins. Not a `Set`: the tables that one outgrows hold what was in them until the whole heap is searched. */
  #ring = new Deadline(Number.POSITIVE_INFINITY, () => {})
  /** @type {NodeJS.Timeout | undefined} */
  #timer
  #earliest = Number.POSITIVE_INFINITY
  /** @type {typeof setTimeout | undefined} */
  #setTimeout

  /** @param {number} milliseconds @param {() => void} act @returns {Deadline} */
  add(milliseconds, act) {
    const now = clock()
    const deadline = new Deadline(now + milliseconds, act)
    const isFirst = this.#ring.next === this.#ring
    deadline.previous = this.#ring.previous
    deadline.next = this.#ring
    deadline.previous.next = this.#ring.previous = deadline
    // A test may have replaced the timers meanwhile.
    if (deadline.at < this.#earliest || this.#setTimeout !== setTimeout) this.#set(now)
    else if (isFirst) this.#timer?.ref()
    return deadline
  }

  /** @param {Deadline} deadline */
  delete(deadline) {
    const { previous, next } = deadline
    previous.next = next
    next.previous = previous
    deadline.previous = deadline.next = deadline
    if (this.#ring.next === this.#ring) this.#timer?.unref()
  }

  *#all() {
    for (let one = this.#ring.next; one !== this.#ring; one = one.next) yield one
  }

  /** Has the timer go off at the first deadline. @param {number} now */
  #set(now) {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#earliest = Number.POSITIVE_INFINITY
    for (const { at } of this.#all()) this.#earliest = Math.min(this.#earliest, at)
    if (this.#earliest === Number.POSITIVE_INFINITY) return
    this.#setTimeout = setTimeout
    this.#timer = setTimeout(() => this.#goOff(), Math.max(1, Math.ceil(this.#earliest - now)))
  }

  #goOff() {
    const due = this.#earliest
    const over = [...this.#all()].filter(({ at }) => at <= due)
    for (const deadline of over) this.delete(deadline)
    // It may be late; but a test that has time of its own has come there before the clock.
    this.#set(Math.max(clock(), due))
    for (const { act } of over) act()
  }
}

exports.Deadlines = Deadlines
