'use strict'

// Every code block of docs/receiving-in-node.md is played.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')
const { test } = require('node:test')
const { pathToFileURL } = require('node:url')
const { Emulator } = require('okta-event-hooks/testing')
const { SECRET, envelope, flush, listening, post, trigger, verifiedHook, waitFor, within } = require('./support/receiver')
const { ROOT, run, scratch } = require('./support/scratch')

const PAGE = fs.readFileSync(path.join(ROOT, 'docs/receiving-in-node.md'), 'utf8')
const BLOCKS = new Map([...PAGE.matchAll(/^```js\n(\/\/ (\S+)\n[\s\S]*?)^```$/gm)].map(([, text, name]) => [name, text]))
const PATH = '/okta/events'
const TARGET = [{ id: '00u1', type: 'User', alternateId: 'ada@example.com' }]

process.env.HOOK_SECRET = SECRET
process.env.OLD_HOOK_SECRET = 'the-old-one'

/**
 * A folder with all blocks; `load` imports one from there.
 * @param {import('node:test').TestContext} t
 */
function blocks(t) {
  const folder = scratch(t)
  for (const [name, text] of BLOCKS) fs.writeFileSync(path.join(folder, name), text)
  return { folder, load: (/** @type {string} */ name) => import(pathToFileURL(path.join(folder, name)).href) }
}

/** @param {import('node:test').TestContext} t */
async function started(t) {
  const org = await Emulator.start()
  t.after(() => org.close())
  return org
}

