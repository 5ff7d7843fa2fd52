'use strict'

// The package under other test runners: each runs the files of its folder, in a process of its own.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

const timeout = 120_000
const cwd = path.join(__dirname, '..')

/** @param {string} program @param {string[]} args */
async function run(program, ...args) {
  // What node:test sets for its own children would have them report to it.
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
  const env = { ...inherited, NO_COLOR: '1', CI: '1', NODE_OPTIONS: '--experimental-vm-modules' }
  const running = promisify(execFile)(process.execPath, [path.join(cwd, 'node_modules', program), ...args], {
    cwd,
    env,
    timeout: 100_000,
  })
  const { stdout, stderr } = await running.catch((error) => assert.fail(`${error.message}\n${error.stdout}`))
  return stdout + stderr
}

test('Jest, CommonJS and ES modules', { timeout }, async () => {
  const output = await run('jest/bin/jest.js', '--config', 'test/jest/jest.config.json', '--ci')
  assert.match(output, /Tests: +7 passed, 7 total/)
})

test('Vitest', { timeout }, async () => {
  const output = await run('vitest/vitest.mjs', 'run', '--config', 'test/vitest/vitest.config.mjs')
  assert.match(output, /Tests +3 passed \(3\)/)
})
