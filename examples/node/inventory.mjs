// Lists the event hooks of several orgs as CSV, and says of each whether it delivers.
//
//     node inventory.mjs production preview > hooks.csv
//
// The names are profiles of okta.yaml; without one it is the org of the environment: OKTA_CLIENT_ORGURL and OKTA_CLIENT_TOKEN,
// which `okta-event-hooks emulator` prints for an org to try it with. An org that cannot be asked does not cost the others, and
// makes the exit code 1.

import { parseArgs } from 'node:util'
import { Client, OktaEventHooksError } from 'okta-event-hooks'

const COLUMNS = 'profile,org,id,name,state,uri,authHeader,eventTypes,filters,created,lastUpdated'

/** @param {import('okta-event-hooks').EventHook} hook */
function state({ status, verificationStatus }) {
  if (status !== 'ACTIVE') return `${status.toLowerCase()}, delivers nothing`
  return verificationStatus === 'VERIFIED' ? 'delivers' : 'not verified'
}

/** @param {import('okta-event-hooks').EventHook} hook */
function row(hook) {
  const { config } = hook.channel
  return [
    hook.id,
    hook.name,
    state(hook),
    config.uri,
    config.authScheme?.key, // without one anybody may post to the receiver
    hook.events.items.join(' '),
    hook.events.filter?.eventFilterMap?.length ?? 0,
    hook.created,
    hook.lastUpdated,
  ]
}

/** A spreadsheet would calculate what begins like a formula, and anybody who manages hooks may write one into a name. */
function cell(/** @type {unknown} */ value) {
  const text = String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** @param {string} [profile] */
async function list(profile) {
  const client = Client.fromEnv({ profile, userAgent: 'hook-inventory/1.0' })
  const hooks = await client.listEventHooks()
  const unread = hooks.unreadable.map(({ position, reason }) => ['', `item ${position}`, `unreadable: ${reason}`])
  for (const values of [...hooks.map(row), ...unread]) {
    console.log([profile, client.orgUrl, ...values].map(cell).join(','))
  }
}

const { positionals } = parseArgs({ allowPositionals: true })
console.log(COLUMNS)
for (const profile of positionals.length ? positionals : [undefined]) {
  try {
    await list(profile)
  } catch (error) {
    if (!(error instanceof OktaEventHooksError)) throw error
    console.error(`${profile ?? 'the environment'}: ${error.message}`)
    process.exitCode = 1
  }
}
