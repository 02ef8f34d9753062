import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An address that the server can be pointed at: it answers a key set without keys, and nothing of a table. */
export async function startKeyServer(): Promise<{ readonly address: string; close(): void }> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') response.end('{"keys":[]}');
    else response.writeHead(400).end('{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, close: () => server.close() };
}
