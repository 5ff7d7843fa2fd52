'use strict'

// What the core's table has is there, what is there is declared, and what is declared is there and documented.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')
const api = require('okta-event-hooks')
const testing = require('okta-event-hooks/testing')

const lib = path.join(__dirname, '../lib')
const vectors = path.join(__dirname, '../../../tests/vectors/requests')
const operations = fs.readdirSync(vectors).map((file) => path.basename(file, '.json'))
/** One operation has names of its own: a query is bounded, or it is a poll. @type {Record<string, string[]>} */
const several = { listLogEvents: ['logEvents', 'pollLogEvents'] }
const methods = operations.flatMap((id) => several[id] ?? [id])

/** What a file of declarations exports as values, its `export *` followed. @param {string} file @returns {Map<string, string>} */
function declared(file) {
  const text = fs.readFileSync(path.join(lib, file), 'utf8')
  const found = new Map()
  for (const [, kind, name] of text.matchAll(/^export (class|function|const) (\w+)/gm)) found.set(name, block(text, kind, name))
  for (const [, from] of text.matchAll(/^export \* from '(.+)\.js'$/gm)) {
    for (const entry of declared(path.join(path.dirname(file), `${from}.d.ts`))) found.set(...entry)
  }
  for (const [, names, from] of text.matchAll(/^export \{ (.+) \} from '(.+)\.js'$/gm)) {
    const all = declared(path.join(path.dirname(file), `${from}.d.ts`))
    for (const name of names.split(', ')) found.set(name, all.get(name) ?? assert.fail(name))
  }
  return found
}

/** A declaration with the comment before it. @param {string} text @param {string} kind @param {string} name */
function block(text, kind, name) {
  const at = text.search(new RegExp(`^export ${kind} ${name}\\b`, 'm'))
  const end =
    kind === 'class' && !/\{\}$/.test(text.slice(at).split('\n', 1)[0]) ? text.indexOf('\n}', at) : text.indexOf('\n', at)
  return text.slice(text.lastIndexOf('\n/**', at), end)
}

/** The members that a class declares; of each its comment, or nothing. @param {string} code */
function members(code) {
  const found = new Map()
  const pattern =
    /( {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n(?: {2}\/\/.*\n)?)?^ {2}((?:static |readonly |private )*)(\w+|\[Symbol\.\w+\])\??[<(:]/gm
  for (const [, comment = '', modifiers, name] of code.matchAll(pattern)) {
    const key = (modifiers.includes('static') ? 'static ' : '') + name
    found.set(key, found.get(key) || comment)
  }
  return found
}

/** @param {any} of @returns {string[]} */
const own = (of) =>
  Object.getOwnPropertyNames(of).filter((name) => !['length', 'name', 'prototype', 'constructor', 'native'].includes(name))

const declarations = declared('index.d.ts')
const all = new Map([...declarations, ...declared('testing.d.ts')])

test('every operation of the table is a method of Client and a function of Call', () => {
  assert.ok(operations.length >= 9)
  const client = members(declarations.get('Client') ?? '')
  const call = members(declarations.get('Call') ?? '')
  for (const name of methods) {
    assert.equal(typeof (/** @type {any} */ (api.Client.prototype)[name]), 'function', `Client.${name}`)
    assert.equal(typeof (/** @type {any} */ (api.Call)[name]), 'function', `Call.${name}`)
    for (const comment of [client.get(name), call.get(`static ${name}`)]) {
      const id = operations.find((id) => id === name) ?? 'listLogEvents'
      assert.ok(comment?.includes(`/operation/${id}>`), `${name} has Okta's page`)
    }
  }
})

test('every public name is declared, and is there in both kinds of module', async () => {
  assert.deepEqual(Object.keys(api).sort(), [...declarations.keys()].sort())
  assert.deepEqual(Object.keys(testing), [...declared('testing.d.ts').keys()])
  assert.deepEqual({ ...(await import('okta-event-hooks')) }, { ...api })
  assert.deepEqual({ ...(await import('okta-event-hooks/testing')) }, { ...testing })
})

test('every public name is documented', () => {
  for (const [name, code] of all) assert.match(code, /^\n\/\*\*/, name)
})

for (const [name, Class] of Object.entries({ ...api, ...testing })) {
  const code = all.get(name) ?? ''
  if (!/^export class/m.test(code)) continue
  test(`the members of ${name} are declared`, () => {
    const known = members(code)
    const type = /** @type {any} */ (Class)
    const there = [...own(type).map((member) => `static ${member}`), ...own(type.prototype)]
    // Where a class extends another that declares it, once is enough.
    const inherited = ['message', 'name', 'stack', 'toString']
    const missing = there.filter((member) => !known.has(member) && !inherited.includes(member))
    assert.deepEqual(missing, [])
    for (const [member, comment] of known) {
      if (comment === '' && !['constructor', ...obvious].includes(member)) assert.fail(`${name}: ${member} is not documented`)
      const isStatic = member.startsWith('static ')
      // Fields are of an instance: the other tests read them.
      if (isStatic) assert.ok(member.slice(7) in type, `${name}: ${member} is declared, and not there`)
    }
    const functions = [...code.matchAll(/^ {2}(?!static|readonly|private|constructor)(\w+)(?:<.*?>)?\(/gm)].map(
      ([, member]) => member,
    )
    for (const member of functions) assert.equal(typeof type.prototype[member], 'function', `${name}.${member}()`)
  })
}

/** What says all by its name. */
const obvious = ['type', 'method', 'url', 'milliseconds', 'code', 'cause']
