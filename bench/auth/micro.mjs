// What a verification costs by itself: no server, no network. Times are the lowest of many alternating rounds, which is what
// is left when the machine disturbs least; ratios are taken within a round, and their median is shown.
import { verify } from 'node:crypto';
import { SystemClock } from '../../dist/clock/system-clock.js';
import { KeyStore } from '../../dist/auth/keys/key-store.js';
import { TokenVerifier } from '../../dist/auth/token/token-verifier.js';
import { median } from './report.mjs';
import { issuer, mint, newUsers, poolFacts, verificationKey, withWrongSignature } from './tokens.mjs';

const clock = new SystemClock();

function newVerifier(keys) {
  const pool = {
    userPoolId: poolFacts.userPoolId,
    issuers: [issuer],
    clientIds: new Set([poolFacts.clientId]),
    tokenUses: new Set(['access']),
    keys,
  };
  return new TokenVerifier({ byIssuer: new Map([[issuer, pool]]) }, clock);
}

/** As the guard asks: what is remembered first. */
function judge(verifier, token) {
  const known = verifier.recall(token);
  if (known !== undefined) return known;
  return verifier.refusalOf(token)?.error ?? verifier.verifyAtOnce(token);
}

function judgeAll(verifier, tokens) {
  let accepted = 0;
  for (const token of tokens) {
    if (!(judge(verifier, token) instanceof Error)) accepted += 1;
  }
  return accepted;
}

const parts = (token) => {
  const end = token.lastIndexOf('.');
  return [Buffer.from(token.slice(0, end)), Buffer.from(token.slice(end + 1), 'base64url')];
};

async function minted(count) {
  const users = newUsers(1);
  const now = Math.floor(Date.now() / 1000);
  const good = await mint(count, users);
  return {
    good,
    expired: await mint(count, users, { iat: now - 7_200, auth_time: now - 7_200, exp: now - 3_600 }),
    'of another client': await mint(count, users, { client_id: 'another' }),
    'an ID token': await mint(count, users, { token_use: 'id' }),
    'of another pool': await mint(count, users, { iss: `${issuer}2` }),
    'badly signed': good.map(withWrongSignature),
    'of three odd parts': good.map((token) => `${token}=`),
  };
}

/**
 * @param rounds how many; each is a few milliseconds for each row
 * @returns rows of `{ kind, first, ratio, repeated }`: µs, and the first look as a multiple of the bare signature check
 */
export async function measureVerification(rounds, count = 100) {
  const tokens = await minted(count);
  const keys = new KeyStore({ readKeys: async () => poolFacts.jwks.keys, clock, random: Math.random });
  await keys.warm();
  const split = tokens.good.map(parts);
  const samples = new Map();
  const timed = (name, work) => {
    const begun = process.hrtime.bigint();
    work();
    const microseconds = Number(process.hrtime.bigint() - begun) / 1e3 / count;
    samples.set(name, [...(samples.get(name) ?? []), microseconds]);
  };
  // the first rounds compile the code
  const warmUp = 60;
  for (let round = -warmUp; round < rounds; round += 1) {
    if (round === 0) samples.clear();
    timed('crypto.verify', () => {
      for (const [data, signature] of split) verify('sha256', data, verificationKey, signature);
    });
    const verifier = newVerifier(keys);
    for (const [kind, list] of Object.entries(tokens)) {
      let accepted = 0;
      timed(`first ${kind}`, () => {
        accepted = judgeAll(verifier, list);
      });
      if (accepted !== (kind === 'good' ? list.length : 0)) throw new Error(`${kind}: ${accepted} accepted`);
      timed(`repeated ${kind}`, () => judgeAll(verifier, list));
    }
  }
  const checks = samples.get('crypto.verify');
  const rows = Object.keys(tokens).map((kind) => {
    const first = samples.get(`first ${kind}`);
    return {
      kind,
      first: Math.min(...first),
      ratio: median(first.map((each, round) => each / checks[round])),
      repeated: Math.min(...samples.get(`repeated ${kind}`)),
    };
  });
  return { cryptoVerify: Math.min(...checks), rows };
}
