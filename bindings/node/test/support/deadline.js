'use strict'

/**
 * What a promise settles to; fails if it is not settled in time.
 * @template T
 * @param {number} milliseconds
 * @param {PromiseLike<T>} promise
 * @returns {Promise<T>}
 */
async function within(milliseconds, promise, what = 'not done') {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} after ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

module.exports = { within }
