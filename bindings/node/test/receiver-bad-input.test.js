'use strict'

// What a stranger, or a broken network, may send to a server with a receiver. The process goes on, and so does the server.

const assert = require('node:assert/strict')
const http = require('node:http')
const http2 = require('node:http2')
const { test } = require('node:test')
const zlib = require('node:zlib')
const { Receiver } = require('okta-event-hooks')
const {
  SECRET,
  ask,
  connect,
  deferred,
  emitted,
  envelope,
  listening,
  post,
  waitFor,
  warnings,
  within,
} = require('./support/receiver')
const { PATH, mounts, streaming, withExpress, withFastify } = require('./support/receiver-mounts')

const BODY = JSON.stringify(envelope(['user.session.start']))
const SERVERS = ['node:http', 'express, all', 'express after express.json', 'fastify', 'hono']

/** @param {unknown} secret @param {...string} lines */
function head(secret, ...lines) {
  return [
    'POST /okta/events HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    `Authorization: ${secret}`,
    ...lines,
    '',
    '',
  ].join('\r\n')
}
const whole = head(SECRET, `Content-Length: ${BODY.length}`) + BODY

/** @param {number} [maxBody] */
function counting(maxBody) {
  const receiver = new Receiver({ secret: SECRET, ...(maxBody && { maxBody }) })
  /** @type {string[]} */
  const seen = []
  receiver.onAny((event) => seen.push(event.uuid))
  return { receiver, seen }
}

