import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../processes/ports.js';
import { writeStackFile } from './stack-file.js';
import { tokenFor } from './token.js';

describe('tokenFor', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'token-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const ask = (...words: string[]) => tokenFor(words, { LOCAL_DIR: directory }, '/project');

  const stackAt = (endpoint: string) => {
    writeStackFile(directory, {
      api: 'http://127.0.0.1:3000',
      cognito: {
        ...{
          endpoint,
          issuer: `${endpoint}/us-east-1_Example`,
          region: 'us-east-1',
          userPoolId: 'us-east-1_Example',
          identityPoolId: 'us-east-1:none',
        },
        clients: { web: 'web1', mobile: 'mobile1', server: { id: 'server1', secret: 'secret' } },
      },
      dynamodb: { endpoint: 'http://127.0.0.1:8000', table: 'clinic-portal-local' },
      users: [{ email: 'staff@sunrise-eye.com', password: 'Demo-1', groups: ['clinic-staff'], clinicId: 'CLN-001' }],
    });
  };

  it.each([[[]], [['--id']], [['a@example.com', 'b@example.com']]])('explains itself when asked %j', async (words) => {
    await expect(ask(...words)).rejects.toThrow('Usage:');
  });

  it('says that no stack is running, and where it looked', async () => {
    await expect(ask('staff@sunrise-eye.com')).rejects.toThrow(`No stack is running in ${directory}`);
  });

  it('names the users it knows', async () => {
    stackAt('http://127.0.0.1:9229');
    await expect(ask('nobody@example.com')).rejects.toThrow('not one of the demo users: staff@sunrise-eye.com');
  });

  it('says that the pool does not answer, when a killed stack left its file behind', async () => {
    stackAt(`http://127.0.0.1:${await freePort()}`);
    await expect(ask('staff@sunrise-eye.com')).rejects.toThrow('does not answer: start the stack');
  });
});
