'use strict'

// The receiver as a handler for AWS Lambda, with the events of its sources in the forms of AWS's documentation: payload formats
// 1.0 and 2.0 of API Gateway, function URLs, and load balancers with and without multi-value headers.

const assert = require('node:assert/strict')
const { test } = require('node:test')
const { Receiver } = require('okta-event-hooks')
const { SECRET, emitted, envelope, warnings } = require('./support/receiver')

/** @typedef {Record<string, string>} Fields */

const BODY = JSON.stringify(envelope(['user.session.start']))

/**
 * Header names as they came, each value twice.
 * @param {string} method
 * @param {Fields} headers
 * @param {string | null} [body]
 * @param {object} [more]
 * @returns {any}
 */
function rest(method, headers, body = null, more = {}) {
  const several = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  return {
    resource: '/okta',
    path: '/okta',
    httpMethod: method,
    headers,
    multiValueHeaders: several,
    queryStringParameters: null,
    requestContext: { resourcePath: '/okta', httpMethod: method, stage: 'prod' },
    body,
    isBase64Encoded: false,
    ...more,
  }
}

/**
 * Header names in lower case, no `body` without one.
 * @param {string} method
 * @param {Fields} headers
 * @param {string} [body]
 * @param {object} [more]
 */
function httpApi(method, headers, body, more = {}) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/okta',
    rawQueryString: '',
    headers: lower(headers),
    requestContext: { http: { method, path: '/okta', protocol: 'HTTP/1.1' }, stage: '$default' },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
    ...more,
  }
}

/** @param {string} method @param {Fields} headers @param {string} [body] @param {object} [more] */
function functionUrl(method, headers, body, more = {}) {
  const encoded =
    body === undefined || 'isBase64Encoded' in more ? {} : { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
  const event = { ...httpApi(method, headers, body, more), ...encoded }
  return { ...event, requestContext: { ...event.requestContext, domainName: 'abc.lambda-url.eu-west-1.on.aws' } }
}

/** @param {string} method @param {Fields} headers @param {string} [body] @param {object} [more] */
function loadBalancer(method, headers, body = '', more = {}) {
  const elb = { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/x/1' }
  return {
    requestContext: { elb },
    httpMethod: method,
    path: '/okta',
    queryStringParameters: {},
    headers: lower(headers),
    body,
    isBase64Encoded: false,
    ...more,
  }
}

/** @param {string} method @param {Fields} headers @param {string} [body] @param {object} [more] */
function multiValueLoadBalancer(method, headers, body = '', more = {}) {
  const { headers: single, ...event } = loadBalancer(method, headers, body, more)
  return { multiValueHeaders: Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value]])), ...event }
}

const lower = (/** @type {Fields} */ headers) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** @type {Record<string, (method: string, headers: Fields, body?: string, more?: object) => any>} */
const sources = { rest, httpApi, functionUrl, loadBalancer, multiValueLoadBalancer }

/**
 * The answer in the form that this source takes.
 * @param {any} event
 * @param {number} status
 * @param {Fields} [headers]
 * @param {string} [body]
 */
function answer(event, status, headers = {}, body = '') {
  const several = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  const form = event.multiValueHeaders ? { multiValueHeaders: several } : { headers }
  return { statusCode: status, ...form, body, isBase64Encoded: false }
}

