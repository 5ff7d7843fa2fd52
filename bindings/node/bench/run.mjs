// What the package costs beside what Node.js has and beside Okta's own SDK: `cargo xtask bench node`.
//
// node run.mjs <fixed_server> <the folder that Okta's SDK is installed in> <a project with the packages of a release>

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { median, ratio, rounds, row } from './table.mjs'
import { HOOK, pinned, Worker } from './worker.mjs'

const [fixedServer, modules, project] = process.argv.slice(2)
const CALL = `/api/v1/eventHooks/${HOOK}`
const SDK = createRequire(join(modules, 'package.json')).resolve('@okta/okta-sdk-nodejs')

/**
 * Runs a program in this folder, so that it finds the package by its name.
 * @param {...string} args
 */
async function node(...args) {
  return (await promisify(execFile)(process.execPath, args, { cwd: project })).stdout
}

/** What starting costs over the bare Node.js, in milliseconds. */
async function load() {
  /** @param {...string} args */
  async function milliseconds(...args) {
    const start = performance.now()
    await node(...args)
    return performance.now() - start
  }
  const script = ['-e']
  const module = ['--input-type=module', '-e']
  const found = await rounds(
    {
      bare: () => milliseconds(...script, ''),
      require: () => milliseconds(...script, 'require("okta-event-hooks")'),
      bareModule: () => milliseconds(...module, ''),
      import: () => milliseconds(...module, 'import "okta-event-hooks"'),
      okta: () => milliseconds(...script, `require(${JSON.stringify(SDK)})`),
    },
    { count: 15 },
  )
  const over = (/** @type {string} */ side, /** @type {string} */ bare) =>
    median(found[side].map((value, round) => value - found[bare][round]))
  const okta = `${over('okta', 'bare').toFixed(0)} ms`
  row('require, over bare Node.js', `${over('require', 'bare').toFixed(1)} ms`, '-', okta, '-', '-', '≤ 15 ms')
  row('import, over bare Node.js', `${over('import', 'bareModule').toFixed(1)} ms`, '-', '-', '-', '-', '≤ 15 ms')
}

/**
 * Resident after one call, in MB.
 * @param {string} url
 */
async function memory(url) {
  const print = '.then(() => console.log(process.memoryUsage.rss()))'
  const programs = {
    ours: `new (require('okta-event-hooks').Client)({ orgUrl: '${url}', apiToken: '00token' }).getEventHook('${HOOK}')${print}`,
    floor: `const get = require('node:http').get
      new Promise((done) => get('${url}${CALL}', (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk)).on('end', () => done(JSON.parse(Buffer.concat(chunks).toString())))
      }))${print}`,
    okta: `new (require('${SDK}').Client)({ orgUrl: '${url}', token: '00token', cacheMiddleware: null }).eventHookApi
      .getEventHook({ eventHookId: '${HOOK}' })${print}`,
  }
  const sides = Object.entries(programs).map(([side, program]) => [
    side,
    async () => Number(await node('-e', `${program}.then(() => process.exit())`)) / 2 ** 20,
  ])
  const found = await rounds(Object.fromEntries(sides))
  const cells = ['ours', 'floor', 'okta'].map((side) => `${median(found[side]).toFixed(0)} MiB`)
  const ratios = ['floor', 'okta'].map((side) => ratio(found.ours, found[side]).toFixed(2))
  row('resident after one call', ...cells, ...ratios, '≤ 50 MiB')
}

/** @param {string} url */
async function calls(url) {
  const [ours, floor, okta] = ['ours.mjs', 'floor.mjs', 'official.mjs'].map(
    (program) => new Worker(program, url, program === 'ours.mjs' ? project : modules),
  )

  /**
   * @param {string} name
   * @param {string} task
   * @param {number} times
   * @param {string} budget
   * @param {{ isSlow?: boolean, isOurs?: boolean }} [options]
   */
  async function compare(name, task, times, budget, { isSlow = false, isOurs = false } = {}) {
    /** @type {Parameters<typeof rounds>[0]} */
    const sides = { ours: () => ours.seconds(task, times), floor: () => floor.seconds(task, times) }
    if (!isOurs) sides.okta = () => okta.seconds(task, Math.max(times >> 3, 16))
    const found = await rounds(sides, { turns: 5 })
    const [unit, factor, digits] = isSlow ? ['ms', 1e3, 2] : ['µs', 1e6, 0]
    const cell = (/** @type {string} */ side) =>
      found[side] ? `${(median(found[side]) * factor).toFixed(digits)} ${unit}` : '-'
    const ratios = ['floor', 'okta'].map((side) => (found[side] ? ratio(found.ours, found[side]).toFixed(2) : '-'))
    row(name, cell('ours'), cell('floor'), cell('okta'), ...ratios, budget)
  }

  await compare('GET one hook', 'get', 1000, '≤ 1.2 floor')
  await compare('list of 200 hooks', 'list', 50, '≤ 1.1 floor', { isSlow: true })
  await compare('GET one hook, 16 at once', 'at_once', 2000, '≤ 0.4 okta')
  await compare('delivery of 100 events', 'receive', 100, '≤ 1.2 floor', { isSlow: true, isOurs: true })
  for (const worker of [ours, floor, okta]) worker.close()
}

/** What npm has unpacked of the package and of the one for this platform, in MB. */
function size() {
  const installed = join(project, 'node_modules')
  const bytes = (/** @type {(path: string) => boolean} */ isMeant) =>
    readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && isMeant(join(entry.parentPath ?? entry.path, entry.name)))
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0) / 1e6
  const name = `unpacked (the library: ${bytes((path) => path.endsWith('.node')).toFixed(2)} MB)`
  row(name, `${bytes((path) => path.includes('okta-event-hooks')).toFixed(2)} MB`, '-', '-', '-', '-', '≤ 8 MB')
}

const server = spawn(...pinned(0, fixedServer, []), { stdio: ['pipe', 'pipe', 'inherit'] })
const [line] = await once(server.stdout, 'data')
const url = String(line).trim()
assert.match(url, /^http:/)
row('', 'ours', 'floor', 'okta', 'ours/floor', 'ours/okta', 'budget')
await load()
await memory(url)
await calls(url)
size()
server.stdin.end()
