'use strict'

/** What a promise settles to; fails if it is not settled in time. */
async function within(milliseconds, promise, what = 'not done') {
  let timer
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
