import { accessClaims, clientId, issuer } from '../../test/support/tokens/claims.js';
import { KeyServer } from '../../test/support/tokens/key-server.js';
import { rsaKeyPair, signToken } from '../../test/support/tokens/signing.js';
import type { Environment } from '../config/variables.js';
import { doctor } from './doctor-command.js';

const now = 1_800_000_000;
const key = rsaKeyPair('access-key');
const token = signToken(accessClaims(now, { 'custom:clinic_id': 'CLN-001' }), key);
const pool = { AWS_REGION: 'us-east-1', COGNITO_USER_POOL_ID: 'us-east-1_Test00001', COGNITO_CLIENT_IDS: clientId };

const run = (words: string[], environment: Environment = {}, input = '') =>
  doctor({ words, environment, input: () => Promise.resolve(input), now });

describe('the doctor on the command line', () => {
  it('explains a token without any environment, and prints nothing of it', async () => {
    const { exitCode, output, errors } = await run([], {}, token);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' });
    expect(output).toMatch(/^healthy\n {2}What: .+\n {2}Why: {2}It was not compared with a pool.+\n {2}Fix: {2}.+\n$/);
    for (const part of token.split('.')) expect(output).not.toContain(part);
  });

  it('takes words or, without them, standard input', async () => {
    expect((await run(['NotAuthorizedException:', 'User', 'is', 'disabled.'])).output).toMatch(/^user_disabled\n/);
    expect((await run([], {}, token)).output).toMatch(/^healthy\n/);
    expect(await run([], {}, ' \n')).toMatchObject({ exitCode: 2, errors: expect.stringMatching(/^Usage/) as unknown });
  });

  it('takes a token from standard input, and says why when it was an argument', async () => {
    expect((await run(['-'], {}, token)).output).toMatch(/^healthy\n/);
    const { output, errors } = await run(['--', token]);
    expect(output).toMatch(/^healthy\n/);
    expect(errors).toContain('standard input');
    for (const part of token.split('.')) expect(errors).not.toContain(part);
  });

  it('prints its usage when asked, and names an option that does not exist', async () => {
    expect(await run(['--help'])).toEqual({
      exitCode: 0,
      output: expect.stringMatching(/^Usage/) as unknown,
      errors: '',
    });
    expect((await run(['-h'])).output).toMatch(/^Usage/);
    expect(await run(['--poll'])).toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('"--poll"') as unknown,
    });
  });

  it('compares with the configured pool and its keys', async () => {
    const keyServer = await KeyServer.start(key.jwk);
    const environment = { ...pool, COGNITO_ISSUER: issuer, COGNITO_JWKS_URI: keyServer.uri };
    expect((await run([token], environment)).output).toContain('signature are in order');
    keyServer.publish(rsaKeyPair('other-key').jwk);
    expect((await run([token], environment)).output).toMatch(/^unknown_key\n/);
    expect((await run([token], { ...environment, COGNITO_CLIENT_IDS: 'other' })).output).toMatch(/^wrong_client\n/);
    await keyServer.stop();
    expect((await run([token], environment)).output).toContain('the keys could not be read');
  });

  it('goes on without a pool when a variable is wrong, and names it', async () => {
    const { output, errors } = await run([token], { ...pool, AWS_REGION: 'Ohio' });
    expect(output).toMatch(/^healthy\n/);
    expect(errors).toContain('AWS_REGION');
    expect(errors).not.toContain('Ohio');
  });

  it('says what it needs to examine a pool', async () => {
    await expect(run(['--pool'])).resolves.toMatchObject({
      exitCode: 2,
      errors: expect.stringContaining('COGNITO_USER_POOL_ID') as unknown,
    });
  });
});
