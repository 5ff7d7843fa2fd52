// What the emulator has and Okta does not: the paths under /emulator.

async function answer(response) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return response.json();
}

function control(orgUrl) {
  return {
    get: async name => answer(await fetch(`${orgUrl}/emulator/${name}`)),
    post: async (name, value) => {
      const body = value === undefined ? '' : JSON.stringify(value);
      const headers = { 'Content-Type': 'application/json' };
      return answer(await fetch(`${orgUrl}/emulator/${name}`, { method: 'POST', headers, body }));
    },
  };
}

module.exports = { control };
