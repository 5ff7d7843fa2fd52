'use strict'

const native = require('./native')
const { checkOptions, checkRetry, checkString, checkStrings, wrongType } = require('./arguments')
const { refusing } = require('./errors')
const { isUint8Array, isUrl } = require('./realm')
const { inspect, textOf } = require('./secret')

const CREDENTIALS = /** @type {const} */ (['apiToken', 'accessToken', 'serviceApp'])
const OPTIONS = ['orgUrl', ...CREDENTIALS, 'retry', 'userAgent', 'seed']

/** An org, who asks it, and how patiently. One session serves any number of calls. */
class Session {
  /** @type {import('./native').Session} */
  #native

  /** @param {import('./index').SessionOptions} options */
  constructor(options) {
    // From the environment, by way of Client.fromEnv.
    if (/** @type {unknown} */ (options) instanceof native.Session) {
      this.#native = /** @type {any} */ (options)
      return
    }
    if (options === undefined) throw wrongType('options', 'an object', options)
    checkOptions('Session', options, OPTIONS)
    this.#native = nativeSession(options)
  }

  /** The address of the org. */
  get orgUrl() {
    return this.#native.orgUrl
  }

  /** @param {Session} session */
  static native(session) {
    if (session === null || typeof session !== 'object' || !(#native in session))
      throw wrongType('session', 'a Session', session)
    return session.#native
  }

  [inspect]() {
    return `Session { orgUrl: '${this.orgUrl}' }`
  }
}

/** @param {Record<string, any>} options */
function nativeSession(options) {
  const given = CREDENTIALS.filter((name) => options[name] !== undefined)
  if (given.length !== 1) {
    const which = given.length ? `not ${given.join(' and ')}` : 'but there is none'
    throw new TypeError(`pass one of apiToken, accessToken and serviceApp, ${which}`)
  }
  const { seed } = options
  if (seed !== undefined && !isUint8Array(seed)) throw wrongType('seed', 'a Uint8Array of 32 bytes', seed)
  return refusing(
    () =>
      new native.Session({
        orgUrl: orgUrl(options.orgUrl),
        apiToken: options.apiToken === undefined ? undefined : textOf('apiToken', options.apiToken),
        accessToken: options.accessToken === undefined ? undefined : textOf('accessToken', options.accessToken),
        serviceApp: options.serviceApp === undefined ? undefined : serviceApp(options.serviceApp),
        retry: checkRetry(options.retry),
        userAgent: optionalString('userAgent', options.userAgent),
        seed,
      }),
  )
}

/** @param {unknown} url */
function orgUrl(url) {
  return checkString('orgUrl', isUrl(url) ? url.href : url, 'a string or a URL')
}

/** @param {string} name @param {unknown} value */
function optionalString(name, value) {
  return value === undefined ? undefined : checkString(name, value)
}

/** @param {unknown} app */
function serviceApp(app) {
  const options = checkOptions('serviceApp', app, ['clientId', 'privateKey', 'keyId', 'scopes', 'dpopKey'])
  return {
    clientId: checkString('serviceApp.clientId', options.clientId),
    privateKey: key('serviceApp.privateKey', options.privateKey),
    keyId: optionalString('serviceApp.keyId', options.keyId),
    scopes: options.scopes === undefined ? undefined : checkStrings('serviceApp.scopes', options.scopes),
    dpopKey: options.dpopKey === undefined ? undefined : key('serviceApp.dpopKey', options.dpopKey),
  }
}

/** PEM or JWK as text; a JWK as an object; a key of `node:crypto`. @param {string} name @param {any} value @returns {string} */
function key(name, value) {
  if (value?.type === 'private' && typeof value.export === 'function') return value.export({ type: 'pkcs8', format: 'pem' })
  if (value !== null && typeof value === 'object' && typeof value.kty === 'string') return JSON.stringify(value)
  if (typeof value === 'string' || value?.expose) return textOf(name, value)
  throw wrongType(name, 'PEM or JWK as a string, a JWK as an object, or a private KeyObject', value)
}

exports.Session = Session
exports.CREDENTIALS = CREDENTIALS
exports.nativeSession = nativeSession
exports.optionalString = optionalString
