'use strict'

// Receivers mounted in real frameworks on real servers. Each gives the address to ask.

const http = require('node:http')
const { listening } = require('./receiver')

const PATH = '/okta/events'

/**
 * @typedef {import('okta-event-hooks').Receiver} Receiver
 * @typedef {(t: import('node:test').TestContext, receiver: Receiver) => Promise<string>} Mount
 */

/**
 * @param {(app: import('express').Express, receiver: Receiver, express: typeof import('express')) => unknown} prepare
 * @returns {Mount}
 */
function withExpress(prepare) {
  return async (t, receiver) => {
    const express = require('express')
    const app = express()
    prepare(app, receiver, express)
    app.use((_request, response) => response.status(404).end())
    return (await listening(t, http.createServer(app))) + PATH
  }
}

/** @param {(app: import('fastify').FastifyInstance, receiver: Receiver) => unknown} prepare @returns {Mount} */
function withFastify(prepare) {
  return async (t, receiver) => {
    const app = require('fastify')()
    // What is beside the receiver is as it was.
    app.post('/other', async (request) => ({ body: request.body }))
    await prepare(app, receiver)
    await app.listen({ port: 0, host: '127.0.0.1' })
    t.after(() => app.close())
    return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (app.server.address()).port}${PATH}`
  }
}

/** @param {(app: import('hono').Hono, receiver: Receiver) => unknown} prepare @returns {Mount} */
function withHono(prepare) {
  return async (t, receiver) => {
    const { Hono } = await import('hono')
    const { createAdaptorServer } = await import('@hono/node-server')
    const app = new Hono()
    prepare(app, receiver)
    // Else it puts a `Request` and a `Response` of its own in the place of the global ones.
    return (await listening(t, createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }))) + PATH
  }
}

/**
 * Those that read the body themselves, after the secret is found right.
 * @type {Record<string, Mount>}
 */
const streaming = {
  'node:http': async (t, receiver) => (await listening(t, http.createServer(receiver.node()))) + PATH,
  'express, post and get': withExpress((app, receiver) => {
    const handler = receiver.express()
    app.get(PATH, handler).post(PATH, handler)
  }),
  'express, all': withExpress((app, receiver) => app.all(PATH, receiver.express())),
  'express, use': withExpress((app, receiver) => app.use('/okta', receiver.express())),
  'express before express.json': withExpress((app, receiver, express) => {
    app.use(PATH, receiver.express())
    app.use(express.json())
  }),
  fastify: withFastify((app, receiver) => app.register(receiver.fastify(), { url: PATH })),
  'fastify with a prefix': withFastify((app, receiver) =>
    app.register(receiver.fastify(), { prefix: '/okta', url: '/events' }),
  ),
  hono: withHono((app, receiver) => {
    const handle = receiver.fetch()
    app.all(PATH, (c) => handle(c.req.raw))
  }),
  'hono, mount': withHono((app, receiver) => app.mount('/okta', receiver.fetch())),
}

const LIMIT = '50mb'
/**
 * Those whose body somebody has read before.
 * @type {Record<string, Mount>}
 */
const parsing = {
  'express after express.json': withExpress((app, receiver, express) => {
    app.use(express.json({ limit: LIMIT }))
    app.all(PATH, receiver.express())
  }),
  'express after express.raw': withExpress((app, receiver, express) => {
    app.all(PATH, express.raw({ type: '*/*', limit: LIMIT }), receiver.express())
  }),
  'express after express.text': withExpress((app, receiver, express) => {
    app.use(express.text({ type: '*/*', limit: LIMIT }))
    app.use(PATH, receiver.express())
  }),
  'express after a parser of another type': withExpress((app, receiver, express) => {
    app.use(express.urlencoded(), express.json({ type: 'application/vnd.other' }))
    app.all(PATH, receiver.express())
  }),
}

module.exports = { PATH, mounts: { ...streaming, ...parsing }, streaming, withExpress, withFastify, withHono }
