'use strict'

/** A sender that is refused may go on for so long: its answer would be lost if the connection were closed meanwhile. */
const DRAIN_BYTES = 64 * 1024 * 1024
const DRAIN_MILLISECONDS = 2000

/** @param {import('node:stream').Readable} stream @param {(chunk: Buffer) => void} onData @param {(isWhole: boolean) => void} onEnd */
function listen(stream, onData, onEnd) {
  const whole = () => onEnd(true)
  const cut = () => onEnd(false)
  // Stays: an error that comes later, and that nobody listens to, would end the process.
  stream.on('error', cut)
  stream.on('data', onData).on('end', whole).on('close', cut)
  return () => stream.off('data', onData).off('end', whole).off('close', cut)
}

/**
 * The body, cut off a little after the limit; `undefined` if the sender has gone before its end.
 * @param {import('node:stream').Readable} stream @param {number} limit @returns {Promise<Buffer | undefined>}
 */
function read(stream, limit) {
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const chunks = []
    let length = 0
    const end = (/** @type {boolean} */ isWhole) => {
      stop()
      resolve(isWhole ? Buffer.concat(chunks) : undefined)
    }
    const stop = listen(
      stream,
      (chunk) => {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
        chunks.push(bytes)
        length += bytes.length
        if (length <= limit) return
        stream.pause()
        end(true)
      },
      end,
    )
    if (stream.destroyed) end(false)
    else if (stream.readableEnded) end(true)
  })
}

/** Reads on and keeps nothing, but not for ever. Gives back whether there was an end. @param {import('node:stream').Readable} stream */
function drain(stream) {
  return new Promise((resolve) => {
    let left = DRAIN_BYTES
    const end = (/** @type {boolean} */ isWhole) => {
      clearTimeout(timer)
      stop()
      resolve(isWhole)
    }
    const timer = setTimeout(end, DRAIN_MILLISECONDS, false)
    const stop = listen(
      stream,
      (chunk) => {
        left -= chunk.length
        if (left < 0) end(false)
      },
      end,
    )
    stream.resume()
  })
}

/** Whether nobody waits for an answer. @param {import('node:http').ServerResponse & { stream?: { destroyed: boolean } }} response */
function isGone(response) {
  return response.destroyed || response.writableEnded || response.stream?.destroyed === true
}

/**
 * Sends an answer. It ends when that has gone out, or the client has.
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 * @param {import('../types/receiver').ReceiverResponse} answer
 */
async function send(request, response, { status, headers, body }) {
  if (isGone(response)) return
  const ended = new Promise((resolve) => response.once('finish', resolve).once('close', resolve).on('error', resolve))
  // A 204 may not say how long it is.
  response.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': Buffer.byteLength(body) })
  const isWhole = request.readableEnded || request.destroyed || (await flushed(request, response))
  if (!isGone(response)) response.end(body)
  await ended
  if (!isWhole) request.destroy()
}

/**
 * Lets the client have the answer at once, while it may still be sending.
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 */
function flushed(request, response) {
  response.flushHeaders()
  return drain(request)
}

module.exports = { isGone, read, send }
