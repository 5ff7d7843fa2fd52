'use strict'

// Every block of the README runs as it is written, in a folder that has installed the package.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { after, test } = require('node:test')
const { promisify } = require('node:util')

const timeout = 60_000
const root = path.join(__dirname, '..')
const text = fs.readFileSync(path.join(root, 'README.md'), 'utf8')
const blocks = [...text.matchAll(/^```(js|cjs|ts)\n([\s\S]*?)^```$/gm)].map(([, language, code]) => ({ language, code }))

const folder = fs.mkdtempSync(path.join(tmpdir(), 'okta-event-hooks-readme-'))
after(() => fs.rmSync(folder, { recursive: true }))
fs.mkdirSync(path.join(folder, 'node_modules/@types'), { recursive: true })
for (const name of ['@types/node', 'https-proxy-agent', 'nock', 'undici', 'undici-types']) {
  fs.symlinkSync(path.join(root, 'node_modules', name), path.join(folder, 'node_modules', name), 'junction')
}
fs.symlinkSync(root, path.join(folder, 'node_modules/okta-event-hooks'), 'junction')
fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n')

/** @param {string} name @param {string} code */
function write(name, code) {
  fs.writeFileSync(path.join(folder, name), code)
  return name
}

/** @param {string[]} args */
async function node(...args) {
  // What node:test sets for its own children would have a block with tests report to it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const running = promisify(execFile)(process.execPath, args, { cwd: folder, env, timeout: 30_000 })
  return running.catch((error) => assert.fail(`${error.message}\n${error.stdout}`))
}

/** By the compiler to JavaScript, and that by Node.js. @param {string} name @param {string} code */
async function typescript(name, code) {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2023', types: ['node'], rootDir: '.', outDir: 'out' }
  const files = [write(`${name}.ts`, code)]
  await node(tsc, '-p', write(`${name}.json`, JSON.stringify({ compilerOptions, files })))
  return node(path.join('out', `${name}.js`))
}

const extension = /** @type {Record<string, string>} */ ({ js: 'mjs', cjs: 'cjs' })

for (const [at, { language, code }] of blocks.entries()) {
  test(`block ${at + 1}, ${language}`, { timeout }, async () => {
    const run = language === 'ts' ? typescript(`block${at}`, code) : node(write(`block${at}.${extension[language]}`, code))
    const { stdout, stderr } = await run
    assert.equal(stderr, '')
    assert.doesNotMatch(stdout, /s3cr3t/)
    if (at < 2) assert.match(stdout, /^User feed is ACTIVE and UNVERIFIED\n/)
  })
}

test('the first block is TypeScript, too', { timeout }, async () => {
  const { stdout } = await typescript('first', blocks[0].code)
  assert.match(stdout, /^User feed is ACTIVE and UNVERIFIED\n[\s\S]*description: 'Leavers'/)
})

test('it has every kind of block, and the first one has at most ten lines', () => {
  assert.deepEqual([...new Set(blocks.map(({ language }) => language))].sort(), ['cjs', 'js', 'ts'])
  assert.ok(blocks[0].code.split('\n').filter(Boolean).length <= 10)
})