for (const name of SERVERS) {
  test(`${name}: a connection that breaks off`, { timeout: 30_000 }, async (t) => {
    const found = await warnings(t)
    const { receiver, seen } = counting()
    const url = await mounts[name](t, receiver)
    const cut = [
      head(SECRET, 'Content-Length: 1000'),
      head(SECRET, 'Content-Length: 1000') + BODY.slice(0, 30),
      `${head(SECRET, 'Transfer-Encoding: chunked')}10\r\n${BODY.slice(0, 16)}\r\n`,
      `${head(SECRET, 'Transfer-Encoding: chunked')}10\r\n${BODY.slice(0, 7)}`,
      `${head(SECRET, 'Transfer-Encoding: chunked')}zz\r\n`,
      `${head('guessed', 'Content-Length: 1000')}{"a`,
    ]
    for (const text of cut) {
      for (const end of /** @type {const} */ (['end', 'destroy', 'resetAndDestroy'])) {
        const { socket, closed } = connect(t, url)
        socket.write(text, () => setImmediate(() => socket[end]()))
        await within(10_000, closed, `${JSON.stringify(text.slice(-40))} and ${end}: not closed`)
      }
    }
    assert.equal(await post(url, BODY, 'Authorization', SECRET), 204)
    await waitFor(() => seen.length)
    assert.deepEqual(seen, ['uuid-0'], 'nothing came of a part')
    assert.ok(!found.some(({ message }) => message.includes('answered 400')), 'a part is not a wrong body')
  })

  test(`${name}: a slow body`, { timeout: 30_000 }, async (t) => {
    const { receiver, seen } = counting()
    const connection = connect(t, await mounts[name](t, receiver))
    for (let at = 0; at < whole.length; at += 40) {
      connection.socket.write(whole.slice(at, at + 40))
      await emitted()
    }
    await waitFor(() => seen.length === 1 && connection.text.startsWith('HTTP/1.1 204 '))
    // The connection is as good as new.
    connection.socket.write(whole)
    await waitFor(() => seen.length === 2)
  })

  test(`${name}: nobody waits for the answer`, { timeout: 30_000 }, async (t) => {
    const { receiver, seen } = counting()
    const begun = deferred()
    const url = await mounts[name](t, receiver)
    const { socket, closed } = connect(t, url)
    receiver.accept(async () => {
      begun.resolve()
      await within(10_000, closed)
      await emitted()
    })
    socket.write(whole)
    await within(10_000, begun.promise)
    socket.destroy()
    await waitFor(() => seen.length)
    assert.deepEqual(seen, ['uuid-0'], 'better twice than never')
    await receiver.settled()
  })

  test(`${name}: what is no delivery`, { timeout: 30_000 }, async (t) => {
    const { receiver, seen } = counting()
    const url = await mounts[name](t, receiver)
    const deep = (/** @type {number} */ text) => '['.repeat(text) + ']'.repeat(text)
    /** @type {(string | Buffer)[]} */
    const bodies = [
      'no JSON',
      '',
      'null',
      '7',
      'true',
      '"text"',
      '[]',
      '[{}]',
      '{}',
      '{"data":null}',
      '{"data":{}}',
      '{"data":{"events":{}}}',
    ]
    bodies.push(
      deep(100_000),
      `{"data":${deep(100_000)}}`,
      '{"data":{"events":[',
      `${BODY}{}`,
      '{"__proto__":{"data":{"events":[]}}}',
    )
    bodies.push(
      Buffer.from([0xff, 0xfe, 0x7b]),
      Buffer.from(BODY.replace('session', '\xff'), 'latin1'),
      Buffer.from(BODY, 'utf16le'),
    )
    for (const body of bodies) {
      const status = await post(url, [body], 'Authorization', SECRET, 'Content-Length', String(Buffer.byteLength(body)))
      // express.json takes what is no UTF-8 for text all the same.
      if (typeof body === 'string' || name !== 'express after express.json')
        assert.equal(status, 400, String(body).slice(0, 60))
    }
    assert.equal(await post(url, [zlib.gzipSync(BODY)], 'Authorization', SECRET, 'Transfer-Encoding', 'chunked'), 400)
    const gzip = await post(
      url,
      [zlib.gzipSync(BODY)],
      'Authorization',
      SECRET,
      'Content-Encoding',
      'gzip',
      'Transfer-Encoding',
      'chunked',
    )
    assert.equal(gzip, name === 'express after express.json' ? 204 : 400, 'Okta compresses nothing; express.json undoes it')
    assert.equal(await post(url, `\ufeff${BODY}`, 'Authorization', SECRET), 204, 'a byte order mark')
    // What is in an event beside its type and id does not matter.
    const strange = `{"data":{"events":[{"uuid":"strange","eventType":"x","severity":5,"target":"none","a":${deep(10_000)},"b":1e999}]}}`
    await receiver.settled()
    seen.length = 0
    assert.equal(await post(url, strange, 'Authorization', SECRET), 204)
    await waitFor(() => seen.length)
    assert.deepEqual(seen, ['strange'])
  })
}

