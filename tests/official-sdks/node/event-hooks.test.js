// Okta's SDK for Node as it is, with nothing but configuration, against the emulator.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const { test } = require('node:test');

const okta = require('@okta/okta-sdk-nodejs');

const { control } = require('./control');
const { receiver } = require('./receiver');

const SETTING = JSON.parse(fs.readFileSync(process.env.OFFICIAL_SDK_SETTING));
const EVENT_TYPE = 'user.lifecycle.create';
const FILTER = "event.target.?[type eq 'User'].size() > 0";
const SECRET = "the receiver's own secret";

function client(transport, auth) {
  const { orgUrl, apiToken } = SETTING.orgs[transport];
  if (auth === 'api_token') return new okta.Client({ orgUrl, token: apiToken });
  return new okta.Client({ orgUrl, authorizationMode: 'PrivateKey', ...SETTING.apps[auth] });
}

function hook(uri, name) {
  return {
    name,
    description: 'made by the official SDK',
    events: {
      type: 'EVENT_TYPE',
      items: [EVENT_TYPE],
      filter: {
        type: 'EXPRESSION_LANGUAGE',
        eventFilterMap: [{ event: EVENT_TYPE, condition: { expression: FILTER } }],
      },
    },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri,
        headers: [{ key: 'X-Custom', value: 'custom' }],
        authScheme: { type: 'HEADER', key: 'Authorization', value: SECRET },
      },
    },
  };
}

const refused = (status, errorCode) => error => error.status === status && error.errorCode === errorCode;

async function all(collection) {
  const items = [];
  await collection.each(item => items.push(item));
  return items;
}

async function allOperations(org, emulator, peer, name) {
  const { eventHookApi } = org;
  const eventHook = hook(peer.url, name);
  const created = await eventHookApi.createEventHook({ eventHook });
  assert.deepEqual([created.name, created.status], [name, 'ACTIVE']);
  assert.equal(created.verificationStatus, 'UNVERIFIED');
  assert.deepEqual([...created.events.items], [EVENT_TYPE]);
  const [{ condition }] = created.events.filter.eventFilterMap;
  assert.equal(condition.expression, FILTER);
  const one = { eventHookId: created.id };

  const listed = await all(await eventHookApi.listEventHooks());
  assert(listed.some(({ id }) => id === created.id));
  assert.deepEqual(await eventHookApi.getEventHook(one), created);

  assert.equal((await eventHookApi.verifyEventHook(one)).verificationStatus, 'VERIFIED');
  assert.equal(peer.verifications[0].authorization, SECRET);
  assert.equal(peer.verifications[0]['x-custom'], 'custom');

  assert.equal((await eventHookApi.deactivateEventHook(one)).status, 'INACTIVE');
  assert.equal((await eventHookApi.activateEventHook(one)).status, 'ACTIVE');

  // What was read is sent back, with its read-only members and without the secret.
  const got = await eventHookApi.getEventHook(one);
  got.description = 'replaced';
  const replaced = await eventHookApi.replaceEventHook({ ...one, eventHook: got });
  assert.deepEqual([replaced.id, replaced.description], [created.id, 'replaced']);
  assert.equal(replaced.verificationStatus, 'VERIFIED');

  const uuid = await eventArrives(emulator, peer, created.id);
  await eventIsLogged(org, uuid);

  await assert.rejects(eventHookApi.deleteEventHook(one), refused(400, 'E0000001'));
  await eventHookApi.deactivateEventHook(one);
  await eventHookApi.deleteEventHook(one);
  await assert.rejects(eventHookApi.getEventHook(one), refused(404, 'E0000007'));
}

async function eventArrives(emulator, peer, hookId) {
  const { uuid } = await emulator.post('events', { eventType: EVENT_TYPE });
  await emulator.post('flush');
  assert.equal(peer.deliveries.length, 1);
  const [{ headers, body }] = peer.deliveries;
  assert.equal(headers.authorization, SECRET);
  assert.deepEqual(body.data.events.map(event => event.uuid), [uuid]);
  const listed = (await emulator.get('deliveries')).filter(delivery => delivery.hookId === hookId);
  assert.deepEqual(listed.map(({ eventUuids, outcome }) => [eventUuids, outcome]), [[[uuid], 'SUCCESS']]);
  return uuid;
}

async function eventIsLogged(org, uuid) {
  const since = new Date(Date.now() - 5 * 60 * 1000).toISOString();
  const filter = `eventType eq "${EVENT_TYPE}"`;
  const logged = await all(await org.systemLogApi.listLogEvents({ since, filter, limit: 1000 }));
  const found = logged.filter(event => event.uuid === uuid).map(event => event.eventType);
  assert.deepEqual(found, [EVENT_TYPE]);
}

// How the SDK came by its token: DPoP needs a second request, with the nonce of the first answer.
const TOKEN_ANSWERS = { api_token: [], private_key_jwt: [200], dpop: [400, 200] };

for (const transport of ['http', 'https']) {
  for (const [auth, answers] of Object.entries(TOKEN_ANSWERS)) {
    test(`${transport} ${auth}`, async t => {
      const peer = await receiver();
      t.after(() => peer.server.close());
      const emulator = control(SETTING.orgs[transport].orgUrl);
      const before = (await emulator.get('requests')).length;
      await allOperations(client(transport, auth), emulator, peer, `Node ${transport} ${auth}`);
      const requests = (await emulator.get('requests')).slice(before);
      const tokens = requests.filter(({ path }) => path === '/oauth2/v1/token');
      assert.deepEqual(tokens.map(({ status }) => status), answers);
    });
  }
}

// The SDK reads the wait from `Date` and `X-Rate-Limit-Reset`; without the latter it would fail.
test('a rate limit is waited for', async t => {
  const peer = await receiver();
  t.after(() => peer.server.close());
  const emulator = control(SETTING.orgs.http.orgUrl);
  const { eventHookApi } = client('http', 'api_token');
  const eventHook = hook(peer.url, 'Node rate limit');
  const { id: eventHookId } = await eventHookApi.createEventHook({ eventHook });
  const rateLimit = { kind: 'org', reset: '1s' };
  await emulator.post('faults', { on: { operation: 'getEventHook' }, times: 1, rateLimit });
  const before = (await emulator.get('requests')).length;
  const start = performance.now();
  assert.equal((await eventHookApi.getEventHook({ eventHookId })).id, eventHookId);
  assert(performance.now() - start >= 1000);
  const gets = (await emulator.get('requests')).slice(before).filter(({ method }) => method === 'GET');
  assert.deepEqual(gets.map(({ status }) => status), [429, 200]);
  await eventHookApi.deactivateEventHook({ eventHookId });
  await eventHookApi.deleteEventHook({ eventHookId });
});
