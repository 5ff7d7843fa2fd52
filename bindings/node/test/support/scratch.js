'use strict'

const { execFile } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const ROOT = path.join(__dirname, '../../../..')

/**
 * A folder in which the package and what it is tested with are found by name; gone when the test has ended.
 * @param {import('node:test').TestContext} t
 */
function scratch(t) {
  const folder = fs.mkdtempSync(path.join(__dirname, '../tmp-'))
  t.after(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

/**
 * Runs a program of Node.js's.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ code: unknown, stdout: string, stderr: string }>}
 */
function run(args, { cwd, env = {} }) {
  const { NODE_TEST_CONTEXT, HOOK_SECRET, ...inherited } = process.env
  return new Promise((resolve) => {
    const options = { cwd, env: { ...inherited, ...env }, timeout: 60_000 }
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

module.exports = { ROOT, run, scratch }
