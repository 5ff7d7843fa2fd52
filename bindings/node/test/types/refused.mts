// What must not compile.

import { Call, Client, eventHookSpec, Secret, Send, Session } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'

const orgUrl = 'https://acme.okta.com'

// @ts-expect-error There is no default export.
export { default } from 'okta-event-hooks'

// @ts-expect-error No credential.
new Client({ orgUrl })
// @ts-expect-error Two credentials.
new Client({ orgUrl, apiToken: '00abc', accessToken: 'ey' })
// @ts-expect-error Two credentials, one of them a service app.
new Client({ orgUrl, apiToken: '00abc', serviceApp: { clientId: '0oa', privateKey: 'pem' } })
// @ts-expect-error Two credentials of a session.
new Session({ orgUrl, apiToken: '00abc', accessToken: 'ey' })
// @ts-expect-error A token that may not be there.
new Client({ orgUrl, apiToken: process.env.OKTA_CLIENT_TOKEN })
// @ts-expect-error No address.
new Client({ apiToken: '00abc' })
// @ts-expect-error A misspelt option.
new Client({ orgUrl, apiToken: '00abc', timout: 5 })
// @ts-expect-error A number is no agent.
new Client({ orgUrl, apiToken: '00abc', agent: 5 })
// @ts-expect-error There is no retrying by `true`.
new Client({ orgUrl, apiToken: '00abc', retry: true })
// @ts-expect-error A service app without a key.
new Client({ orgUrl, serviceApp: { clientId: '0oa' } })
// @ts-expect-error The environment has the address.
Client.fromEnv({ orgUrl })

export async function methods(client: Client, session: Session): Promise<void> {
  // @ts-expect-error An id is a text.
  await client.getEventHook(5)
  // @ts-expect-error A spec needs a channel.
  await client.createEventHook({ name: 'Feed', events: { type: 'EVENT_TYPE', items: [] } })
  // @ts-expect-error A misspelt option of a call.
  await client.listEventHooks({ retries: false })
  // @ts-expect-error A signal is an object.
  await client.listEventHooks({ signal: 'stop' })
  // @ts-expect-error An option of another method.
  await client.getEventHook('who', { keepAuthScheme: true })
  // @ts-expect-error There is no such order.
  client.logEvents({ sortOrder: 'UP' })
  // @ts-expect-error A poll has no end.
  client.pollLogEvents({ until: new Date() })
  // @ts-expect-error The deliveries of when?
  await client.hookDeliveries('who')

  const step = Call.getEventHook('who').start(session, Date.now())
  // @ts-expect-error Which step it is must be asked first.
  step.url
  if (step.type === 'send') {
    // @ts-expect-error It has no result yet.
    step.result()
  }
  const hook = await client.getEventHook('who')
  // @ts-expect-error What a member is that the library does not know is unknown.
  hook.newMember.length
  // @ts-expect-error The value of a secret takes asking for.
  new Secret('s').length
  // @ts-expect-error The session makes steps.
  new Send()
  // @ts-expect-error The functions of Call make calls.
  new Call()
  // @ts-expect-error An operation has parameters.
  Call.of('getEventHook')
}

// @ts-expect-error An event hook has events.
eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com' })
// @ts-expect-error An authentication header has a value.
eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: [], authHeader: { name: 'Authorization' } })

// @ts-expect-error A misspelt member of a configuration.
await Emulator.start({ hook: [] })
// @ts-expect-error An emulator is started.
const org = new Emulator()
// @ts-expect-error A fault befalls something.
await org.inject({ status: 503 })
// @ts-expect-error An event has a type.
await org.trigger({ severity: 'WARN' })
