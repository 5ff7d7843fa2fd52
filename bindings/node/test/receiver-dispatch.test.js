'use strict'

// Which handlers run, how, and what becomes of their errors.

const assert = require('node:assert/strict')
const { beforeEach, test } = require('node:test')
const { inspect } = require('node:util')
const { InvalidInputError, ProtocolError, Receiver, Secret } = require('okta-event-hooks')
const { SECRET, deferred, delivery, emitted, envelope, warnings, within } = require('./support/receiver')

/** @type {Receiver} */
let receiver
beforeEach(() => {
  receiver = new Receiver({ secret: SECRET })
})

const never = () => assert.fail('it ran')

/** @type {[string, string[], string[]][]} */
const PATTERNS = [
  ['user.lifecycle.create', ['user.lifecycle.create'], ['user.lifecycle.create.x', 'user.lifecycle', 'USER.lifecycle.create']],
  ['user.lifecycle.*', ['user.lifecycle.create', 'user.lifecycle.delete.initiated'], ['user.lifecycle', 'user.lifecycles.x']],
  ['user.*', ['user.session.start'], ['user', 'users.x', 'group.lifecycle.create']],
  ['*', ['user.session.start', 'a type that Okta may have next year'], []],
  ['user.authentication.auth_via_IDP', ['user.authentication.auth_via_IDP'], ['user.authentication.auth_via_idp']],
]
for (const [pattern, matching, other] of PATTERNS) {
  test(`the pattern ${pattern} matches`, async () => {
    /** @type {unknown[]} */
    const seen = []
    receiver.on(pattern, (event) => seen.push(event.eventType))
    if (pattern === '*') receiver.onAny((event) => seen.push(event.eventType))
    assert.deepEqual(await receiver.dispatch(delivery(receiver, [...matching, ...other])), [])
    assert.deepEqual(seen, pattern === '*' ? matching.flatMap((type) => [type, type]) : matching)
  })
}

const wrong = [
  '',
  '.',
  '.*',
  '**',
  '*.create',
  'user.*.create',
  'user.lifecycle*',
  'user.lifecycle.',
  '.user',
  'user..x',
  'us er.x',
]
for (const pattern of [...wrong, 'user.?', 'ü.x', 'user.x\n']) {
  test(`${JSON.stringify(pattern)} is no pattern`, () => {
    const expected = { name: 'InvalidInputError', message: /is no pattern; use an event type/ }
    assert.throws(() => receiver.on(pattern, never), expected)
    assert.throws(() => receiver.on(['user.session.start', pattern], never), expected)
  })
}

test('what is no handler is refused when it is registered', () => {
  for (const register of /** @type {const} */ (['onAny', 'onError', 'onUnreadable', 'accept'])) {
    for (const handler of [undefined, null, 'text', {}, function* () {}, async function* () {}]) {
      assert.throws(() => receiver[register](/** @type {any} */ (handler)), {
        name: 'TypeError',
        code: 'ERR_INVALID_ARG_TYPE',
        message: /^handler must be a function/,
      })
    }
  }
  // @ts-expect-error There is no handler.
  assert.throws(() => receiver.on('*'), { name: 'TypeError', message: /^handler must be/ })
  // @ts-expect-error There is no pattern.
  assert.throws(() => receiver.on(never), { name: 'TypeError', message: /^pattern must be a string/ })
  assert.throws(() => receiver.on([], never), { name: 'InvalidInputError', message: /no pattern/ })
})

test('there is one accept and one onError, and each returns the receiver', () => {
  const same = receiver.on('*', never).onAny(never).onUnreadable(never).accept(never).onError(never)
  assert.equal(same, receiver)
  assert.throws(() => receiver.accept(never), InvalidInputError)
  assert.throws(() => receiver.onError(never), InvalidInputError)
})

test('an event goes to every handler that matches, once to each, one after the other', async () => {
  /** @type {unknown[]} */
  const seen = []
  const first = async (/** @type {import('okta-event-hooks').LogEvent} */ event) => {
    seen.push(`first begins ${event.uuid}`)
    await emitted()
    seen.push(`first ends ${event.uuid}`)
  }
  receiver.on(['user.*', 'user.lifecycle.create'], first).on('group.lifecycle.*', first)
  receiver.on(['group.*', 'user.lifecycle.create'], (event, of) => {
    assert.equal(of.hookId, 'who7kd2mQ9vYt3LxB5d7')
    seen.push(`second ${event.uuid}`)
  })
  const types = ['user.lifecycle.create', 'user.session.start', 'group.lifecycle.create']
  assert.deepEqual(await receiver.dispatch(delivery(receiver, types)), [])
  assert.deepEqual(seen, [
    'first begins uuid-0',
    'first ends uuid-0',
    'second uuid-0',
    'first begins uuid-1',
    'first ends uuid-1',
    'first begins uuid-2',
    'first ends uuid-2',
    'second uuid-2',
  ])
})

