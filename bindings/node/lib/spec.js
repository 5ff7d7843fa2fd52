'use strict'

const native = require('./native')
const { checkOptions, checkString, checkStrings, wrongType } = require('./arguments')
const { refusing } = require('./errors')
const { isUrl } = require('./realm')
const { Secret, textOf } = require('./secret')

const OPTIONS = ['name', 'uri', 'events', 'description', 'filters', 'headers', 'authHeader']

/** The spec of a hook in its short form. @param {import('./index').EventHookOptions} options @returns {import('./index').EventHookSpec} */
function eventHookSpec(options) {
  if (options === undefined) throw wrongType('options', 'an object', options)
  const { name, uri, events, description, filters, headers, authHeader } = /** @type {Record<string, any>} */ (
    checkOptions('eventHookSpec', options, OPTIONS)
  )
  const auth = authHeader === undefined ? undefined : checkOptions('authHeader', authHeader, ['name', 'value'])
  const secret = auth && new Secret(textOf('authHeader.value', auth.value))
  const spec = JSON.parse(
    refusing(() =>
      native.spec({
        name: checkString('name', name),
        uri: checkString('uri', isUrl(uri) ? uri.href : uri, 'a string or a URL'),
        events: checkStrings('events', events),
        description: description === undefined ? undefined : checkString('description', description),
        filters: texts('filters', filters),
        headers: texts('headers', headers),
        authHeader: auth && secret ? [checkString('authHeader.name', auth.name ?? 'Authorization'), secret.expose()] : [],
      }),
    ),
  )
  // In the place of the text, so that the spec can be printed.
  if (secret) spec.channel.config.authScheme.value = secret
  return spec
}

/** @param {string} name @param {unknown} value */
function texts(name, value) {
  if (value === undefined) return []
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrongType(name, 'an object of strings', value)
  return Object.entries(value).flatMap(([key, text]) => [key, checkString(`${name}[${JSON.stringify(key)}]`, text)])
}

module.exports = { eventHookSpec }
