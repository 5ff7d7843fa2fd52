// Where neither the declarations of Node.js nor those of the DOM are there.

import { Call, type Client, eventHookSpec, type LogEvent, OktaEventHooksError, Secret, Session } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'

const session = new Session({ orgUrl: 'https://acme.okta.com', apiToken: new Secret('00abc') })
const step = Call.getEventHook('who').start(session, Date.now())
export const body: Uint8Array | undefined = step.type === 'send' ? step.body : undefined

export async function main(): Promise<LogEvent[]> {
  const org = await Emulator.start()
  const client: Client = org.client({ timeout: 1000 })
  const spec = eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: ['user.session.start'] })
  const events: LogEvent[] = []
  try {
    await client.createEventHook(spec)
    for await (const event of client.logEvents()) events.push(event)
  } catch (error) {
    if (!(error instanceof OktaEventHooksError) || !error.isRetryable) throw error
  }
  client.close()
  await org.close()
  return events
}
