'use strict'

/**
 * Takes what a request carries out of the texts of an error, for a library may repeat the request in them: those for mocks do.
 * @template {Error} E
 * @param {E} error @param {import('./step').Send} request @returns {E}
 */
function redact(error, request) {
  const secrets = secretsOf(request)
  /** @type {any} */
  let link = error
  for (let depth = 0; depth < 8 && link !== null && typeof link === 'object'; depth++, link = link.cause) {
    for (const name of ['message', 'stack']) {
      for (const secret of secrets) {
        const text = link[name]
        // What cannot be changed is left: a frozen error is the caller's own.
        if (typeof text === 'string' && text.includes(secret)) Reflect.set(link, name, text.replaceAll(secret, '[hidden]'))
      }
    }
  }
  return error
}

/** @param {import('./step').Send} request */
function secretsOf({ headers, body }) {
  const credentials = headers.filter(([name]) => name === 'authorization' || name === 'dpop')
  const secrets = credentials.map(([, value]) => value.slice(value.indexOf(' ') + 1))
  const text = body ? body.toString() : ''
  const [, assertion] = /(?:^|&)client_assertion=([^&]*)/.exec(text) ?? []
  if (assertion) secrets.push(decodeURIComponent(assertion), assertion)
  if (text.startsWith('{')) {
    const { authScheme, headers } = JSON.parse(text).channel?.config ?? {}
    secrets.push(authScheme?.value, ...(headers ?? []).map((/** @type {any} */ header) => header?.value))
  }
  // As in the core: what is shorter occurs anywhere.
  return secrets.filter((secret) => typeof secret === 'string' && secret.length >= 4)
}

module.exports = { redact }
