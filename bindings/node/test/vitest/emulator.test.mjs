import { createRequire } from 'node:module'
import { AbortError, Client, eventHookSpec, NotFoundError } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** @type {Emulator} */
let org
beforeAll(async () => {
  org = await Emulator.start()
})
afterAll(() => org.close())

test('a hook is created, found, and a stranger is not', async () => {
  const client = org.client()
  const spec = eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com', events: ['user.session.start'] })
  const hook = await client.createEventHook(spec)
  expect(await client.listEventHooks()).toEqual([hook])
  await expect(client.getEventHook('nobody')).rejects.toThrow(NotFoundError)
  await expect(client.getEventHook(/** @type {any} */ (5))).rejects.toThrow(TypeError)
})

test('a call is aborted', async () => {
  await org.inject({ on: { operation: 'listEventHooks' }, times: 'always', delay: '5s' })
  await expect(org.client().listEventHooks({ signal: AbortSignal.timeout(50) })).rejects.toThrow(AbortError)
})

test('the classes of both kinds of module are the same', () => {
  expect(createRequire(import.meta.url)('okta-event-hooks').Client).toBe(Client)
})
