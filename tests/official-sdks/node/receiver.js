// What an event hook calls: answers the verification, takes deliveries, remembers both.

const { once } = require('node:events');
const http = require('node:http');
const { json } = require('node:stream/consumers');

async function receiver() {
  const verifications = [];
  const deliveries = [];
  const server = http.createServer(async (request, response) => {
    let answer = {};
    if (request.method === 'GET') {
      verifications.push(request.headers);
      answer = { verification: request.headers['x-okta-verification-challenge'] };
    } else {
      deliveries.push({ headers: request.headers, body: await json(request) });
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/hook`, verifications, deliveries, server };
}

module.exports = { receiver };
