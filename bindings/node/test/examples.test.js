'use strict'

// The examples that manage an org, as programs, against the emulator. Those of the receiver have tests of their own.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { test } = require('node:test')
const okta = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')
const { HOOK, RawServer, closedPort, hangUp, inTurn, reply, silence } = require('./support/raw-server')
const { run } = require('./support/process')
const { ROOT, scratch } = require('./support/scratch')

const { Call, Session, eventHookSpec } = okta
const EXAMPLES = path.join(ROOT, 'examples/node')
const TIMEOUT = { timeout: 60_000 }
const SPEC = eventHookSpec({
  name: 'Feed',
  uri: 'https://hooks.example.com/okta',
  events: ['user.session.start', 'user.lifecycle.create'],
  headers: { 'X-Key': 'HEADERSECRET' },
  authHeader: { value: 'HOOKSECRET' },
})

/**
 * The file, where it finds the package.
 * @param {import('node:test').TestContext} t
 * @param {string} name
 */
function example(t, name) {
  const folder = scratch(t)
  fs.copyFileSync(path.join(EXAMPLES, name), path.join(folder, name))
  return folder
}

/** @param {import('node:test').TestContext} t */
async function org(t) {
  const emulator = await Emulator.start()
  t.after(() => emulator.close())
  return {
    emulator,
    env: { OKTA_CLIENT_ORGURL: emulator.url, OKTA_CLIENT_TOKEN: emulator.apiToken },
    client: emulator.client(),
  }
}

test('the README lists every example', () => {
  const listed = [...fs.readFileSync(path.join(EXAMPLES, 'README.md'), 'utf8').matchAll(/\]\((\w+\.mjs)\)/g)].map(
    ([, name]) => name,
  )
  const files = fs.readdirSync(EXAMPLES).filter((name) => name.endsWith('.mjs'))
  assert.deepEqual(listed.sort(), files.sort())
})

test('inventory.mjs', TIMEOUT, async (t) => {
  const folder = example(t, 'inventory.mjs')
  const one = await org(t)
  const two = await org(t)
  await one.client.createEventHook({ ...SPEC, name: '=cmd|"x",1' })
  await two.client.deactivateEventHook((await two.client.createEventHook(SPEC)).id)
  const profile = (/** @type {Awaited<ReturnType<typeof org>>} */ { emulator }, token = emulator.apiToken) =>
    `{orgUrl: "${emulator.url}", token: "${token}"}`
  const config = `okta:\n  profiles:\n    one: ${profile(one)}\n    bad: ${profile(one, 'no')}\n    two: ${profile(two)}\n`
  fs.writeFileSync(path.join(folder, 'okta.yaml'), config)
  const home = { HOME: folder, USERPROFILE: folder }
  const several = await run(['inventory.mjs', 'one', 'bad', 'two'], { cwd: folder, env: home })
  assert.equal(several.code, 1)
  assert.match(several.stderr, /^bad: listEventHooks: Okta answered 401/)
  const [head, first, second, ...others] = several.stdout.trim().split('\n')
  assert.equal(head, 'profile,org,id,name,state,uri,authHeader,eventTypes,filters,created,lastUpdated')
  assert.match(first, /^one,http[^,]+,\w+,"'=cmd\|""x"",1",not verified,https:[^,]+,Authorization,/)
  assert.match(second, /^two,http[^,]+,\w+,Feed,"inactive, delivers nothing",/)
  assert.deepEqual(others, [])
  const alone = await run(['inventory.mjs'], { cwd: folder, env: { ...home, ...two.env } })
  assert.deepEqual([alone.code, alone.stderr, alone.stdout.trim().split('\n').length], [0, '', 2])
})

