'use strict'

// The examples pass the strict checks that the package's own sources pass.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const { ROOT, run, scratch } = require('./support/scratch')

test('the examples are typed', { timeout: 120_000 }, async (t) => {
  const folder = scratch(t)
  const examples = path.join(ROOT, 'examples/node')
  const names = fs.readdirSync(examples).filter((name) => /\.[cm]?[jt]s$/.test(name))
  assert.ok(names.length)
  for (const name of names) fs.copyFileSync(path.join(examples, name), path.join(folder, name))
  const config = { extends: '../../tsconfig.json', include: ['.'], files: names }
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin/tsc')
  const { code, stdout, stderr } = await run([tsc, '--project', folder], { cwd: folder })
  assert.equal(code, 0, stdout + stderr)
})
