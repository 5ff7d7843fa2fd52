'use strict'

// The emulator delivers to receivers in real frameworks on real servers.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Receiver } = require('okta-event-hooks')
const { Emulator } = require('okta-event-hooks/testing')
const {
  SECRET,
  ask,
  deferred,
  emitted,
  envelope,
  flush,
  post,
  trigger,
  verifiedHook,
  waitFor,
  warnings,
  within,
} = require('./support/receiver')
const { mounts, streaming, withFastify } = require('./support/receiver-mounts')

const BODY = JSON.stringify(envelope(['user.session.start']))
const NOT_YET = [
  [503, true],
  [204, false],
]

/** @param {import('node:test').TestContext} t */
async function started(t) {
  const org = await Emulator.start()
  t.after(() => org.close())
  return org
}

for (const [name, mount] of Object.entries(mounts)) {
  test(name, { timeout: 60_000 }, async (t) => {
    await t.test('events arrive', async (t) => {
      const org = await started(t)
      const receiver = new Receiver({ secret: SECRET })
      /** @type {unknown[][]} */
      const [lifecycle, every, failures] = [[], [], []]
      receiver.on('user.lifecycle.*', (event, { hookId }) => lifecycle.push([event.uuid, hookId]))
      receiver.onAny(() => {
        throw new Error('broken')
      })
      receiver.onAny(() => Promise.reject(new Error('broken later')))
      receiver.onAny(async (event) => every.push(event.uuid))
      receiver.onError((error) => failures.push(/** @type {Error} */ (error).message))
      const hook = await verifiedHook(org, await mount(t, receiver))
      const [first, second] = [await trigger(org, 'user.lifecycle.create'), await trigger(org, 'group.user_membership.add')]
      assert.deepEqual(await flush(org), [[204, false]])
      await waitFor(() => every.length === 2)
      assert.deepEqual(every, [first.uuid, second.uuid])
      assert.deepEqual(lifecycle, [[first.uuid, hook]])
      assert.deepEqual(failures, ['broken', 'broken later', 'broken', 'broken later'])
    })

    await t.test('the handlers run after the answer', async (t) => {
      const org = await started(t)
      const receiver = new Receiver({ secret: SECRET })
      const [delivered, done] = [deferred(), deferred()]
      receiver.onAny(() => delivered.promise.then(done.resolve))
      await verifiedHook(org, await mount(t, receiver))
      await trigger(org, 'user.lifecycle.create')
      // The emulator gives up after 3 s.
      assert.deepEqual(await flush(org), [[204, false]])
      delivered.resolve()
      await within(10_000, done.promise)
      await receiver.settled()
    })

    await t.test('what accept refuses is sent once more', async (t) => {
      const found = await warnings(t)
      const org = await started(t)
      const receiver = new Receiver({ secret: SECRET })
      /** @type {unknown[][]} */
      const [accepted, handled] = [[], []]
      receiver.accept(async ({ hookId }) => {
        await emitted()
        if (accepted.push(hookId) === 1) throw new Error('the disk is full')
      })
      receiver.onAny((event) => handled.push(event.uuid))
      const hook = await verifiedHook(org, await mount(t, receiver))
      const event = await trigger(org, 'user.lifecycle.create')
      assert.deepEqual(await flush(org), NOT_YET)
      await waitFor(() => handled.length)
      assert.deepEqual(accepted, [hook, hook])
      assert.deepEqual(handled, [event.uuid])
      assert.deepEqual(
        found.map(({ code }) => code),
        ['OKTA_EVENT_HOOKS_ACCEPT_FAILED'],
      )
      assert.match(found[0].detail, /the disk is full/)
    })

    await t.test('what is refused', async (t) => {
      const found = await warnings(t)
      const receiver = new Receiver({ secret: SECRET, maxBody: 2000 }).onAny(() => assert.fail('it ran'))
      const url = await mount(t, receiver)
      const secret = ['Authorization', SECRET]
      assert.equal(await post(url, BODY), 401)
      assert.equal(await post(url, BODY, 'Authorization', 'guessed'), 401)
      assert.equal(await post(url, BODY, ...secret, ...secret), 401)
      assert.equal(await post(url, BODY, ...secret, 'Authorization', 'other'), 401)
      assert.equal(await post(url, BODY, 'Authorization', 'other', ...secret), 401)
      assert.equal(await post(url, '{}', ...secret), 400)
      assert.equal(await post(url, '', ...secret), 400)
      assert.equal(await post(url, '[]', ...secret), 400)
      assert.equal(await post(url, `{"a":"${'x'.repeat(2001)}"}`, ...secret), 413)
      assert.equal((await ask(url, 'GET', secret)).status, 400)
      await emitted()
      assert.deepEqual(
        found.map(({ code, message }) => [code, /answered (\d+)/.exec(message)?.[1]]),
        [
          ['OKTA_EVENT_HOOKS_REFUSED', '401'],
          ['OKTA_EVENT_HOOKS_REFUSED', '400'],
          ['OKTA_EVENT_HOOKS_REFUSED', '413'],
        ],
      )
      assert.ok(found.every(({ message }) => !message.includes(SECRET) && !message.includes('guessed')))
    })

    await t.test('verification', async (t) => {
      const url = await mount(t, new Receiver({ secret: SECRET }))
      const answer = await ask(url, 'GET', ['Authorization', SECRET, 'X-Okta-Verification-Challenge', 'Qm7RtZ2'])
      assert.deepEqual([answer.status, answer.body], [200, '{"verification":"Qm7RtZ2"}'])
      assert.equal(answer.headers['content-type'], 'application/json')
    })

    await t.test('a body in chunks', async (t) => {
      const seen = []
      const url = await mount(
        t,
        new Receiver({ secret: SECRET, maxBody: 2000 }).onAny((event) => seen.push(event.uuid)),
      )
      const headers = ['Authorization', SECRET, 'Content-Type', 'application/json', 'Transfer-Encoding', 'chunked']
      assert.equal((await ask(url, 'POST', headers, [BODY.slice(0, 20), BODY.slice(20)])).status, 204)
      await waitFor(() => seen.length === 1)
      assert.equal((await ask(url, 'POST', headers, ['{"a":"', 'x'.repeat(5000), '"}'])).status, 413)
    })
  })
}

