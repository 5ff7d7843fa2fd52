'use strict'

const { spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { within } = require('./deadline')

const PACKAGE = path.join(__dirname, '../..')

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, timeout?: number }} RunOptions */

/**
 * Runs Node.js to its end, with no variables of Okta's but those given. Gives what it wrote and its exit code.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
async function run(args, { cwd = PACKAGE, env = {}, input = '', timeout = 30_000 } = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OKTA_|NODE_|HTTPS?_PROXY$|NO_PROXY$)/i.test(name))
  const child = spawn(process.execPath, args, { cwd, env: { ...Object.fromEntries(inherited), ...env } })
  const out = { stdout: '', stderr: '' }
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name].setEncoding('utf8').on('data', (text) => {
      out[name] += text
    })
  }
  child.stdin.end(input)
  try {
    const code = await within(timeout, new Promise((resolve) => child.on('close', resolve)), `node ${args[0]} has not ended`)
    return { code, ...out }
  } finally {
    child.kill('SIGKILL')
  }
}

/**
 * Runs a script that may require the package by its name.
 * @param {string} script
 * @param {RunOptions} [options]
 */
function runScript(script, options) {
  return run(['--input-type=commonjs', '-'], { ...options, input: script })
}

/**
 * A folder of a test's own, which is removed after it.
 * @template T
 * @param {(folder: string) => T} use
 * @returns {Promise<Awaited<T>>}
 */
async function inFolder(use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'okta-event-hooks-node-'))
  try {
    return await use(folder)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

module.exports = { PACKAGE, run, runScript, inFolder }
