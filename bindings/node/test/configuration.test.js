'use strict'

// Client.fromEnv reads what Okta's own SDKs read: variables, files, profiles. Each test is a process of its own, whose home and
// folder are empty but for what the test has put there.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { Emulator } = require('okta-event-hooks/testing')
const { PACKAGE, inFolder, runScript } = require('./support/process')

const TIMEOUT = { timeout: 60_000 }

/**
 * What a script of its own prints of `Client.fromEnv(options)`.
 * @param {string} home
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [options]
 */
async function fromEnv(home, env = {}, options = '') {
  const script = `
    const { Client } = require(${JSON.stringify(PACKAGE)})
    try {
      const client = Client.fromEnv(${options})
      client.listEventHooks().then(
        (hooks) => console.log(client.orgUrl.replace(/\\/$/, ''), hooks.length),
        (error) => console.log(error.name, error.cause?.name, error.message),
      )
    } catch (error) {
      console.log(error.name, error.code, error.message)
    }
  `
  const { code, stdout, stderr } = await runScript(script, { cwd: home, env: { ...env, HOME: home, USERPROFILE: home } })
  assert.deepEqual([code, stderr], [0, ''])
  return stdout.trim()
}

/**
 * A test with an org and an empty home.
 * @param {string} name
 * @param {(home: string, emulator: Emulator, variables: NodeJS.ProcessEnv) => Promise<void>} use
 */
function configured(name, use) {
  test(name, TIMEOUT, async (t) => {
    const emulator = await Emulator.start()
    t.after(() => emulator.close())
    const variables = { OKTA_CLIENT_ORGURL: emulator.url, OKTA_CLIENT_TOKEN: emulator.apiToken }
    await inFolder((home) => use(home, emulator, variables))
  })
}

/** @param {string} home @param {string} text */
function writeConfig(home, text) {
  fs.mkdirSync(path.join(home, '.okta'), { recursive: true })
  fs.writeFileSync(path.join(home, '.okta', 'okta.yaml'), text)
}

configured('variables, files and profiles', async (home, { url, apiToken }, variables) => {
  assert.equal(await fromEnv(home, variables), `${url} 0`)
  const client = `{ orgUrl: "${url}", token: "${apiToken}" }`
  writeConfig(home, `okta:\n  client: ${client}\n`)
  assert.equal(await fromEnv(home), `${url} 0`)
  writeConfig(home, `okta:\n  client: { orgUrl: "https://other.example.com", token: x }\n  profiles:\n    local: ${client}\n`)
  assert.equal(await fromEnv(home, {}, '{ profile: "local" }'), `${url} 0`)
  // A variable wins over a file, and a profile mixes nothing in.
  assert.equal(await fromEnv(home, variables), `${url} 0`)
  assert.equal(await fromEnv(home, { OKTA_CLIENT_TOKEN: 'wrong' }, '{ profile: "local" }'), `${url} 0`)
  assert.match(await fromEnv(home, {}, '{ profile: "nowhere" }'), /^InvalidInputError INVALID_INPUT .*nowhere/)
})

configured('nothing, or too little, says what to set', async (home, _, variables) => {
  assert.match(await fromEnv(home), /^InvalidInputError INVALID_INPUT .*OKTA_CLIENT_ORGURL/)
  assert.match(
    await fromEnv(home, { OKTA_CLIENT_ORGURL: variables.OKTA_CLIENT_ORGURL }),
    /^InvalidInputError .*OKTA_CLIENT_TOKEN/,
  )
})

configured('a time limit of the configuration, and one of the program', async (home, emulator, variables) => {
  await emulator.control('POST', '/emulator/faults', { on: { operation: 'listEventHooks' }, delay: '60s', times: 'always' })
  const env = { ...variables, OKTA_CLIENT_REQUESTTIMEOUT: '1', OKTA_CLIENT_RATELIMIT_MAXRETRIES: '0' }
  assert.match(await fromEnv(home, env), /^TransportError TimeoutError .*tried 1 time:/)
  assert.match(await fromEnv(home, variables, '{ timeout: 50, retry: false }'), /^TransportError TimeoutError .*tried 1 time:/)
})

configured('a configured proxy needs an agent', async (home, { url, apiToken }) => {
  const proxy = 'proxy: { host: 127.0.0.1, port: 9, username: u, password: PROXY-SECRET }'
  writeConfig(home, `okta:\n  client: { orgUrl: "${url}", token: "${apiToken}", ${proxy} }\n`)
  const refused = await fromEnv(home)
  assert.match(refused, /^InvalidInputError INVALID_INPUT .*proxy.*https-proxy-agent/)
  assert.ok(!refused.includes('PROXY-SECRET'))
  const given = '{ agent: new (require("node:http").Agent)() }'
  assert.equal(await fromEnv(home, {}, given), `${url} 0`)
  assert.equal(await fromEnv(home, {}, '{ fetch }'), `${url} 0`)
})
