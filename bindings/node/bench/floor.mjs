// The least that does the same: what Node.js has, with none of the care.

import assert from 'node:assert/strict'
import http from 'node:http'
import { at16, HOOK, serve } from './worker.mjs'

const { hostname, port } = new URL(process.argv[2])
const agent = new http.Agent({ keepAlive: true })
const headers = { Accept: 'application/json', Authorization: 'SSWS 00token' }

/** @param {string} path @returns {Promise<any>} */
function ask(path) {
  return new Promise((resolve, reject) => {
    const request = http.get({ hostname, port, path, agent, headers }, (response) => {
      /** @type {Buffer[]} */
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        assert.equal(response.statusCode, 200)
        resolve(JSON.parse(Buffer.concat(chunks).toString()))
      })
      response.on('error', reject)
    })
    request.on('error', reject)
  })
}

/** @param {number} times */
async function get(times) {
  for (let i = 0; i < times; i++) assert.equal((await ask(`/api/v1/eventHooks/${HOOK}`)).status, 'ACTIVE')
}

/** @param {number} times */
async function list(times) {
  for (let i = 0; i < times; i++)
    assert.equal((await ask('/api/v1/eventHooks')).map((/** @type {any} */ hook) => hook.name).length, 200)
}

const body = Buffer.from(await (await fetch(`${process.argv[2]}/delivery`)).arrayBuffer())

/** @param {number} times */
function receive(times) {
  for (let i = 0; i < times; i++) assert.equal(JSON.parse(body.toString()).data.events.length, 100)
}

await serve({ get, list, at_once: at16(get), receive })
