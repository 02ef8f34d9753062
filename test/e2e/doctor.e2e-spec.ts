import { doctor } from '../../src/cli/doctor-command.js';
import { checkPool } from '../../src/doctor/pool/pool-checks.js';
import { describePool } from '../../src/doctor/pool/pool-description.js';
import { House } from '../support/server/house.js';

describe('the doctor', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.open();
  });
  afterAll(async () => {
    await house.close();
  });

  const ask = async (text: string) => {
    const answer = await house.request('POST', '/v1/doctor', { token: house.admin.accessToken, body: { text } });
    expect(answer.status).toBe(200);
    expect(answer.text).not.toContain(text);
    return (answer.body['findings'] as { code: string }[]).map(({ code }) => code);
  };

  it('compares a token with the pool and the keys of the server', async () => {
    const { accessToken, idToken } = house.admin;
    expect(await ask(accessToken)).toEqual(['healthy', 'custom_attribute_missing']);
    expect(await ask(idToken)).toContain('wrong_token_use');
    const [header, payload, signature = ''] = accessToken.split('.');
    expect(await ask([header, payload, `AAAA${signature.slice(4)}`].join('.'))).toContain('bad_signature');
  });

  it('explains the body of a refusal of the server itself', async () => {
    const { text } = await house.request('GET', '/v1/me', { token: house.admin.idToken });
    expect(await ask(text)).toEqual(['wrong_token_use']);
  });

  it('says nothing to anybody but administrators', async () => {
    const { staff } = await house.clinic();
    const answer = await house.request('POST', '/v1/doctor', { token: staff.accessToken, body: { text: 'x' } });
    expect(answer.body['code']).toBe('group_missing');
  });

  it('examines the settings of a running pool from the command line', async () => {
    const environment = { COGNITO_USER_POOL_ID: house.cognito.userPoolId };
    const input = () => Promise.resolve('');
    const { exitCode, output } = await doctor({ words: ['--pool'], environment, input, now: 0 });
    // the house wires no triggers
    expect({ exitCode, codes: output.match(/^\w+$/gm) }).toEqual({ exitCode: 1, codes: ['no_token_trigger'] });
  });

  it('reads a running pool, and finds nothing in its settings that opens the portal', async () => {
    const codes = checkPool(await describePool(house.cognito.userPoolId)).map(({ code }) => code);
    for (const code of ['authority_writable', 'write_attributes_missing', 'implicit_grant', 'revocation_off']) {
      expect(codes).not.toContain(code);
    }
  });
});