test('one failure hides no other', async (t) => {
  const found = await warnings(t)
  /** @type {unknown[]} */
  const seen = []
  receiver.onAny((event) => {
    throw new RangeError(event.uuid)
  })
  receiver.onAny(() => Promise.reject(undefined))
  receiver.onAny((event) => seen.push(event.uuid))
  const errors = await receiver.dispatch(delivery(receiver, ['user.session.start', 'x\u001b[31m\u202e\u009b']))
  await emitted()
  assert.deepEqual(errors, [new RangeError('uuid-0'), undefined, new RangeError('uuid-1'), undefined])
  assert.deepEqual(seen, ['uuid-0', 'uuid-1'])
  assert.deepEqual(
    found.map(({ code }) => code),
    Array(4).fill('OKTA_EVENT_HOOKS_HANDLER_FAILED'),
  )
  assert.equal(found[0].message, 'a handler failed on "user.session.start", uuid "uuid-0"')
  assert.match(found[0].detail, /RangeError: uuid-0\n.*receiver-dispatch/)
  assert.match(found[1].detail, /no error: \[object Undefined\]/)
  assert.equal(found[2].message, 'a handler failed on "x\\u001b[31m\\u202e\\u009b", uuid "uuid-1"')
})

test('a warning shows the stack of an error and not its members', async (t) => {
  const found = await warnings(t)
  receiver.onAny(() => {
    throw Object.assign(new Error('no'), { request: { headers: { authorization: 'hush' } } })
  })
  await receiver.dispatch(delivery(receiver, ['user.session.start']))
  await emitted()
  assert.equal(found.length, 1)
  assert.ok(!inspect(found[0]).includes('hush'))
})

test('onError is told', async (t) => {
  const found = await warnings(t)
  /** @type {unknown[]} */
  const told = []
  const broken = new Error('broken')
  receiver.onError(async (...values) => {
    await emitted()
    told.push(values)
  })
  receiver.onAny(async () => Promise.reject(broken))
  receiver.onUnreadable(() => {
    throw broken
  })
  const given = delivery(receiver, ['user.session.start'], [5])
  assert.deepEqual(await receiver.dispatch(given), [broken, broken])
  assert.deepEqual(told, [
    [broken, given.events[0], given],
    [broken, given.unreadable[0], given],
  ])
  await emitted()
  assert.deepEqual(found, [])
})

test('onError may fail itself', async (t) => {
  const found = await warnings(t)
  receiver.onError(() => {
    throw new Error('the pager is away')
  })
  receiver.onAny(() => Promise.reject(new Error('broken')))
  assert.equal((await receiver.dispatch(delivery(receiver, ['user.session.start', 'user.session.end']))).length, 2)
  await emitted()
  const codes = ['OKTA_EVENT_HOOKS_HANDLER_FAILED', 'OKTA_EVENT_HOOKS_ON_ERROR_FAILED']
  assert.deepEqual(
    found.map(({ code }) => code),
    [...codes, ...codes],
  )
  assert.match(found[0].detail, /broken/)
  assert.match(found[1].detail, /the pager is away/)
})

test('unreadable events are handled', async (t) => {
  const found = await warnings(t)
  /** @type {unknown[]} */
  const seen = []
  receiver.onError(never)
  receiver.onUnreadable((item) => seen.push([item.position, item.json]))
  receiver.onUnreadable(async (_, of) => seen.push(of.eventId))
  receiver.onAny((event) => seen.push(event.uuid))
  const given = delivery(receiver, ['user.session.start'], [{ uuid: 'ada@example.com' }, 7])
  assert.deepEqual(await receiver.dispatch(given), [])
  assert.deepEqual(seen, ['uuid-0', [1, '{"uuid":"ada@example.com"}'], given.eventId, [2, '7'], given.eventId])
  await emitted()
  assert.deepEqual(found, [])
})