test('every block is played', () => {
  assert.equal(PAGE.match(/^```/gm)?.length, 2 * BLOCKS.size, 'a block is not JavaScript, or has no file name')
  const tests = fs.readFileSync(__filename, 'utf8')
  // The others import './receiver.mjs'.
  const unplayed = [...BLOCKS.keys()].filter((name) => !tests.includes(`${name}'`))
  assert.deepEqual(unplayed, [])
})

/** @type {Record<string, (module: any) => any>} */
const servers = {
  'http_app.mjs': ({ server }) => server,
  'express_app.mjs': ({ app }) => http.createServer(app),
  'fastify_app.mjs': async ({ app }) => {
    await app.ready()
    return app.server
  },
  'hono_app.mjs': async ({ app }) => {
    const { createAdaptorServer } = await import('@hono/node-server')
    return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  },
  'route.mjs': async (route) => {
    const { createAdaptorServer } = await import('@hono/node-server')
    const handle = (/** @type {Request} */ request) => route[request.method](request, { params: Promise.resolve({}) })
    return createAdaptorServer({ fetch: handle, overrideGlobalObjects: false })
  },
}

for (const [name, serverOf] of Object.entries(servers)) {
  test(`${name} is a receiver that is mounted`, { timeout: 60_000 }, async (t) => {
    /** @type {string[]} */
    const lines = []
    t.mock.method(console, 'log', (/** @type {unknown[]} */ ...words) => lines.push(words.join(' ')))
    const { load } = blocks(t)
    const org = await started(t)
    const url = await listening(t, await serverOf(await load(name)))
    const hook = await verifiedHook(org, url + PATH)
    await trigger(org, { eventType: 'user.lifecycle.deactivate', target: TARGET })
    const added = await trigger(org, 'group.user_membership.add')
    assert.deepEqual(await flush(org), [[204, false]])
    await waitFor(() => lines.length === 2)
    assert.deepEqual(lines, [
      'revoke the sessions of ada@example.com',
      `group.user_membership.add ${added.uuid} of hook ${hook}`,
    ])
    if (name !== 'route.mjs') assert.equal(await post(`${url}/other`, '{}'), 404)
  })
}

test('http_app.mjs shuts down', { timeout: 30_000 }, async (t) => {
  t.mock.method(console, 'log', () => {})
  const { load } = blocks(t)
  const { server, shutDown } = await load('http_app.mjs')
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}${PATH}`
  assert.equal(await post(url, JSON.stringify(envelope(['group.lifecycle.create'])), 'Authorization', SECRET), 204)
  await within(10_000, shutDown())
  await assert.rejects(post(url, '{}'))
})

test("what the page says of Express' own limit", { timeout: 30_000 }, async (t) => {
  const express = require('express')
  const { Receiver } = require('okta-event-hooks')
  const app = express()
  app.use(express.json(), new Receiver({ secret: SECRET }).express())
  /** @type {import('express').ErrorRequestHandler} */
  const refuse = (error, _request, response, _next) => response.status(error.status).end()
  app.use(refuse)
  const url = await listening(t, http.createServer(app))
  assert.equal(await post(url, JSON.stringify(envelope(['x'], ['x'.repeat(110_000)])), 'Authorization', SECRET), 413)
})

test('the function', async (t) => {
  const log = t.mock.method(console, 'log', () => {})
  const { handler } = await blocks(t).load('function.mjs')
  const event = {
    version: '2.0',
    requestContext: { http: { method: 'POST' } },
    headers: { authorization: SECRET },
    body: JSON.stringify(envelope(['group.lifecycle.create'])),
  }
  assert.equal((await handler(event, {})).statusCode, 204)
  assert.equal(log.mock.callCount(), 1)
})

test('by hand', async (t) => {
  const log = t.mock.method(console, 'log', () => {})
  const { answer } = await blocks(t).load('by_hand.mjs')
  const body = envelope(['group.lifecycle.create'])
  assert.equal((await answer('POST', { authorization: SECRET }, body)).status, 204)
  assert.equal((await answer('POST', {}, body)).status, 401)
  assert.equal(log.mock.callCount(), 1)
})

test('the queue', { timeout: 30_000 }, async (t) => {
  const { folder, load } = blocks(t)
  const before = process.cwd()
  process.chdir(folder)
  t.after(() => process.chdir(before))
  const { receiver } = await load('queued.mjs')
  const handler = receiver.lambda()
  const body = JSON.stringify(envelope(['user.session.start', 'user.session.end'], [7]))
  const event = { httpMethod: 'POST', headers: { authorization: SECRET }, body }
  assert.equal((await handler(event)).statusCode, 204)
  const lines = fs.readFileSync('inbox.jsonl', 'utf8').trimEnd().split('\n')
  const records = lines.map((line) => JSON.parse(line))
  const hook = 'who7kd2mQ9vYt3LxB5d7'
  assert.deepEqual(records, [
    { key: `${hook} uuid-0`, event: { uuid: 'uuid-0', eventType: 'user.session.start' } },
    { key: `${hook} uuid-1`, event: { uuid: 'uuid-1', eventType: 'user.session.end' } },
    { key: `${hook} 7`, unreadable: '7' },
  ])
  // It cannot be stored.
  fs.rmSync('inbox.jsonl')
  fs.mkdirSync('inbox.jsonl')
  assert.equal((await handler(event)).statusCode, 503)
})

test('the rotation', { timeout: 60_000 }, async (t) => {
  const { receiver, rotate } = await blocks(t).load('rotation.mjs')
  const org = await started(t)
  const url = await listening(t, http.createServer(receiver.accept(() => {}).node()))
  const hook = await verifiedHook(org, url, 'the-old-one')
  const client = org.client()
  for (const isRotated of [false, true]) {
    if (isRotated) await rotate(client, hook)
    await trigger(org, 'user.lifecycle.create')
    assert.deepEqual(await flush(org), [[204, false]])
    const state = JSON.stringify(await org.control('GET', '/emulator/state'))
    assert.equal(state.includes(SECRET), isRotated)
    assert.equal(state.includes('the-old-one'), !isRotated)
  }
  await client.close()
})

test('the test', { timeout: 60_000 }, async (t) => {
  const { folder } = blocks(t)
  const { code, stdout } = await run(['--test', 'receiver.test.mjs'], { cwd: folder, env: { HOOK_SECRET: 's3cr3t' } })
  assert.equal(code, 0, stdout)
  assert.match(stdout, /^# pass 1$/m)
})
