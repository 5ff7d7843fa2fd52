'use strict'

const assert = require('node:assert/strict')
const { execFile } = require('node:child_process')
const path = require('node:path')
const { mock, test } = require('node:test')
const { promisify } = require('node:util')
const { Deadlines } = require('../lib/deadlines')

const timeout = 20_000

test('each is kept in its turn, and none that was ended', { timeout }, async () => {
  const deadlines = new Deadlines()
  /** @type {string[]} */
  const kept = []
  await new Promise((resolve) => {
    deadlines.add(60, () => resolve(kept.push('last')))
    deadlines.delete(deadlines.add(10, () => kept.push('ended')))
    deadlines.add(30, () => kept.push('second'))
    deadlines.add(1, () => kept.push('first'))
  })
  assert.deepEqual(kept, ['first', 'second', 'last'])
})

test('one that is added while another is kept is kept', { timeout }, async () => {
  const deadlines = new Deadlines()
  const started = process.uptime()
  await new Promise((resolve) => deadlines.add(20, () => deadlines.add(20, () => resolve(undefined))))
  assert.ok(process.uptime() - started >= 0.035)
})

test('they are kept by timers that a test has replaced, and by its own time', () => {
  const deadlines = new Deadlines()
  deadlines.delete(deadlines.add(60_000, () => assert.fail('it was ended')))
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    let kept = 0
    deadlines.add(30_000, () => kept++)
    mock.timers.tick(29_000)
    assert.equal(kept, 0)
    mock.timers.tick(1_001)
    assert.equal(kept, 1)
  } finally {
    mock.timers.reset()
  }
})

test('a process waits for one, and not for the timer between two', { timeout }, async () => {
  const file = JSON.stringify(path.join(__dirname, '../lib/deadlines.js'))
  const program = `const deadlines = new (require(${file}).Deadlines)()
    deadlines.add(50, () => console.log('kept'))
    deadlines.delete(deadlines.add(3600000, () => {}))`
  const run = (/** @type {string} */ code) => promisify(execFile)(process.execPath, ['-e', code], { timeout: timeout / 2 })
  assert.equal((await run(program)).stdout, 'kept\n')
  assert.equal((await run(`${program}; deadlines.delete(deadlines.add(3600000, () => {}))`)).stdout, 'kept\n')
})
