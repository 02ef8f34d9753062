import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { claimPort } from './claim-port.js';

describe('claimPort', () => {
  it('finds a free port for 0', async () => {
    expect(await claimPort('PORT', 0, '127.0.0.1')).toBeGreaterThan(0);
  });

  it('names the port and the variable in one sentence when it is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await expect(claimPort('LOCAL_COGNITO_PORT', port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} is already in use: set LOCAL_COGNITO_PORT to another port, or to 0 for any free one.`,
    );
    await new Promise((resolve) => server.close(resolve));
    expect(await claimPort('PORT', port, '127.0.0.1')).toBe(port);
  });

  it('names an address that is not this machine’s', async () => {
    await expect(claimPort('PORT', 0, '192.0.2.1')).rejects.toThrow('192.0.2.1 cannot be listened on (EADDRNOTAVAIL)');
  });
});