test('ci_check.mjs', TIMEOUT, async (t) => {
  const folder = example(t, 'ci_check.mjs')
  const { env, client, emulator } = await org(t)
  const check = async (/** @type {unknown} */ expected, /** @type {string[]} */ ...args) => {
    fs.writeFileSync(path.join(folder, 'hook.json'), JSON.stringify(expected))
    const done = await run(['ci_check.mjs', ...args], { cwd: folder, env: { ...env, HOME: folder } })
    assert.ok(!/HOOKSECRET|HEADERSECRET/.test(done.stdout + done.stderr), done.stdout)
    return done
  }
  const missing = await check(SPEC, 'hook.json')
  assert.deepEqual([missing.code, missing.stdout], [1, '--- hook.json\n+++ Okta\n- "Feed": there is no such hook\n'])
  const hook = await client.createEventHook(SPEC)
  const unverified = await check(SPEC, 'hook.json')
  assert.deepEqual([unverified.code, unverified.stdout.split('\n')[2]], [1, '+ delivers nothing: ACTIVE, UNVERIFIED'])

  // As if its receiver had answered.
  const server = await RawServer.start(reply(200, [{ ...hook, verificationStatus: 'VERIFIED' }]))
  t.after(() => server.close())
  env.OKTA_CLIENT_ORGURL = server.url
  const shuffled = { ...SPEC, description: null, events: { ...SPEC.events, items: [...SPEC.events.items].reverse() } }
  for (const same of [SPEC, shuffled, hook]) {
    assert.deepEqual(await check(same, 'hook.json'), { code: 0, stdout: '', stderr: '' })
  }
  const other = structuredClone(hook)
  other.events.items = ['user.session.start', 'user.session.end']
  other.channel.config.uri = 'https://other.example.com'
  assert.ok(other.channel.config.headers?.[0])
  other.channel.config.headers[0].value = 'other HEADERSECRET'
  const differs = await check(other, 'hook.json')
  assert.equal(differs.code, 1)
  assert.deepEqual(differs.stdout.trim().split('\n'), [
    '--- hook.json',
    '+++ Okta',
    '- channel.config.headers.X-Key.value: <hidden>',
    '+ channel.config.headers.X-Key.value: <hidden>',
    '- channel.config.uri: "https://other.example.com"',
    '+ channel.config.uri: "https://hooks.example.com/okta"',
    '+ events.items."user.lifecycle.create": "user.lifecycle.create"',
    '- events.items."user.session.end": "user.session.end"',
  ])
  const usage = await check(SPEC)
  assert.deepEqual([usage.code, usage.stderr], [2, 'usage: node ci_check.mjs hook.json\n'])
  assert.equal((await check(SPEC, 'nowhere.json')).code, 2)
  env.OKTA_CLIENT_ORGURL = emulator.url
  env.OKTA_CLIENT_TOKEN = 'no'
  const refused = await check(SPEC, 'hook.json')
  assert.equal(refused.code, 2)
  assert.match(refused.stderr, /401/)
})

test('undici_driver.mjs runs', TIMEOUT, async (t) => {
  const done = await run(['undici_driver.mjs'], { cwd: example(t, 'undici_driver.mjs') })
  assert.deepEqual(done, { code: 0, stdout: 'created Feed\nfound Feed ACTIVE\n', stderr: '' })
})

test('undici_driver.mjs does what a driver has to', TIMEOUT, async (t) => {
  const { carryOut } = await import(pathToFileURL(path.join(example(t, 'undici_driver.mjs'), 'undici_driver.mjs')).href)
  const { emulator } = await org(t)
  const session = new Session({ orgUrl: emulator.url, apiToken: emulator.apiToken })
  const hook = await carryOut(session, Call.createEventHook(SPEC))
  assert.deepEqual(await carryOut(session, Call.getEventHook(hook.id)), hook)
  assert.equal((await carryOut(session, Call.deactivateEventHook(hook.id))).status, 'INACTIVE')
  assert.equal(await carryOut(session, Call.deleteEventHook(hook.id)), undefined)
  await assert.rejects(carryOut(session, Call.getEventHook(hook.id)), okta.NotFoundError)

  const serve = async (/** @type {Parameters<typeof RawServer.start>[0]} */ answer) => {
    const server = await RawServer.start(answer)
    t.after(() => server.close())
    return server
  }
  const once = (/** @type {{ url: string }} */ server) => new Session({ orgUrl: server.url, apiToken: 't', retry: false })
  const retried = await serve(inTurn(hangUp, reply(503), reply(200, HOOK)))
  assert.equal((await carryOut(new Session({ orgUrl: retried.url, apiToken: 't' }), Call.getEventHook('who1'))).name, 'Feed')
  assert.equal(retried.requests.length, 3)

  const elsewhere = await serve(reply(200, HOOK))
  const redirect = await serve(reply(302, '', `Location: ${elsewhere.url}/`))
  await assert.rejects(carryOut(once(redirect), Call.getEventHook('who1')), { name: 'ProtocolError', status: 302 })
  assert.deepEqual([redirect.requests.length, elsewhere.requests.length], [1, 0])

  const lost = { name: 'TransportError', maybeSent: true, maybeApplied: true }
  const cut = (/** @type {import('node:net').Socket} */ socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{')
  const large = (/** @type {import('node:net').Socket} */ socket) =>
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n${' '.repeat(17 * 1024 * 1024)}`)
  for (const answer of [hangUp, cut, large])
    await assert.rejects(carryOut(once(await serve(answer)), Call.createEventHook(SPEC)), lost)
  const quiet = carryOut(once(await serve(silence)), Call.createEventHook(SPEC), { timeout: 100 })
  await assert.rejects(quiet, (/** @type {any} */ error) => error.maybeApplied && error.cause.name === 'TimeoutError')
  const nobody = { url: `http://localhost:${await closedPort()}` }
  await assert.rejects(carryOut(once(nobody), Call.createEventHook(SPEC)), { name: 'TransportError', maybeSent: false })
})
