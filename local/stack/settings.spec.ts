import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has defaults, for variables that are unset or empty', () => {
    const expected = { directory: '/project/.local', port: 3000, cognitoPort: 9229 };
    expect(readSettings({}, '/project')).toEqual(expected);
    expect(readSettings({ PORT: '', LOCAL_COGNITO_PORT: '', LOCAL_DIR: '' }, '/project')).toEqual(expected);
  });

  it('moves everything elsewhere', () => {
    const environment = { PORT: '0', LOCAL_COGNITO_PORT: '9999', LOCAL_DIR: '/data' };
    expect(readSettings(environment, '/project')).toEqual({ directory: '/data', port: 0, cognitoPort: 9999 });
    expect(readSettings({ LOCAL_DIR: 'data' }, '/project').directory).toBe('/project/data');
  });

  it.each(['PORT', 'LOCAL_COGNITO_PORT'])('names %s when it is no port', (name) => {
    for (const value of ['http', '-1', '65536', '3000.5', '0x10', ' ']) {
      expect(() => readSettings({ [name]: value }, '/project')).toThrow(`${name} must be a port number`);
    }
  });

  it('is no way to run in production', () => {
    expect(() => readSettings({ NODE_ENV: 'production' }, '/project')).toThrow('node dist/main.js');
  });
});
