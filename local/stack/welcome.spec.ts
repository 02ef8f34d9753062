import { welcome } from './welcome.js';

describe('welcome', () => {
  const stack = {
    api: 'http://127.0.0.1:3000',
    cognito: {
      endpoint: 'http://127.0.0.1:9229',
      issuer: 'http://127.0.0.1:9229/us-east-1_Example',
      region: 'us-east-1',
      userPoolId: 'us-east-1_Example',
      identityPoolId: 'us-east-1:00000000-0000-4000-8000-000000000000',
      clients: { web: 'web1', mobile: 'mobile1', server: { id: 'server1', secret: 'client-secret' } },
    },
    dynamodb: { endpoint: 'http://127.0.0.1:8000', table: 'clinic-portal-local' },
    users: [
      { email: 'admin@portal.clinic.com', password: 'Demo-1', groups: ['admin'], clinicId: null },
      { email: 'staff@sunrise-eye.com', password: 'Demo-1', groups: ['clinic-staff'], clinicId: 'CLN-001' },
    ],
  };
  const freeSlot = {
    practitionerId: 'PRC-001',
    startsAt: '2026-11-24T09:30:00-05:00',
    endsAt: '2026-11-24T10:00:00-05:00',
  };
  const filled = { users: stack.users, freeSlot };

  it('says where things are, who can sign in, and what to paste, without the client secret', () => {
    const text = welcome(stack, '/elsewhere/data', filled);
    for (const part of [
      'http://127.0.0.1:3000/docs',
      'http://127.0.0.1:9229/local/messages',
      'http://127.0.0.1:9229/login?client_id=web1&response_type=code&scope=openid+email+profile&redirect_uri=http%3A%2F%2Flocalhost%3A5173%2Fcallback',
      'http://127.0.0.1:8000',
      '/elsewhere/data',
      'TOKEN=$(npm run --silent token -- staff@sunrise-eye.com)',
      'curl -s http://127.0.0.1:3000/v1/clinics/CLN-001/appointments',
      '"startsAt":"2026-11-24T09:30:00-05:00"',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/admin@portal\.clinic\.com +Demo-1 +admin +all/);
    expect(text).not.toContain('client-secret');
  });

  it('repeats a LOCAL_DIR of one’s own, quoted for the shell', () => {
    expect(welcome(stack, '/it’s', filled, "it's here")).toContain(
      String.raw`TOKEN=$(LOCAL_DIR='it'\''s here' npm run`,
    );
  });

  it('offers no booking when no time is known to be free', () => {
    expect(welcome(stack, '/data', { ...filled, freeSlot: undefined })).not.toContain('curl');
  });
});