for (const name of ['node:http', 'express, all', 'fastify']) {
  test(`${name}: a body without an end is answered at once, and closed after a while`, { timeout: 30_000 }, async (t) => {
    const url = await streaming[name](t, counting(2000).receiver)
    /** @type {[string, string, number][]} */
    const cases = [
      ['guessed', 'Transfer-Encoding: chunked', 401],
      ['guessed', 'Content-Length: 999999999999', 401],
      [SECRET, 'Content-Length: 999999999999', 413],
    ]
    const run = async (/** @type {[string, string, number]} */ [secret, line, status]) => {
      const connection = connect(t, url)
      connection.socket.write(head(secret, line))
      await waitFor(() => connection.text.includes('\r\n\r\n'))
      assert.match(connection.text, new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*\r\ncontent-length: 0\r\n`, 'i'))
      const answered = performance.now()
      await within(10_000, connection.closed, 'not closed')
      // It came before the server gave up on the body, which is after two seconds.
      assert.ok(performance.now() - answered > 500)
    }
    await Promise.all(cases.map(run))
  })

  test(`${name}: no more is read than is right`, { timeout: 60_000 }, async (t) => {
    const url = await streaming[name](t, counting(2000).receiver)
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`
    for (const [secret, status] of [
      ['guessed', 401],
      [SECRET, 413],
    ]) {
      const connection = connect(t, url)
      const { socket } = connection
      socket.write(head(secret, 'Transfer-Encoding: chunked'))
      let written = 0
      const more = () => {
        while (!socket.destroyed && written < 1000) {
          written++
          if (!socket.write(chunk)) return socket.once('drain', more)
        }
        return undefined
      }
      more()
      await within(20_000, connection.closed, 'not closed')
      assert.match(connection.text, new RegExp(`^HTTP/1.1 ${status} `))
      assert.ok(written < 200, `${written} MiB`)
    }
  })

  test(`${name}: a sender that writes all before it reads has its answer`, { timeout: 30_000 }, async (t) => {
    const url = await streaming[name](t, counting(2000).receiver)
    for (const [secret, status] of [
      ['guessed', 401],
      [SECRET, 413],
    ]) {
      const { port } = new URL(url)
      const socket = require('node:net').connect(Number(port), '127.0.0.1')
      t.after(() => socket.destroy())
      socket.pause()
      const body = 'x'.repeat(8_000_000)
      await within(
        10_000,
        new Promise((resolve, reject) => {
          socket.on('error', reject)
          socket.write(head(secret, `Content-Length: ${body.length}`, 'Connection: close') + body, resolve)
        }),
      )
      let text = ''
      socket.on('data', (part) => {
        text += part
      })
      socket.resume()
      await within(10_000, new Promise((resolve) => socket.on('close', resolve)))
      assert.match(text, new RegExp(`^HTTP/1.1 ${status} `))
    }
  })
}

test('a body of exactly the limit is read', { timeout: 30_000 }, async (t) => {
  for (const name of Object.keys(mounts)) {
    const url = await mounts[name](t, counting(BODY.length).receiver)
    const chunked = ['Authorization', SECRET, 'Transfer-Encoding', 'chunked']
    assert.equal(await post(url, [BODY.slice(0, 9), BODY.slice(9)], ...chunked), 204, name)
    // One byte more; express.json loses it.
    if (name !== 'express after express.json') assert.equal(await post(url, [BODY, ' '], ...chunked), 413, name)
  }
})

test('a stranger has no body read', { timeout: 30_000 }, async () => {
  const { Readable } = require('node:stream')
  const { receiver } = counting()
  const trap = new ReadableStream({ pull: () => assert.fail('it was read') }, { highWaterMark: 0 })
  const request = new Request('http://x/', { method: 'POST', body: trap, duplex: 'half' })
  assert.equal((await receiver.fetch()(request)).status, 401)
  // Of a stream of Node.js's what comes is dropped, for the answer's sake.
  const chunks = new Readable({ read() {} })
  /** @type {any} */
  const incoming = Object.assign(chunks, { method: 'POST', headers: {}, rawHeaders: ['X', 'y'] })
  const response = new http.ServerResponse(incoming)
  receiver.node()(incoming, response)
  chunks.push('x'.repeat(100_000))
  chunks.push(null)
  await waitFor(() => response.writableEnded)
  assert.equal(response.statusCode, 401)
})

test('somebody else has answered', { timeout: 30_000 }, async (t) => {
  const { receiver, seen } = counting()
  const mount = withExpress((app) => {
    const handler = receiver.express()
    app.use((request, response) => {
      response.status(503).end()
      handler(request, response)
    })
  })
  const found = await warnings(t)
  assert.equal(await post(await mount(t, receiver), BODY, 'Authorization', SECRET), 503)
  await waitFor(() => seen.length)
  await emitted()
  assert.deepEqual(found, [])
})

test('a body of which nobody can make anything', { timeout: 30_000 }, async (t) => {
  const found = await warnings(t)
  const mount = withExpress((app, receiver) => {
    app.use((request, _response, next) =>
      request.resume().on('end', () => next(void Object.assign(request, { body: process.stdin }))),
    )
    app.use(receiver.express())
  })
  assert.equal(await post(await mount(t, counting().receiver), BODY, 'Authorization', SECRET), 500)
  await emitted()
  assert.deepEqual(
    found.map(({ code }) => code),
    ['OKTA_EVENT_HOOKS_NOT_READ'],
  )
  assert.match(found[0].detail, /TypeError: body must be a Buffer/)
})

test('an answer that cannot be sent', { timeout: 30_000 }, async (t) => {
  const found = await warnings(t)
  const { receiver, seen } = counting()
  const listener = receiver.node()
  const server = http.createServer((request, response) => {
    response.writeHead = () => {
      response.destroy()
      throw new Error('no head')
    }
    listener(request, response)
  })
  const url = await listening(t, server)
  await assert.rejects(post(url, BODY, 'Authorization', SECRET))
  await waitFor(() => seen.length)
  await emitted()
  assert.deepEqual(
    found.map(({ code }) => code),
    ['OKTA_EVENT_HOOKS_NOT_ANSWERED'],
  )
})

test('HTTP/2', { timeout: 30_000 }, async (t) => {
  const { receiver, seen } = counting(2000)
  const server = http2.createServer(receiver.node())
  const url = await listening(t, server)
  const session = http2.connect(url)
  const ask = (
    /** @type {import('node:http2').OutgoingHttpHeaders} */ headers,
    /** @type {string | undefined} */ body = undefined,
  ) =>
    within(
      10_000,
      new Promise((resolve, reject) => {
        const stream = session.request({ ':path': PATH, ':method': 'POST', ...headers })
        stream
          .on('error', reject)
          .on('response', (answer) => resolve(answer[':status']))
          .resume()
        stream.end(body)
      }),
    )
  assert.equal(await ask({ authorization: SECRET }, BODY), 204)
  assert.equal(await ask({ authorization: 'guessed' }, BODY), 401)
  assert.equal(await ask({ authorization: SECRET }, 'x'.repeat(3000)), 413)
  assert.equal(await ask({ ':method': 'GET', authorization: SECRET, 'x-okta-verification-challenge': 'Qm7' }), 200)
  await waitFor(() => seen.length === 1)
  // Nobody waits for the answer.
  const [begun, closed] = [deferred(), deferred()]
  receiver.accept(() => {
    begun.resolve()
    return closed.promise
  })
  const stream = session.request({ ':path': PATH, ':method': 'POST', authorization: SECRET })
  stream.on('error', () => {}).end(BODY)
  await within(10_000, begun.promise)
  stream.on('close', () => setTimeout(closed.resolve, 50)).destroy()
  await waitFor(() => seen.length === 2)
  await within(10_000, receiver.settled())
  session.destroy()
})

test('the whole answer is out when a handler begins', { timeout: 30_000 }, async (t) => {
  const { receiver } = counting()
  /** @type {boolean[]} */
  const finished = []
  const listener = receiver.node()
  const server = http.createServer((request, response) => {
    receiver.onAny(() => finished.push(response.writableFinished))
    // As a middleware that compresses would.
    const { end } = response
    response.end = (/** @type {any[]} */ ...values) => {
      setTimeout(() => Reflect.apply(end, response, values), 50)
      return response
    }
    listener(request, response)
  })
  const answer = await ask(await listening(t, server), 'POST', ['Authorization', SECRET], BODY)
  assert.equal(answer.status, 204)
  assert.equal(answer.headers['content-length'], undefined, 'a 204 has none')
  await waitFor(() => finished.length)
  assert.deepEqual(finished, [true])
})

test('a stream between that fails', { timeout: 30_000 }, async (t) => {
  const mount = withFastify((app, receiver) => {
    app.addHook('preParsing', async (_request, _reply, payload) => payload.pipe(zlib.createGunzip()))
    app.register(receiver.fastify(), { url: PATH })
  })
  const { receiver, seen } = counting()
  const url = await mount(t, receiver)
  const chunked = ['Authorization', SECRET, 'Transfer-Encoding', 'chunked']
  assert.equal(await post(url, ['no gzip'], ...chunked), 400)
  assert.equal(await post(url, [zlib.gzipSync(BODY)], ...chunked), 204)
  await waitFor(() => seen.length === 1)
})
