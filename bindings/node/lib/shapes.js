// Written by `cargo xtask codegen` from the core's table.
'use strict'

/** What must be there: `true` for a string, an array of one for a list, an object for a model. */
module.exports = {
  eventHook: { id: true, status: true, verificationStatus: true, name: true, events: { type: true, items: [true] }, channel: { type: true, version: true, config: { uri: true } } },
  eventHooks: [{ id: true, status: true, verificationStatus: true, name: true, events: { type: true, items: [true] }, channel: { type: true, version: true, config: { uri: true } } }],
  logEvents: [{ uuid: true, eventType: true }],
  delivery: { data: { events: [{ uuid: true, eventType: true }] } },
}
