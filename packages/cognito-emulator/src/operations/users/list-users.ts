import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { User } from '../../pool/user.js';
import type { UserPool } from '../../user-pool.js';
import { userAnswer } from '../answers.js';
import { adminOperation } from '../operation.js';
import { nextToken, pageOf } from '../paging.js';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
export const listUsers = adminOperation({
  name: 'ListUsers',
  request: {
    AttributesToGet: z.array(z.string().min(1).max(32)).optional(),
    Filter: z.string().max(256).optional(),
    Limit: z.int().min(0).max(60).optional(),
    PaginationToken: nextToken,
  },
  run({ users }: Pick<UserPool, 'users'>, { AttributesToGet, Filter, Limit, PaginationToken }) {
    const matching = users.all().filter(parseFilter(Filter));
    const { page, next } = pageOf(matching, ({ username }) => username, { limit: Limit, token: PaginationToken });
    return {
      Users: page.map((user) => userAnswer(user, selected(user, AttributesToGet))),
      PaginationToken: next,
    };
  },
});

const filterable =
  'username email phone_number name given_name family_name preferred_username cognito:user_status status sub'.split(
    ' ',
  );

/** One standard attribute, `=` or `^=` (COGNITO A3); an empty filter lets everyone through. */
function parseFilter(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter.trim() === '') return () => true;
  const [, quoted, bare, operator, escaped = ''] =
    /^\s*(?:"([\w:]+)"|([\w:]+))\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter) ?? [];
  const name = quoted ?? bare;
  if (name === undefined) throw invalidParameter('Error while parsing filter.');
  if (!filterable.includes(name)) throw invalidParameter(`Invalid search attribute: ${name}`);
  const wanted = fold(name, escaped.replaceAll(/\\(.)/g, '$1'));
  return (user) => {
    const value = fold(name, valueOf(user, name));
    return operator === '=' ? value === wanted : value.startsWith(wanted);
  };
}

function valueOf(user: User, name: string): string {
  if (name === 'username') return user.username;
  if (name === 'cognito:user_status') return user.status;
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return user.attributes[name] ?? '';
}

/** Addresses are compared in any case, as sign-in does; the account status too. */
function fold(name: string, value: string): string {
  return ['email', 'username', 'status'].includes(name) ? value.toLowerCase() : value;
}

function selected({ attributes }: User, names: readonly string[] | undefined): User['attributes'] {
  if (names === undefined || names.length === 0) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}
