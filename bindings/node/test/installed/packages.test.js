'use strict'

// The packages of a release, installed from their tarballs into an empty project: PACKAGES is the folder that they are in.

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const fs = require('node:fs')
const { tmpdir } = require('node:os')
const path = require('node:path')
const { after, before, test } = require('node:test')
const { promisify } = require('node:util')

const timeout = 180_000
const root = path.join(__dirname, '../..')
const packages = process.env.PACKAGES ?? assert.fail('set PACKAGES: cargo xtask test node does, after it has packed them')
const project = fs.mkdtempSync(path.join(tmpdir(), 'okta-event-hooks-project-'))
const modules = path.join(project, 'node_modules')

/** Node.js and npm, but no Rust. What node:test sets for its own children is not for these. */
function environment() {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const system = process.platform === 'win32' ? [] : ['/usr/bin', '/bin']
  return { ...env, PATH: [path.dirname(process.execPath), ...system].join(path.delimiter) }
}

/** @param {string} program @param {string[]} args */
async function run(program, ...args) {
  const options = { cwd: project, env: environment(), timeout: 120_000, shell: process.platform === 'win32' }
  const running = promisify(execFile)(program, args, options)
  return running.catch((error) => assert.fail(`${error.message}\n${error.stdout}`))
}

/** @param {string} name @param {string} code */
async function runCode(name, code) {
  fs.writeFileSync(path.join(project, name), code)
  return (await run(process.execPath, name)).stdout
}

/** @param {string} name */
const manifest = (name) => JSON.parse(fs.readFileSync(path.join(modules, name, 'package.json'), 'utf8'))

before(
  async () => {
    fs.writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n')
    const tarballs = fs.readdirSync(packages).filter((name) => name.endsWith('.tgz'))
    assert.equal(tarballs.length, 2)
    await run('npm', 'install', '--no-audit', '--no-fund', ...tarballs.map((name) => path.join(packages, name)))
  },
  { timeout },
)
after(() => fs.rmSync(project, { recursive: true, force: true }))

test('there is the package, its library, and nothing else', () => {
  const names = fs.readdirSync(modules).filter((name) => !name.startsWith('.'))
  const [main, library] = names
  assert.deepEqual([names.length, main], [2, 'okta-event-hooks'])
  const { version, scripts, dependencies, devDependencies, optionalDependencies } = manifest('okta-event-hooks')
  assert.deepEqual([scripts, dependencies, devDependencies], [undefined, undefined, undefined])
  assert.equal(optionalDependencies[String(library)], version)
  assert.equal(Object.keys(optionalDependencies).length, 7)
  const { os, cpu, scripts: none } = manifest(String(library))
  assert.deepEqual([os, cpu, none], [[process.platform], [process.arch], undefined])
})

test('it is small', () => {
  let bytes = 0
  for (const entry of fs.readdirSync(modules, { recursive: true })) {
    const found = fs.statSync(path.join(modules, String(entry)))
    if (found.isFile()) bytes += found.size
  }
  assert.ok(bytes < 8e6, `${bytes} bytes`)
})

const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8')
const blocks = [...readme.matchAll(/^```(js|cjs|ts)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
  language,
  code,
}))
const EXPECTED = /^User feed is ACTIVE and UNVERIFIED\n/

test('the first block of the README, as a module', { timeout }, async () => {
  assert.match(await runCode('ten-lines.mjs', blocks[0]?.code ?? ''), EXPECTED)
})

test('the block of CommonJS', { timeout }, async () => {
  const { code } = blocks.find(({ language }) => language === 'cjs') ?? assert.fail('there is none')
  assert.match(await runCode('ten-lines.cjs', code), EXPECTED)
})

test('the first block as TypeScript', { timeout }, async () => {
  fs.writeFileSync(path.join(project, 'ten-lines.mts'), blocks[0]?.code ?? '')
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const typeRoots = [path.join(root, 'node_modules/@types')]
  const compilerOptions = {
    strict: true,
    module: 'nodenext',
    target: 'es2023',
    types: ['node'],
    typeRoots,
    rootDir: '.',
    outDir: 'out',
  }
  fs.writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['ten-lines.mts'] }))
  await run(process.execPath, tsc)
  assert.match((await run(process.execPath, 'out/ten-lines.mjs')).stdout, EXPECTED)
})

test('the command', { timeout }, async () => {
  const { stdout } = await run('npx', '--no', 'okta-event-hooks', 'demo', '--json')
  for (const line of stdout.trim().split('\n')) assert.ok(JSON.parse(line))
})

test('without the library, what is missing is told', { timeout }, async () => {
  const empty = fs.mkdtempSync(path.join(tmpdir(), 'okta-event-hooks-without-'))
  try {
    fs.cpSync(path.join(modules, 'okta-event-hooks'), path.join(empty, 'node_modules/okta-event-hooks'), { recursive: true })
    const options = { cwd: empty, env: environment(), timeout: 60_000 }
    const failed = promisify(execFile)(process.execPath, ['-e', 'require("okta-event-hooks")'], options)
    await assert.rejects(failed, /the optional dependency okta-event-hooks-[a-z0-9-]+ is not installed/)
  } finally {
    fs.rmSync(empty, { recursive: true, force: true })
  }
})

test('a link to the checkout, which builds what is not fresh', { timeout: 600_000 }, async () => {
  const linked = fs.mkdtempSync(path.join(tmpdir(), 'okta-event-hooks-linked-'))
  try {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const options = { cwd: linked, env, timeout: 500_000, shell: process.platform === 'win32' }
    await promisify(execFile)('npm', ['install', '--offline', '--no-audit', '--no-fund', root], options)
    for (const [name, at] of [
      ['ten-lines.mjs', 0],
      ['ten-lines.cjs', blocks.findIndex(({ language }) => language === 'cjs')],
    ]) {
      fs.writeFileSync(path.join(linked, String(name)), blocks[Number(at)]?.code ?? '')
      const { stdout } = await promisify(execFile)(process.execPath, [String(name)], { ...options, shell: false })
      assert.match(stdout, EXPECTED)
    }
  } finally {
    fs.rmSync(linked, { recursive: true, force: true })
  }
})