test('without a handler of their own, unreadable events are told without their JSON', async (t) => {
  const found = await warnings(t)
  receiver.onAny(() => {})
  const given = delivery(receiver, ['user.session.start'], [{ uuid: 'ada@example.com' }, 'ada "the first"'])
  assert.deepEqual(await receiver.dispatch(given), [], 'they are no failures')
  await emitted()
  assert.deepEqual(
    found.map(({ code }) => code),
    Array(2).fill('OKTA_EVENT_HOOKS_UNREADABLE'),
  )
  const [first, second] = found.map(({ message }) => message)
  assert.equal(first, `event 1 of delivery "${given.eventId}" cannot be read: missing field \`eventType\``)
  assert.match(second, /: invalid type: string "…", expected/)
  assert.ok(!inspect(found).includes('ada'))

  /** @type {unknown[]} */
  const told = []
  receiver.onError(
    (error, item, of) =>
      told.push([/** @type {Error} */ (error).message, item, of]) && assert.ok(error instanceof ProtocolError),
  )
  assert.deepEqual(await receiver.dispatch(given), [])
  assert.deepEqual(told, [
    [first, given.unreadable[0], given],
    [second, given.unreadable[1], given],
  ])
  await emitted()
  assert.equal(found.length, 2)
})

test('events that go nowhere are told', async (t) => {
  const found = await warnings(t)
  const given = delivery(receiver, ['user.session.start', 'user.session.end'])
  await receiver.dispatch(given)
  await receiver.dispatch(delivery(receiver, []))
  await emitted()
  assert.deepEqual(
    found.map(({ code }) => code),
    ['OKTA_EVENT_HOOKS_NO_HANDLER'],
  )
  assert.match(found[0].message, /^2 events go nowhere/)
  receiver.accept(() => {})
  await receiver.dispatch(given)
  await emitted()
  assert.equal(found.length, 1)
})

test('settled waits for what runs, and for what begins meanwhile', { timeout: 10_000 }, async () => {
  await receiver.settled()
  const [first, second] = [deferred(), deferred()]
  let isSettled = false
  receiver.on('user.session.start', () => first.promise).on('user.session.end', () => second.promise)
  const dispatched = receiver.dispatch(delivery(receiver, ['user.session.start']))
  const settled = receiver.settled().then(() => {
    isSettled = true
  })
  const another = receiver.dispatch(delivery(receiver, ['user.session.end']))
  first.resolve()
  await dispatched
  await emitted()
  assert.equal(isSettled, false)
  second.reject(new Error('a failure ends it, too'))
  await within(5000, settled)
  assert.equal((await another).length, 1)
  await emitted()
})

test('only a delivery is dispatched', async () => {
  for (const other of [undefined, null, {}, receiver.receive({ method: 'GET', headers: {} })]) {
    await assert.rejects(receiver.dispatch(/** @type {any} */ (other)), {
      name: 'TypeError',
      message: /^delivery must be a delivery/,
    })
  }
})

test('receive calls nothing', async (t) => {
  const found = await warnings(t)
  receiver.onAny(never).accept(never).onUnreadable(never).onError(never)
  for (const body of [envelope(['user.session.start'], [7]), '{}', undefined]) {
    receiver.receive({ method: 'POST', headers: { authorization: SECRET }, body })
  }
  await emitted()
  assert.deepEqual(found, [])
})

test('a delivery is as Okta sent it', () => {
  /** @type {any} */
  const sent = { ...envelope(['user.session.start']), new: { of: [null, 'next year'] } }
  sent.data.events[0].severity = 'A NEW ONE'
  const received = receiver.receive({ method: 'POST', headers: { authorization: SECRET }, body: JSON.stringify(sent) })
  assert.ok(received.type === 'delivery')
  assert.deepEqual(received.delivery, sent)
  assert.deepEqual(received.events, sent.data.events)
  assert.deepEqual(structuredClone(received), received)
  // The response is the caller's: what one does to it, no other sees.
  received.response.headers['x-mine'] = '1'
  assert.deepEqual(receiver.receive({ method: 'POST', headers: { authorization: SECRET }, body: sent }).response.headers, {})
})

test('a large or endless body that was read already is refused', () => {
  const small = new Receiver({ secret: SECRET, maxBody: 200 })
  /**
   * Of any type: what a test reads of it must be there.
   * @type {(by: Receiver, request: import('okta-event-hooks').ReceiverRequest) => any}
   */
  const answered = (by, given) => by.receive(given)
  const request = { method: 'POST', headers: { authorization: SECRET } }
  /** @type {any} */
  const body = envelope(['user.session.start', 'user.session.start'])
  assert.equal(answered(small, { ...request, body }).status, 413)
  body.circle = body
  assert.equal(answered(receiver, { ...request, body }).events.length, 2, 'its events are there, whatever is beside them')
  assert.equal(answered(receiver, { ...request, body: { circle: body } }).status, 400)
  const deep = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)
  assert.equal(answered(receiver, { ...request, body: deep }).status, 400)
  assert.equal(answered(receiver, { ...request, body: true }).status, 400)
  // Nothing is done with a stranger's.
  const trap = new Proxy({}, { get: never, ownKeys: never })
  assert.equal(answered(receiver, { method: 'POST', headers: {}, body: trap }).status, 401)
})

