// What Okta's own SDK does, with its cache off.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { at16, HOOK, serve } from './worker.mjs'

const [url, modules] = process.argv.slice(2)
const okta = createRequire(join(modules, 'package.json'))('@okta/okta-sdk-nodejs')
const client = new okta.Client({ orgUrl: url, token: '00token', cacheMiddleware: null })

/** @param {number} times */
async function get(times) {
  for (let i = 0; i < times; i++) {
    assert.equal((await client.eventHookApi.getEventHook({ eventHookId: HOOK })).status, 'ACTIVE')
  }
}

/** @param {number} times */
async function list(times) {
  for (let i = 0; i < times; i++) {
    /** @type {string[]} */
    const names = []
    await (await client.eventHookApi.listEventHooks()).each((/** @type {any} */ hook) => names.push(hook.name))
    assert.equal(names.length, 200)
  }
}

await serve({ get, list, at_once: at16(get) })
