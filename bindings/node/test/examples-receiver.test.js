'use strict'

// The examples of the receiver run as they stand.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { Emulator } = require('okta-event-hooks/testing')
const { SECRET, ask, connect, envelope, flush, post, trigger, verifiedHook, waitFor, within } = require('./support/receiver')
const { ROOT, run, scratch } = require('./support/scratch')

/**
 * The file, where it finds the package.
 * @param {import('node:test').TestContext} t
 * @param {string} name
 */
function example(t, name) {
  const folder = scratch(t)
  fs.copyFileSync(path.join(ROOT, 'examples/node', name), path.join(folder, name))
  return folder
}

test('express_receiver.mjs', { timeout: 90_000 }, async (t) => {
  const { code, stdout, stderr } = await run(['express_receiver.mjs'], { cwd: example(t, 'express_receiver.mjs') })
  assert.equal(code, 0, stderr)
  assert.equal(stderr, '')
  const lines = stdout.trimEnd().split('\n')
  assert.equal(lines[0], 'verified: VERIFIED')
  assert.deepEqual(
    lines.filter((line) => line.startsWith('user.')),
    ['user.lifecycle.deactivate: ada@example.com', 'user.lifecycle.deactivate: grace@example.com'],
  )
  assert.deepEqual(
    lines.slice(1).filter((line) => !line.startsWith('user.')),
    ['answered: 204', 'again, answered: 204', 'answered: 204', 'again, answered: 204'],
  )
})

test('fetch_receiver.mjs', { timeout: 90_000 }, async (t) => {
  const { code, stdout, stderr } = await run(['fetch_receiver.mjs'], { cwd: example(t, 'fetch_receiver.mjs') })
  assert.equal(code, 0, stderr)
  assert.equal(stderr, '')
  assert.deepEqual(stdout.trimEnd().split('\n').sort(), [
    'again, answered: 204',
    'answered: 204',
    'group.user_membership.add: ada@example.com',
    'verified: VERIFIED',
  ])
})

/**
 * An example as a server, until `stop`.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {string} name
 */
async function serving(t, folder, name) {
  const child = spawn(process.execPath, [name], { cwd: folder, env: { ...process.env, HOOK_SECRET: SECRET, PORT: '0' } })
  t.after(() => child.kill('SIGKILL'))
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)))
  const stop = (/** @type {NodeJS.Signals} */ signal = 'SIGTERM') => {
    child.kill(signal)
    return within(20_000, ended)
  }
  const server = { child, url: '', out: '', stop }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      server.out += text
    })
  }
  await waitFor(() => /listening at \S+\n/.test(server.out))
  server.url = /listening at (\S+)/.exec(server.out)?.[1] ?? ''
  assert.ok(server.url, server.out)
  return server
}

for (const name of ['express_receiver.mjs', 'fetch_receiver.mjs']) {
  test(`${name} serves`, { timeout: 90_000 }, async (t) => {
    const server = await serving(t, example(t, name), name)
    const org = await Emulator.start()
    t.after(() => org.close())
    await verifiedHook(org, server.url)
    await trigger(org, 'user.lifecycle.create')
    assert.deepEqual(await flush(org), [[204, false]])
    await waitFor(() => server.out.includes('user.lifecycle.create'))
    assert.equal(await post(server.url, '{}', 'Authorization', 'guessed'), 401)
    assert.equal((await ask(new URL('/other', server.url).href, 'GET')).status, 404)
    // A sender that breaks off harms nobody.
    const { socket } = connect(t, server.url)
    socket.write(`POST /okta/events HTTP/1.1\r\nHost: x\r\nAuthorization: ${SECRET}\r\nContent-Length: 100\r\n\r\n{`)
    socket.destroySoon()
    assert.equal(await post(server.url, JSON.stringify(envelope([])), 'Authorization', SECRET), 204)
    if (process.platform !== 'win32') assert.equal(await server.stop(), 0, server.out)
    assert.ok(!server.out.includes(SECRET))
  })
}

test('express_receiver.mjs goes on after a crash', { timeout: 90_000 }, async (t) => {
  const name = 'express_receiver.mjs'
  const folder = example(t, name)
  const inbox = path.join(folder, 'inbox.jsonl')
  const first = await serving(t, folder, name)
  const body = JSON.stringify(envelope(['user.lifecycle.create'], [7]))
  assert.equal(await post(first.url, body, 'Authorization', SECRET), 204)
  await waitFor(() => fs.readFileSync(inbox, 'utf8').includes('"done":true'))
  await first.stop('SIGKILL')
  // It was taken, but not handled; and of another a part was written.
  fs.appendFileSync(
    inbox,
    '{"key":"who1 u2","event":{"uuid":"u2","eventType":"group.lifecycle.create"}}\n{"key":"who1 u3","eve',
  )
  const second = await serving(t, folder, name)
  await waitFor(() => second.out.includes('group.lifecycle.create'))
  // What was handled comes again, and something new with it.
  assert.equal(
    await post(
      second.url,
      body.replace('[{', '[{"uuid":"u4","eventType":"group.lifecycle.delete"},{'),
      'Authorization',
      SECRET,
    ),
    204,
  )
  await waitFor(() => second.out.includes('group.lifecycle.delete'))
  await second.stop('SIGKILL')
  assert.ok(!second.out.includes('user.lifecycle.create'), second.out)
  const records = fs.readFileSync(inbox, 'utf8').trimEnd().split('\n')
  const broken = records.filter((line) => !line.endsWith('}'))
  assert.deepEqual(broken, ['{"key":"who1 u3","eve'])
  assert.ok(records.some((line) => JSON.parse(line.endsWith('}') ? line : '{}').unreadable === '7'))
})
