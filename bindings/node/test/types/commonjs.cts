// What must compile, and what must not, in a CommonJS module.

import hooks = require('okta-event-hooks')
import testing = require('okta-event-hooks/testing')

const { Client, eventHookSpec } = hooks
const { Emulator } = testing

async function main(): Promise<hooks.EventHook> {
  const org = await Emulator.start()
  const client: hooks.Client = new Client({ orgUrl: org.url, apiToken: org.apiToken })
  const spec = eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: ['user.session.start'] })
  const options: hooks.CallOptions = { retry: false }
  return client.createEventHook(spec, options)
}

// @ts-expect-error Two credentials.
new Client({ orgUrl: 'https://acme.okta.com', apiToken: '00abc', accessToken: 'ey' })
// @ts-expect-error There is no default export.
hooks.default

export = main