test('a request of the wrong types is refused', () => {
  const headers = { authorization: SECRET }
  const refused = (/** @type {any} */ request, /** @type {RegExp} */ message) =>
    assert.throws(() => receiver.receive(request), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE', message })
  for (const request of [undefined, null, 'POST']) refused(request, /^request must be an object/)
  refused({ headers }, /^method must be a string, not undefined/)
  refused({ method: 'POST', headers: 'text' }, /^headers must be headers/)
  refused({ method: 'POST', headers: { a: {} } }, /in headers must be a string/)
  for (const body of [
    new ReadableStream(),
    Promise.resolve(),
    new Blob([]),
    new URLSearchParams(),
    process.stdin,
    Symbol('x'),
    () => {},
    7n,
  ]) {
    refused({ method: 'POST', headers, body }, /^body must be a Buffer, a string or JSON/)
  }
})

/** @type {[any, string, RegExp][]} */
const REFUSED = [
  [undefined, 'TypeError', /needs secret or secrets, and both are undefined/],
  [{}, 'TypeError', /needs secret or secrets/],
  ['hush', 'TypeError', /^options must be an object/],
  [{ secret: 'a', secrets: ['b'] }, 'TypeError', /not both/],
  [{ secret: 7 }, 'TypeError', /^secret must be a string or a Secret, not a number/],
  [{ secret: Buffer.from('hush') }, 'TypeError', /^secret must be a string or a Secret, not Buffer/],
  [{ secrets: 'hush' }, 'TypeError', /^secrets must be an array/],
  [{ secrets: ['a', null] }, 'TypeError', /^secrets\[1\] must be a string or a Secret, not null/],
  [{ secret: 'a', header: 7 }, 'TypeError', /^header must be a string/],
  [{ secret: 'a', maxBody: '7' }, 'TypeError', /^maxBody must be a number/],
  [{ secret: 'a', maxBody: -1 }, 'RangeError', /^maxBody must be/],
  [{ secret: 'a', maxBody: Number.NaN }, 'RangeError', /^maxBody must be/],
  [{ sercet: 'hush' }, 'TypeError', /no option "sercet"; did you mean "secret"/],
  [{ secret: '' }, 'InvalidInputError', /none may be blank/],
  [{ secret: ' \n' }, 'InvalidInputError', /none may be blank/],
  [{ secrets: [] }, 'InvalidInputError', /needs a secret/],
  [{ secrets: ['a', ' '] }, 'InvalidInputError', /none may be blank/],
  [{ secret: new Secret('') }, 'InvalidInputError', /none may be blank/],
  [{ secret: 'hush-hush\n' }, 'InvalidInputError', /^secret has a control character, or white space at an end.*\.trim/],
  [{ secret: ' hush' }, 'InvalidInputError', /^secret has a control character, or white space at an end/],
  [{ secrets: ['a', new Secret('hush-\0hush')] }, 'InvalidInputError', /^secrets\[1\] has a control character/],
  [{ secret: 'a', header: 'a b' }, 'InvalidInputError', /header/],
]
for (const [options, name, message] of REFUSED) {
  test(`${inspect(options)} is refused`, () => {
    assert.throws(
      () => new Receiver(options),
      (/** @type {any} */ error) => {
        assert.equal(error.name, name)
        assert.match(error.message, message)
        assert.ok(!inspect(error).includes('hush'))
        return true
      },
    )
  })
}

test('it shows no secret', () => {
  const quiet = new Receiver({ secrets: ['hush-hush', new Secret('hush-too')] }).onAny(never)
  const received = quiet.receive({
    method: 'POST',
    headers: { authorization: 'hush-hush' },
    body: envelope(['user.session.start']),
  })
  assert.equal(received.type, 'delivery')
  for (const value of [
    quiet,
    received,
    quiet.node(),
    quiet.fetch(),
    quiet.receive({ method: 'POST', headers: { authorization: 'hush' } }),
  ]) {
    assert.ok(!inspect(value, { depth: Infinity, showHidden: true }).includes('hush'))
    assert.ok(!String(JSON.stringify(value)).includes('hush'))
    assert.ok(!String(value).includes('hush'))
  }
})
