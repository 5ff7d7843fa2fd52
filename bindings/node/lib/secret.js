'use strict'

const { checkString } = require('./arguments')

const inspect = Symbol.for('nodejs.util.inspect.custom')

/** A text that never prints: not by `console.log`, not in JSON, not as a string. */
class Secret {
  #text

  /** @param {string} text */
  constructor(text) {
    checkString('text', text)
    this.#text = text
  }

  /** The value of a header for Basic authentication. @param {string} user @param {string} password */
  static basic(user, password) {
    checkString('user', user)
    checkString('password', password)
    return new Secret(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)
  }

  /** The text itself. */
  expose() {
    return this.#text
  }

  toString() {
    return '<hidden>'
  }

  /** JSON leaves it out: a text in its place could be sent as the secret. */
  toJSON() {
    return undefined
  }

  [inspect]() {
    return 'Secret(<hidden>)'
  }
}

/** The text of a secret that may be passed as it is. @param {string} name @param {unknown} value */
function textOf(name, value) {
  if (value instanceof Secret) return value.expose()
  return checkString(name, value, 'a string or a Secret')
}

exports.Secret = Secret
exports.textOf = textOf
exports.inspect = inspect
