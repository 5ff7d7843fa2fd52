// An ES module under Jest.

import { createRequire } from 'node:module'
import { Client, NotFoundError } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'

test('the classes of both kinds of module are the same', async () => {
  const org = await Emulator.start()
  const client = org.client()
  expect(client).toBeInstanceOf(Client)
  await expect(client.getEventHook('nobody')).rejects.toBeInstanceOf(NotFoundError)
  await org.close()
  expect(createRequire(import.meta.url)('okta-event-hooks').Client).toBe(Client)
})