for (const [name, source] of Object.entries(sources)) {
  test(`${name}: verification`, async () => {
    const handler = new Receiver({ secret: SECRET }).lambda()
    for (const header of ['Authorization', 'authorization', 'AUTHORIZATION']) {
      const event = source('GET', { [header]: SECRET, 'X-Okta-Verification-Challenge': 'Qm7' })
      const expected = answer(event, 200, { 'content-type': 'application/json' }, '{"verification":"Qm7"}')
      assert.deepEqual(await handler(event, {}), expected)
    }
  })

  test(`${name}: the handlers run before the answer`, async () => {
    for (const isBase64Encoded of [false, true]) {
      /** @type {unknown[]} */
      const seen = []
      const receiver = new Receiver({ secret: SECRET })
      receiver.accept(() => emitted().then(() => seen.push('accept')))
      receiver.onAny((event) => emitted().then(() => seen.push(event.uuid)))
      const body = isBase64Encoded ? Buffer.from(BODY).toString('base64') : BODY
      const event = source('POST', { Authorization: SECRET }, body, { isBase64Encoded })
      assert.deepEqual(await receiver.lambda()(event), answer(event, 204))
      assert.deepEqual(seen, ['accept', 'uuid-0'])
    }
  })

  test(`${name}: what is refused`, async (t) => {
    const found = await warnings(t)
    const handler = new Receiver({ secret: SECRET, maxBody: 2000 }).onAny(() => assert.fail('it ran')).lambda()
    const secret = { Authorization: SECRET }
    /** @type {[string, Fields, string | undefined, number][]} */
    const cases = [
      ['POST', {}, BODY, 401],
      ['POST', { Authorization: 'guessed' }, BODY, 401],
      ['POST', { Authorization: `${SECRET},${SECRET}` }, BODY, 401],
      ['POST', secret, undefined, 400],
      ['POST', secret, '{}', 400],
      ['POST', secret, 'x'.repeat(2001), 413],
      ['GET', secret, undefined, 400],
      ['PUT', secret, BODY, 405],
    ]
    for (const [method, headers, body, status] of cases) {
      const event = source(method, headers, body)
      assert.deepEqual(await handler(event), answer(event, status, status === 405 ? { allow: 'GET, POST' } : {}))
    }
    await emitted()
    assert.equal(found.length, 4)
  })

  test(`${name}: a failure is answered 503`, async () => {
    /** @type {string[]} */
    const ran = []
    const receiver = new Receiver({ secret: SECRET }).onError(() => {})
    receiver.accept(async () => {
      if (ran.push('accept') === 1) throw new Error('the queue is away')
    })
    receiver.onAny(async () => {
      ran.push('fails')
      throw new Error('broken')
    })
    receiver.onAny(() => ran.push('works'))
    const event = source('POST', { Authorization: SECRET }, BODY)
    for (const expected of [['accept'], ['accept', 'accept', 'fails', 'works']]) {
      assert.deepEqual(await receiver.lambda()(event), answer(event, 503))
      assert.deepEqual(ran, expected)
    }
  })
}

test('a header that came twice', async () => {
  const handler = new Receiver({ secret: SECRET }).lambda()
  for (const source of [rest, multiValueLoadBalancer]) {
    const multiValueHeaders = { Authorization: ['other', SECRET] }
    assert.equal((await handler(source('POST', { Authorization: SECRET }, BODY, { multiValueHeaders }))).statusCode, 401)
  }
})

test('no headers at all', async () => {
  const handler = new Receiver({ secret: SECRET }).lambda()
  const event = rest('GET', {}, null, { headers: null, multiValueHeaders: null })
  assert.deepEqual(await handler(event), answer(event, 401))
})

test('an unreadable event', async (t) => {
  const found = await warnings(t)
  const receiver = new Receiver({ secret: SECRET }).onAny(() => {})
  const event = httpApi('POST', { authorization: SECRET }, JSON.stringify(envelope(['user.session.start'], [7])))
  assert.equal((await receiver.lambda()(event)).statusCode, 204, 'sent again it is no better')
  await emitted()
  assert.deepEqual(
    found.map(({ code }) => code),
    ['OKTA_EVENT_HOOKS_UNREADABLE'],
  )
  receiver.onUnreadable(() => Promise.reject(new Error('no room')))
  assert.equal((await receiver.lambda()(event)).statusCode, 503)
})

test('an event that is no request', async () => {
  const handler = new Receiver({ secret: SECRET }).lambda()
  /** @type {any[]} */
  const strange = [{}, { Records: [] }, { requestContext: null }, { requestContext: { http: {} } }, { httpMethod: 7 }]
  for (const event of strange) {
    await assert.rejects(handler(event), { name: 'InvalidInputError', message: /no event of API Gateway/ })
  }
  for (const event of [undefined, null, 'text']) {
    await assert.rejects(handler(/** @type {any} */ (event)), {
      name: 'TypeError',
      message: /^event must be an event of AWS Lambda/,
    })
  }
})
