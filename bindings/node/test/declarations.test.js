'use strict'

// The declarations, by the compiler, and the package as it is packed.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const { mkdtemp, readdir, rm } = require('node:fs/promises')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { test } = require('node:test')
const { promisify } = require('node:util')

const timeout = 120_000
const cwd = path.join(__dirname, '..')
const modules = path.join(cwd, 'node_modules')

/** @param {string} script @param {string[]} args */
async function run(script, ...args) {
  const running = promisify(execFile)(process.execPath, [script, ...args], { cwd, timeout: 100_000 })
  const { stdout } = await running.catch((error) => assert.fail(`${error.message}\n${error.stdout}`))
  return stdout
}

const tsc = path.join(modules, 'typescript/bin/tsc')

test('lib/ is as it declares, and uses compile that must, in ES modules and CommonJS', { timeout }, async () => {
  await run(tsc, '-p', '.')
})

test('the tests are typed', { timeout }, async () => {
  await run(tsc, '-p', 'test')
})

test('the same as a bundler resolves it', { timeout }, async () => {
  await run(tsc, '-p', 'test/types/tsconfig.bundler.json')
})

test('no declarations of Node.js or the DOM are needed', { timeout }, async () => {
  await run(tsc, '-p', 'test/types/tsconfig.without-node.json')
})

test('an older compiler reads them', { timeout }, async () => {
  // The one that attw brings.
  const attw = path.dirname(require.resolve('@arethetypeswrong/core/package.json', { paths: [modules] }))
  const older = path.join(path.dirname(require.resolve('typescript/package.json', { paths: [attw] })), 'lib/tsc.js')
  assert.match(await run(older, '--version'), /^Version 5\./)
  await run(older, '-p', 'test/types/tsconfig.without-node.json')
})

test('attw and publint find nothing in what is packed', { timeout }, async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'okta-event-hooks-pack-'))
  t.after(() => rm(folder, { recursive: true }))
  await promisify(execFile)('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd, timeout: 60_000 })
  const packed = path.join(folder, (await readdir(folder))[0])
  const attw = path.join(modules, '@arethetypeswrong/cli/dist/index.js')
  assert.match(await run(attw, packed, '--no-emoji', '--no-color'), /No problems found/)
  assert.match(await run(path.join(modules, 'publint/src/cli.js'), packed, '--strict'), /All good!/)
})
