// What this package does, as a project has installed it.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { at16, HOOK, serve } from './worker.mjs'

const [url, project] = process.argv.slice(2)
/** @type {typeof import('okta-event-hooks')} */
const { Client, Receiver } = createRequire(join(String(project), 'package.json'))('okta-event-hooks')

const client = new Client({ orgUrl: url, apiToken: '00token' })

/** @param {number} times */
async function get(times) {
  for (let i = 0; i < times; i++) assert.equal((await client.getEventHook(HOOK)).status, 'ACTIVE')
}

/** @param {number} times */
async function list(times) {
  for (let i = 0; i < times; i++) assert.equal((await client.listEventHooks()).map((hook) => hook.name).length, 200)
}

const receiver = new Receiver({ secret: 's3cr3t' })
const headers = { 'Content-Type': 'application/json', Authorization: 's3cr3t' }
const body = Buffer.from(await (await fetch(`${url}/delivery`)).arrayBuffer())

/** @param {number} times */
function receive(times) {
  for (let i = 0; i < times; i++) {
    const received = receiver.receive({ method: 'POST', headers, body })
    assert.ok(received.type === 'delivery' && received.events.length === 100)
  }
}

await serve({ get, list, at_once: at16(get), receive })