for (const [name, mount] of Object.entries(streaming)) {
  test(`${name}: a large body is answered, and the server goes on`, { timeout: 60_000 }, async (t) => {
    const receiver = new Receiver({ secret: SECRET, maxBody: 2000 }).accept(() => {})
    const url = await mount(t, receiver)
    const large = 'x'.repeat(5_000_000)
    for (const headers of [[], ['Connection', 'close']]) {
      assert.equal(await post(url, large, 'Authorization', SECRET, ...headers), 413)
      assert.equal(await post(url, large, 'Authorization', 'guessed', ...headers), 401)
      const chunked = ['Transfer-Encoding', 'chunked', ...headers]
      assert.equal((await ask(url, 'POST', ['Authorization', SECRET, ...chunked], [large, large])).status, 413)
      assert.equal((await ask(url, 'POST', chunked, [large, large])).status, 401)
    }
    assert.equal(await post(url, BODY, 'Authorization', SECRET), 204)
  })
}

for (const name of ['node:http', 'express, all', 'express, use', 'fastify', 'hono']) {
  test(`${name}: any other method is refused by the receiver`, { timeout: 60_000 }, async (t) => {
    const url = await mounts[name](t, new Receiver({ secret: SECRET }))
    for (const method of ['PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await ask(url, method, ['Authorization', SECRET])
      assert.deepEqual([method, answer.status, answer.headers.allow, answer.body], [method, 405, 'GET, POST', ''])
    }
  })
}

test('the doctor finds nothing', { timeout: 120_000 }, async (t) => {
  for (const name of ['node:http', 'express after express.json', 'fastify', 'hono']) {
    const url = await mounts[name](
      t,
      new Receiver({ secret: SECRET }).onAny(() => {}),
    )
    const { code, output } = await doctor(url)
    assert.equal(code, 0, `${name}\n${output}`)
    assert.ok(!output.includes('failed '), output)
    assert.match(output, /wrong-secret/)
  }
})

/** @param {string} url */
function doctor(url) {
  const { execFile } = require('node:child_process')
  const native = require.resolve('../lib/native.js')
  const program = `process.exit(require(${JSON.stringify(native)}).runCommand(['okta-event-hooks', 'doctor', ${JSON.stringify(url)}, '--secret', 'env:HOOK_SECRET', '--deliver']))`
  return new Promise((resolve) => {
    const env = { ...process.env, HOOK_SECRET: SECRET }
    execFile(process.execPath, ['-e', program], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? error.code : 0, output: stdout + stderr })
    })
  })
}

test('fastify: what is beside the plugin keeps its parser', { timeout: 30_000 }, async (t) => {
  const mount = withFastify((app, receiver) => app.register(receiver.fastify(), { url: '/okta/events' }))
  const url = await mount(t, new Receiver({ secret: SECRET }))
  const answer = await ask(url.replace('/okta/events', '/other'), 'POST', ['Content-Type', 'application/json'], '{"a":1}')
  assert.deepEqual(JSON.parse(answer.body), { body: { a: 1 } })
})

test('fastify: close waits for the handlers', { timeout: 30_000 }, async () => {
  const app = require('fastify')()
  const released = deferred()
  /** @type {string[]} */
  const ended = []
  app.register(new Receiver({ secret: SECRET }).onAny(() => released.promise.then(() => ended.push('handler'))).fastify())
  const response = await app.inject({
    method: 'POST',
    url: '/',
    headers: { authorization: SECRET, 'content-type': 'application/json' },
    payload: BODY,
  })
  assert.equal(response.statusCode, 204)
  const closed = app.close().then(() => ended.push('closed'))
  await emitted()
  released.resolve()
  await closed
  assert.deepEqual(ended, ['handler', 'closed'])
})

test('express: a body that a platform has kept', { timeout: 30_000 }, async (t) => {
  const { withExpress } = require('./support/receiver-mounts')
  for (const kept of [{ rawBody: Buffer.from(BODY), body: {} }, { body: BODY }]) {
    const mount = withExpress((app, receiver) => {
      app.use((request, _response, next) => {
        request.resume()
        request.on('end', () => next(void Object.assign(request, kept)))
      })
      app.use(receiver.express())
    })
    const url = await mount(
      t,
      new Receiver({ secret: SECRET }).accept(() => {}),
    )
    assert.equal(await post(url, 'x', 'Authorization', SECRET), 204)
  }
  // Somebody has read it, and kept nothing.
  const gone = withExpress((app, receiver) => {
    app.use((request, _response, next) => request.resume().on('end', () => next()))
    app.use(receiver.express())
  })
  assert.equal(await post(await gone(t, new Receiver({ secret: SECRET })), BODY, 'Authorization', SECRET), 400)
})
