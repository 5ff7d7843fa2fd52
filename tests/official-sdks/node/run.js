// Starts an emulator on http and one on https, runs the suite against both, and ends them.
//
// The suite is a process of its own, because Node reads NODE_EXTRA_CA_CERTS once: when it starts.

const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');

const SCOPES = ['okta.eventHooks.read', 'okta.eventHooks.manage', 'okta.logs.read'];

async function emulator(running, ...args) {
  const command = ['emulator', '--port', '0', '--json', ...args];
  const child = spawn(process.env.OKTA_EVENT_HOOKS, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  for await (const line of readline.createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`the emulator did not start: ${command.join(' ')}`);
}

// A service app as the org knows it, and its private key.
function serviceApp(clientId, dpopRequired) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = `key of ${clientId}`;
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid }];
  return { app: { clientId, keys, scopes: SCOPES, dpopRequired }, privateKey, kid };
}

async function main(running, folder) {
  const [seed, ca, setting] = ['seed.json', 'ca.pem', 'setting.json'].map(name => path.join(folder, name));
  const plain = serviceApp('0oaOfficialSdkPlain1', false);
  const bound = serviceApp('0oaOfficialSdkBound1', true);
  fs.writeFileSync(seed, JSON.stringify({ oauthClients: [plain.app, bound.app] }));
  // Two of the forms of a private key that the SDK's README names.
  const pem = plain.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const jwk = { ...bound.privateKey.export({ format: 'jwk' }), kid: bound.kid };
  const apps = {
    private_key_jwt: { clientId: plain.app.clientId, scopes: SCOPES, privateKey: pem, keyId: plain.kid },
    dpop: { clientId: bound.app.clientId, scopes: SCOPES, privateKey: JSON.stringify(jwk) },
  };
  const http = await emulator(running, '--seed', seed);
  const https = await emulator(running, '--seed', seed, '--tls', '--tls-ca', ca);
  fs.writeFileSync(setting, JSON.stringify({ orgs: { http, https }, apps }));
  // Nothing of whoever runs this: the SDK reads OKTA_* and, in the home folder, .okta/okta.yaml.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OKTA_'));
  const env = {
    ...Object.fromEntries(inherited),
    HOME: folder,
    NODE_EXTRA_CA_CERTS: ca,
    OFFICIAL_SDK_SETTING: setting,
  };
  const options = ['--test', '--test-reporter=spec', ...process.argv.slice(2)];
  const suite = [...options, path.join(__dirname, 'event-hooks.test.js')];
  // The SDK has no timeout of its own.
  const child = spawn(process.execPath, suite, { env, stdio: 'inherit', timeout: 120_000 });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

(async () => {
  const running = [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'okta-sdk-node-'));
  try {
    process.exitCode = await main(running, folder);
  } finally {
    for (const child of running) child.kill();
    fs.rmSync(folder, { recursive: true });
  }
})();
