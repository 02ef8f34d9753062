import { createServer } from 'node:http';
import { answer, started } from './started.mjs';

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(answer));
});
server.listen(0, '127.0.0.1', () => started(server.address()));
