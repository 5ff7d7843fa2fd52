// Says whether an event hook in Okta is as a file in a repository says, for CI.
//
//     node ci_check.mjs hook.json
//
// The file has the hook as `getEventHook` returns it or `createEventHook` takes it; the hook is looked for by its name. The exit
// code is 0 if they are alike, 1 if not, with what differs, and 2 if that cannot be told. What Okta says by itself, such as dates,
// is not compared, and secrets are not shown. The org is that of the environment: OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN.

import { readFile } from 'node:fs/promises'
import { Client } from 'okta-event-hooks'

const OF_OKTA = ['id', 'status', 'verificationStatus', 'created', 'createdBy', 'lastUpdated', '_links']

/** What of a hook was chosen by people. @param {any} hook */
function chosen(hook) {
  const own = Object.entries(hook).filter(([name]) => !OF_OKTA.includes(name))
  const copy = structuredClone(Object.fromEntries(own))
  delete copy.channel?.config?.method
  // Okta never returns it.
  delete copy.channel?.config?.authScheme?.value
  for (const { condition } of copy.events?.filter?.eventFilterMap ?? []) delete condition?.version
  return copy
}

/** A list as an object: by event, by name, or by itself, for its order means nothing. @param {any} value @returns {any} */
function members(value) {
  if (!Array.isArray(value)) return value ?? {}
  return Object.fromEntries(value.map((item) => [item?.event ?? item?.key ?? JSON.stringify(item), item]))
}

/** @param {unknown} value @returns {boolean} */
function isObject(value) {
  return value !== null && typeof value === 'object'
}

/**
 * One line for each difference; `null` is as good as nothing.
 * @param {string} path @param {any} expected @param {any} found @returns {string[]}
 */
function differences(path, expected, found) {
  const [left, right] = [members(expected), members(found)]
  if ((isObject(expected) || isObject(found)) && isObject(left) && isObject(right)) {
    const names = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort()
    return names.flatMap((name) => differences(path ? `${path}.${name}` : name, left[name], right[name]))
  }
  if ((expected ?? null) === (found ?? null)) return []
  const show = (/** @type {unknown} */ value) => (path.endsWith('.value') ? '<hidden>' : JSON.stringify(value))
  const lines = [expected == null ? '' : `- ${path}: ${show(expected)}`, found == null ? '' : `+ ${path}: ${show(found)}`]
  return lines.filter(Boolean)
}

/** @param {string} file */
async function check(file) {
  const expected = JSON.parse(await readFile(file, 'utf8'))
  const hooks = await Client.fromEnv({ userAgent: 'hook-check/1.0' }).listEventHooks()
  const named = hooks.filter(({ name }) => name === expected.name)
  if (named.length > 1) throw new Error(`there are ${named.length} hooks that are named ${JSON.stringify(expected.name)}`)
  const [hook] = named
  if (!hook) return [`- ${JSON.stringify(expected.name)}: there is no such hook`]
  const delivers = hook.status === 'ACTIVE' && hook.verificationStatus === 'VERIFIED'
  const state = delivers ? [] : [`+ delivers nothing: ${hook.status}, ${hook.verificationStatus}`]
  return [...state, ...differences('', chosen(expected), chosen(hook))]
}

const [file] = process.argv.slice(2)
try {
  if (file === undefined) throw new Error('usage: node ci_check.mjs hook.json')
  const lines = await check(file)
  if (lines.length) console.log([`--- ${file}`, '+++ Okta', ...lines].join('\n'))
  process.exitCode = lines.length ? 1 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
