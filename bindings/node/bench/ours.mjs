// What this package does.

import assert from 'node:assert/strict'
import { Client, Receiver } from 'okta-event-hooks'
import { at16, HOOK, serve } from './worker.mjs'

const client = new Client({ orgUrl: process.argv[2], apiToken: '00token' })

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
const body = Buffer.from(await (await fetch(`${process.argv[2]}/delivery`)).arrayBuffer())

/** @param {number} times */
function receive(times) {
  for (let i = 0; i < times; i++) {
    const received = receiver.receive({ method: 'POST', headers, body })
    assert.ok(received.type === 'delivery' && received.events.length === 100)
  }
}

await serve({ get, list, at_once: at16(get), receive })
