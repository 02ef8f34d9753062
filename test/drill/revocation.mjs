import { ask, secondsUntil } from './traffic.mjs';

const limit = 60;

/** What is done on one instance must be in force on another, which knows the user and has just let them in. */
export async function drillRevocation({ users }, here, there, report) {
  const admin = await users.create('admin');
  const byAdmin = (user, method, rest, body) =>
    ask(here, admin.token, { method, path: `/v1/users/${user.sub}${rest}`, body });
  const cases = [
    [
      'sign-out everywhere',
      '/v1/me',
      401,
      'revoked',
      ({ token }) => ask(here, token, { method: 'POST', path: '/v1/me/sign-out' }),
    ],
    ['sign-out by staff', '/v1/me', 401, 'revoked', (user) => byAdmin(user, 'POST', '/sign-out')],
    [
      'one session',
      '/v1/me',
      401,
      'revoked',
      ({ token }) => ask(here, token, { method: 'POST', path: '/v1/me/sessions/current/revoke' }),
    ],
    ['disable', '/v1/me', 401, 'user_disabled', (user) => byAdmin(user, 'PATCH', '', { status: 'disabled' })],
    [
      'change of groups',
      undefined,
      403,
      'group_missing',
      (user) => byAdmin(user, 'PATCH', '', { groups: ['billing'] }),
    ],
  ];
  await Promise.all(
    cases.map(async ([name, open, status, code, act]) => {
      const user = await users.create('admin');
      const path = open ?? `/v1/users/${user.sub}`;
      for (const server of [here, there]) mustBeGood(await ask(server, user.token, { path }));
      mustBeGood(await act(user));
      const isRefused = (server) => async () => {
        const answer = await ask(server, user.token, { path });
        return answer.status === status && answer.code === code;
      };
      const [local, remote] = await Promise.all(
        [here, there].map((server) => secondsUntil(isRefused(server), { limit: 90 })),
      );
      const measured = `${remote.toFixed(1)} s (where it was done: ${local.toFixed(1)} s)`;
      report('revocation', name, measured, `≤ ${limit} s: ${status} ${code}`, remote <= limit && local <= limit);
    }),
  );
}

function mustBeGood({ status, code }) {
  if (status >= 300) throw new Error(`the drill cannot begin: ${status} ${code}`);
}
