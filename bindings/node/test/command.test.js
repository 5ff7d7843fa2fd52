'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { test } = require('node:test')
const { version, bin } = require('okta-event-hooks/package.json')

const timeout = 30_000
const command = path.join(__dirname, '..', bin['okta-event-hooks'])

/** @param {import('node:test').TestContext} t @param {string[]} args */
function start(t, ...args) {
  const env = { ...process.env, NO_COLOR: '1', OKTA_CLIENT_ORGURL: '', OKTA_CLIENT_TOKEN: '' }
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  t.after(() => child.kill('SIGKILL'))
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output.err += text
  })
  return { child, output, ended: once(child, 'close') }
}

/** @param {import('node:test').TestContext} t @param {string[]} args */
async function run(t, ...args) {
  const { output, ended } = start(t, ...args)
  const [code] = await ended
  return { code, ...output }
}

test('it has the version of the package', { timeout }, async (t) => {
  assert.deepEqual(await run(t, '--version'), { code: 0, out: `okta-event-hooks ${version}\n`, err: '' })
})

test('it teaches itself', { timeout }, async (t) => {
  const { code, out } = await run(t, '--help')
  assert.equal(code, 0)
  assert.match(out, /Usage: okta-event-hooks \[OPTIONS\] <COMMAND>/)
})

test('the demo works', { timeout }, async (t) => {
  const { code, out, err } = await run(t, 'demo')
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /delivered/)
})

test('all of a long output goes through a pipe', { timeout }, async (t) => {
  const { code, out } = await run(t, 'completions', 'bash')
  assert.equal(code, 0)
  assert.ok(out.length > 65_536, `${out.length} characters are no more than a pipe holds`)
  assert.match(out, /complete -F .*\n(fi\n)?$/)
})

test('an error has its exit code', { timeout }, async (t) => {
  const misspelt = await run(t, 'hoks')
  assert.equal(misspelt.code, 2)
  assert.match(misspelt.err, /hooks/)
  const refused = await run(t, '--org-url', 'http://127.0.0.1:1', '--token', 'env:NO_SUCH_VARIABLE', 'hooks', 'list')
  assert.equal(refused.code, 2)
  assert.match(refused.err, /^error: .*NO_SUCH_VARIABLE/)
})

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  test(`${signal} ends the emulator within a second`, {
    timeout,
    skip: process.platform === 'win32' && 'no signals',
  }, async (t) => {
    const { child, ended } = start(t, 'emulator', '--port', '0', '--json')
    await once(child.stdout, 'data')
    const begin = performance.now()
    child.kill(signal)
    assert.deepEqual(await ended, [0, null])
    assert.ok(performance.now() - begin < 1000)
  })
}

test('Ctrl-C ends a command that watches for nothing', {
  timeout,
  skip: process.platform === 'win32' && 'no signals',
}, async (t) => {
  const server = require('node:net').createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const connected = once(server, 'connection')
  const { child, ended } = start(t, '--org-url', `http://127.0.0.1:${port}`, '--token', 'env:PATH', 'hooks', 'list')
  // It waits for an answer that does not come.
  const [socket] = await Promise.race([connected, ended.then(([code]) => assert.fail(`it ended with ${code}`))])
  t.after(() => socket.destroy())
  child.kill('SIGINT')
  assert.deepEqual(await ended, [null, 'SIGINT'])
})
