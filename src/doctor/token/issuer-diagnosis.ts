import { type Diagnosis, shown } from '../diagnosis.js';

/** The two official forms: docs/cognito-facts.md#t8 */
const official = /^https:\/\/(?:issuer-)?cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9A-Za-z]+)$/;

/** Explains an `iss` that is not one of the expected ones, or, without any, one that is no Cognito issuer at all. */
export function diagnoseIssuer(issuer: unknown, expected: readonly string[] | undefined): readonly Diagnosis[] {
  const isOfficial = typeof issuer === 'string' && official.test(issuer);
  if (expected === undefined ? isOfficial : typeof issuer === 'string' && expected.includes(issuer)) return [];
  return [{ code: 'wrong_issuer', what: `The issuer of the token is ${shown(issuer)}.`, ...advice(issuer, expected) }];
}

function advice(issuer: unknown, expected: readonly string[] = []): Pick<Diagnosis, 'why' | 'fix'> {
  const [first] = expected;
  if (typeof issuer !== 'string')
    return { why: 'A token of Cognito always has an iss.', fix: 'Send a token of the user pool.' };
  if (issuer.endsWith('/')) {
    return {
      why: 'It ends in a slash, and issuers are compared to the letter. Cognito writes none.',
      fix: 'This token was not made by Cognito; where you configure an issuer, leave the slash out.',
    };
  }
  if (/^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])/.test(issuer)) {
    return {
      why: 'It comes from an embedded pool on some machine of a developer.',
      fix: 'Sign in at the real pool; `npm start` sets COGNITO_ISSUER for the embedded one.',
    };
  }
  const [ours, theirs] = [official.exec(first ?? ''), official.exec(issuer)];
  if (theirs === null) {
    return {
      why: 'This is not an issuer of Cognito: https://cognito-idp.{region}.amazonaws.com/{pool id}.',
      fix: 'Send a token of the user pool. The domain of the sign-in pages is not the issuer.',
    };
  }
  if (ours !== null && ours[2] === theirs[2]) {
    return {
      // docs/cognito-facts.md#t8
      why: 'It is the same pool under its other name: Cognito has two forms of it, and one is configured.',
      fix: 'Unset COGNITO_ISSUER, then both forms count, or set it to this one.',
    };
  }
  return {
    why: `It is another user pool than the configured ${shown(first)}.`,
    fix: 'Sign in at the configured pool, or correct COGNITO_USER_POOL_ID and AWS_REGION (and COGNITO_ISSUER if it is set).',
  };
}
