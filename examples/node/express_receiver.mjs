// A receiver in Express that loses no event: an inbox has each one before Okta has its answer, and a worker handles them from
// there.
//
//     HOOK_SECRET=… PORT=3000 node express_receiver.mjs
//
// Without HOOK_SECRET it shows itself at work against an emulator, with no account.

import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { eventHookSpec, Receiver } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'

/** @typedef {import('okta-event-hooks').LogEvent} LogEvent */

/** Events in a file to which lines are added. Each event is handled once, however often Okta sends it. */
class Inbox {
  #file
  /** @type {Map<string, LogEvent>} */
  #waiting = new Map()
  /** What was handled. It grows: start a new file now and then, but keep a key for as long as a duplicate may come. */
  #done = new Set()
  /** @type {Promise<unknown>} */
  #writing = Promise.resolve()

  /** @param {import('node:fs/promises').FileHandle} file */
  constructor(file) {
    this.#file = file
  }

  /** @param {string} path */
  static async open(path) {
    const inbox = new Inbox(await open(path, 'a+'))
    const text = await inbox.#file.readFile('utf8')
    for (const line of text.split('\n')) inbox.#read(line)
    // What a crash cut off stays alone on its line.
    if (text !== '' && !text.endsWith('\n')) await inbox.#file.appendFile('\n')
    return inbox
  }

  /** @param {string} line */
  #read(line) {
    try {
      const { key, event, done } = JSON.parse(line)
      if (event) this.#waiting.set(key, event)
      if (done) this.#handled(key)
    } catch {
      // It was never accepted: Okta had no answer, and sent it once more.
    }
  }

  /** @param {string} key */
  #handled(key) {
    this.#done.add(key)
    this.#waiting.delete(key)
  }

  /** All of a delivery or, if it rejects, a part that does no harm. @param {import('okta-event-hooks').ReceivedDelivery} delivery */
  async put({ hookId = '', eventId, events, unreadable }) {
    const records = events.map((event) => ({ key: `${hookId} ${event.uuid}`, event }))
    const others = unreadable.map(({ position, json }) => ({ key: `${eventId} ${position}`, unreadable: json }))
    await this.#write([...records, ...others])
    for (const { key, event } of records) if (!this.#done.has(key)) this.#waiting.set(key, event)
  }

  /** Handles what waits. What fails stays, and comes again; so does what a crash interrupts. @param {(event: LogEvent) => unknown} handle */
  async work(handle) {
    for (const [key, event] of [...this.#waiting]) {
      try {
        await handle(event)
        await this.#write([{ key, done: true }])
        this.#handled(key)
      } catch (error) {
        console.error('event %s stays in the inbox:', event.uuid, error)
      }
    }
  }

  /** One after the other, and on the disk when it ends. @param {object[]} records */
  #write(records) {
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join('')
    const written = this.#writing.then(async () => {
      await this.#file.appendFile(text)
      await this.#file.sync()
    })
    this.#writing = written.catch(() => {})
    return written
  }

  async close() {
    await this.#writing
    await this.#file.close()
  }
}

/**
 * A server with a receiver, and a worker that looks into the inbox every so often.
 * @param {string} secret @param {Inbox} inbox @param {(event: LogEvent) => unknown} handle @param {number} port
 */
async function serve(secret, inbox, handle, port) {
  const receiver = new Receiver({ secret })
  receiver.accept((delivery) => inbox.put(delivery))

  const app = express()
  // Before any body parser: a stranger's body is not read.
  app.all('/okta/events', receiver.express())
  const server = app.listen(port)
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject))

  let isOpen = true
  const worker = (async () => {
    while (isOpen) {
      await inbox.work(handle)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    await inbox.work(handle)
  })()

  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/okta/events`,
    /** Takes nothing more, handles what there is, then ends. */
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await receiver.settled()
      isOpen = false
      await worker
      await inbox.close()
    },
  }
}

/** @param {LogEvent} event */
function tell(event) {
  console.log(`${event.eventType}: ${(event.target ?? []).map(({ alternateId }) => alternateId ?? '?').join(', ')}`)
}

/** The receiver, and an emulator that verifies it, delivers to it, and delivers the same event again. */
async function show() {
  const folder = await mkdtemp(join(tmpdir(), 'express-receiver-'))
  const org = await Emulator.start()
  const app = await serve('s3cr3t', await Inbox.open(join(folder, 'inbox.jsonl')), tell, 0)
  const client = org.client()

  const spec = { name: 'Feed', uri: app.url, events: ['user.lifecycle.deactivate'], authHeader: { value: 's3cr3t' } }
  const hook = await client.createEventHook(eventHookSpec(spec))
  console.log('verified:', (await client.verifyEventHook(hook.id)).verificationStatus)
  for (const name of ['ada', 'grace']) {
    const target = [{ id: `00u-${name}`, type: 'User', alternateId: `${name}@example.com` }]
    const event = await org.trigger('user.lifecycle.deactivate', { target })
    for (const { status } of await org.flush()) console.log('answered:', status)
    await org.trigger(event)
    for (const { status } of await org.flush()) console.log('again, answered:', status)
  }

  await client.close()
  await app.close()
  await org.close()
  await rm(folder, { recursive: true })
}

const { HOOK_SECRET, PORT = '3000', INBOX = 'inbox.jsonl' } = process.env
if (HOOK_SECRET === undefined) {
  await show()
} else {
  const app = await serve(HOOK_SECRET, await Inbox.open(INBOX), tell, Number(PORT))
  console.log('listening at', app.url)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => app.close())
}
