// The core driven over `request` of undici: a complete driver for another HTTP library.
//
// A `Call` does no I/O. It says what to do next, and is told how that went: this loop is all that there is to it.

import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { Call, eventHookSpec, NotSentError, Session } from 'okta-event-hooks'
import { Emulator } from 'okta-event-hooks/testing'
import { request } from 'undici'

const TIMEOUT = 30_000
/** An answer of more bytes than this is none. */
const MOST_BYTES = 16 * 1024 * 1024
/** When surely nothing was sent. When in doubt the request may have been: then a hook is not created a second time. */
const NOT_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|.*CERT.*)$/

/**
 * Carries out one call. Leaving the loop cancels it.
 * @template T
 * @param {Session} session @param {Call<T>} call @returns {Promise<T>}
 */
export async function carryOut(session, call, { timeout = TIMEOUT } = {}) {
  let step = call.start(session, Date.now())
  for (;;) {
    if (step.type === 'done') return step.result()
    if (step.type === 'wait') {
      await setTimeout(step.milliseconds)
      step = call.resume(session, Date.now())
      continue
    }
    const { answer, failure } = await send(step, timeout)
    step = answer ? call.response(session, Date.now(), answer) : call.failure(session, Date.now(), failure)
  }
}

/** Sends a request and reads the whole answer. @param {import('okta-event-hooks').Send} step @param {number} timeout */
async function send({ method, url, headers, body, patience }, timeout) {
  // It is for the whole answer, and Okta itself may work longer. What it ends with is named TimeoutError, which the call knows.
  const signal = AbortSignal.timeout(Math.max(timeout, patience))
  try {
    // It follows no redirect, and decompresses nothing that it has not asked for.
    const options = { headers: Object.fromEntries(headers), body: body ?? null, signal, headersTimeout: 0, bodyTimeout: 0 }
    const answer = await request(url, { method: /** @type {'GET'} */ (method), ...options })
    return { answer: { status: answer.statusCode, headers: answer.headers, body: await read(answer.body) } }
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const code = String(/** @type {{ code?: unknown }} */ (error).code)
    return { failure: NOT_SENT.test(code) ? new NotSentError(error.message, { cause: error }) : error }
  }
}

/** Reads a body, within the limit. Leaving the loop closes the connection. @param {AsyncIterable<Uint8Array>} body */
async function read(body) {
  const chunks = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > MOST_BYTES) throw new Error(`the answer has more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function main() {
  const org = await Emulator.start()
  const session = new Session({ orgUrl: org.url, apiToken: org.apiToken })
  const spec = eventHookSpec({ name: 'Feed', uri: 'https://hooks.example.com/okta', events: ['user.lifecycle.create'] })
  const hook = await carryOut(session, Call.createEventHook(spec))
  console.log('created', hook.name)
  for (const found of await carryOut(session, Call.listEventHooks())) console.log('found', found.name, found.status)
  await org.close()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
