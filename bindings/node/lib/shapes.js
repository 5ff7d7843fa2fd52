// Written by `cargo xtask codegen` from the core's table.
'use strict'

/** @param {any} value */
const isString = (value) => typeof value === 'string'

/** @param {any} value */
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value)

/** @param {(item: any) => boolean} check @param {any} list @returns {boolean} */
const areAll = (check, list) => Array.isArray(list) && list.every(check)

/** @param {any} value */
const isEventSubscriptions = (value) =>
  isObject(value) &&
  isString(value.type) &&
  areAll(isString, value.items)

/** @param {any} value */
const isEventHookChannelConfig = (value) =>
  isObject(value) &&
  isString(value.uri)

/** @param {any} value */
const isEventHookChannel = (value) =>
  isObject(value) &&
  isString(value.type) &&
  isString(value.version) &&
  isEventHookChannelConfig(value.config)

/** @param {any} value */
const isEventHook = (value) =>
  isObject(value) &&
  isString(value.id) &&
  isString(value.status) &&
  isString(value.verificationStatus) &&
  isString(value.name) &&
  isEventSubscriptions(value.events) &&
  isEventHookChannel(value.channel)

/** @param {any} value */
const isLogEvent = (value) =>
  isObject(value) &&
  isString(value.uuid) &&
  isString(value.eventType)

/** @param {any} value */
const isDeliveryData = (value) =>
  isObject(value) &&
  areAll(isLogEvent, value.events)

/** @param {any} value */
const isDelivery = (value) =>
  isObject(value) &&
  isDeliveryData(value.data)

/** Whether a value has what must be there. @type {Record<string, (value: any) => boolean>} */
module.exports = {
  eventHook: (value) => isEventHook(value),
  eventHooks: (value) => areAll(isEventHook, value),
  logEvents: (value) => areAll(isLogEvent, value),
  delivery: (value) => isDelivery(value),
}
