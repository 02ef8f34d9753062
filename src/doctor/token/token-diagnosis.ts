import { verify } from 'node:crypto';
import type { SigningKey } from '../../auth/keys/signing-key.js';
import { type Diagnosis, shown } from '../diagnosis.js';
import { diagnoseIssuer } from './issuer-diagnosis.js';

/** What a token is compared with. Without a pool only what the token says by itself is judged. */
export interface TokenContext {
  /** Seconds since the epoch. */
  readonly now: number;
  readonly pool?: ExpectedPool | undefined;
}

export interface ExpectedPool {
  readonly issuers: readonly string[];
  readonly clientIds: readonly string[];
  /** The key of the pool with that `kid`; the function is undefined when the keys could not be read. */
  readonly keyOf?: ((kid: string) => SigningKey | undefined) | undefined;
}

type Claims = Readonly<Record<string, unknown>>;

interface Decoded {
  readonly header: Claims;
  readonly claims: Claims;
  readonly signed: string;
  readonly signature: string;
}

/** Explains a token: everything that is wrong with it, and what it is when nothing is. */
export function diagnoseToken(token: string, context: TokenContext): readonly Diagnosis[] {
  const parts = token.split('.');
  if (parts.length === 5) return [refreshToken];
  const decoded = decode(parts);
  if (decoded === undefined) return [broken];
  const { header, claims } = decoded;
  if (header['alg'] === 'ES256' && header['signer'] !== undefined) return [albHeader];
  const found = [
    ...algorithm(header),
    ...diagnoseIssuer(claims['iss'], context.pool?.issuers),
    ...use(claims),
    ...client(claims, context.pool),
    ...times(claims, context.now),
    ...key(decoded, context.pool),
    ...attributes(claims),
  ];
  return found.some(({ code }) => !notes.has(code)) ? found : [healthy(context), ...found];
}

/** Findings that are no fault by themselves. */
const notes: ReadonlySet<string> = new Set(['custom_attribute_missing', 'machine_token', 'no_groups']);

function decode(parts: readonly string[]): Decoded | undefined {
  const [header, payload, signature = ''] = parts;
  if (header === undefined || payload === undefined || parts.length !== 3) return undefined;
  const [first, second] = [jsonObject(header), jsonObject(payload)];
  return first && second && { header: first, claims: second, signed: `${header}.${payload}`, signature };
}

function jsonObject(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function algorithm({ alg }: Claims): readonly Diagnosis[] {
  if (alg === 'RS256') return [];
  return [
    {
      code: 'malformed',
      what: `The token is signed with ${shown(alg)}, and only RS256 counts.`,
      why: 'Cognito signs all tokens with RS256. HS256 or none is what forged tokens carry.',
      fix: 'Send a token of the user pool; if it was meant to be one, treat it as an attack.',
    },
  ];
}

function use(claims: Claims): readonly Diagnosis[] {
  const tokenUse = claims['token_use'];
  if (tokenUse === 'access') {
    if (claims['username'] !== undefined) return [];
    return [
      {
        code: 'machine_token',
        what: 'This is the token of a machine client (client_credentials).',
        // docs/cognito-facts.md#t14
        why: 'It has no username and no groups; it is judged by its scopes alone.',
        fix: 'It passes only routes that name scopes: see the column MACHINES of `npm run policy`.',
      },
    ];
  }
  const isId = tokenUse === 'id';
  return [
    {
      code: 'wrong_token_use',
      what: isId ? 'This is an ID token.' : `token_use is ${shown(tokenUse)}.`,
      // docs/cognito-facts.md#t4, docs/cognito-facts.md#t5, docs/cognito-facts.md#i1
      why: 'This API takes access tokens. The ID token tells the application who signed in, and opens identity pools.',
      fix: isId
        ? 'Send AccessToken (access_token) of the same sign-in.'
        : 'Send the access token of a Cognito sign-in; this token comes from something else.',
    },
  ];
}

function client(claims: Claims, pool: ExpectedPool | undefined): readonly Diagnosis[] {
  const name = claims['token_use'] === 'id' ? 'aud' : 'client_id';
  const clientId = claims[name];
  if (pool === undefined || (typeof clientId === 'string' && pool.clientIds.includes(clientId))) return [];
  return [
    {
      code: 'wrong_client',
      what: `The token was issued to the app client ${shown(clientId)}, which is not one of COGNITO_CLIENT_IDS.`,
      // docs/cognito-facts.md#t4
      why: 'An access token names its client in client_id, an ID token in aud. This is what is called a wrong audience elsewhere.',
      fix: 'Add the client id to COGNITO_CLIENT_IDS if it is to be let in, or sign in with a client that is.',
    },
  ];
}

function times(claims: Claims, now: number): readonly Diagnosis[] {
  const [expires, issued] = [claims['exp'], claims['iat']];
  if (typeof expires !== 'number' || typeof issued !== 'number') return [broken];
  if (now >= expires) {
    return [
      {
        code: 'expired',
        what: `The token expired ${ago(now - expires)} ago, after a life of ${ago(expires - issued)}.`,
        why: 'A client must refresh before exp. If it is fresh, the clock of this machine is ahead.',
        fix: 'Refresh it (REFRESH_TOKEN_AUTH or GetTokensFromRefreshToken). Its life is access_token_validity of the aws_cognito_user_pool_client.',
      },
    ];
  }
  if (issued <= now + 60) return [];
  return [
    {
      code: 'not_yet_valid',
      what: `The token was issued ${ago(issued - now)} in the future.`,
      why: 'The clock of this machine is behind.',
      fix: 'Let the host synchronise its clock.',
    },
  ];
}

function key({ header, signed, signature }: Decoded, pool: ExpectedPool | undefined): readonly Diagnosis[] {
  if (pool?.keyOf === undefined) return [];
  const found = pool.keyOf(String(header['kid']));
  if (found === undefined) {
    return [
      {
        code: 'unknown_key',
        what: `No key of the pool has the kid ${shown(header['kid'])}.`,
        // docs/cognito-facts.md#t6
        why: 'The token comes from another pool, or was signed before the embedded pool was set up anew. ID and access tokens carry different kids.',
        fix: 'Sign in again; check COGNITO_JWKS_URI if it is set.',
      },
    ];
  }
  if (verify('sha256', Buffer.from(signed), found.publicKey, Buffer.from(signature, 'base64url'))) return [];
  return [
    {
      code: 'bad_signature',
      what: 'The signature does not fit the token.',
      why: 'The token was changed after it was signed, or was cut off.',
      fix: 'Send it exactly as Cognito gave it.',
    },
  ];
}

/** A machine has neither attributes nor groups: docs/cognito-facts.md#t14 */
function attributes(claims: Claims): readonly Diagnosis[] {
  const isId = claims['token_use'] === 'id';
  if (!isId && claims['username'] === undefined) return [];
  return [
    ...(claims['custom:clinic_id'] === undefined ? [isId ? missingFromIdToken : missingFromAccessToken] : []),
    ...(claims['cognito:groups'] === undefined ? [noGroups] : []),
  ];
}

const missingFromIdToken: Diagnosis = {
  code: 'custom_attribute_missing',
  what: 'The ID token has no custom:clinic_id.',
  // docs/cognito-facts.md#a4
  why: 'The app client may not read the attribute, or the user has no value.',
  fix: 'Add "custom:clinic_id" to read_attributes (never to write_attributes) of the aws_cognito_user_pool_client.',
};

const missingFromAccessToken: Diagnosis = {
  code: 'custom_attribute_missing',
  what: 'The access token has no custom:clinic_id.',
  // docs/cognito-facts.md#t1, docs/cognito-facts.md#a4, docs/cognito-facts.md#l6
  why: 'Access tokens have no custom attributes unless a V2 pre-token-generation trigger adds them; a V1 trigger changes ID tokens only. This API does not need it: it reads clinics from the profile.',
  fix: 'Where it is needed: pre_token_generation_config { lambda_version = "V2_0" } in lambda_config of aws_cognito_user_pool, on the Essentials plan.',
};

const noGroups: Diagnosis = {
  code: 'no_groups',
  what: 'The token carries no groups.',
  // docs/cognito-facts.md#t10
  why: 'For a user without groups the claim is absent; groups that were given after it was issued come with the next token.',
  fix: 'PATCH /v1/users/{userId} with the groups of the user acts within a minute on tokens that exist.',
};

const refreshToken: Diagnosis = {
  code: 'malformed',
  what: 'This is an encrypted token of five parts: a refresh token.',
  why: 'Refresh tokens are for Cognito alone.',
  fix: 'Exchange it for an access token (REFRESH_TOKEN_AUTH or GetTokensFromRefreshToken) and send that. It is a secret: do not paste it anywhere.',
};

const albHeader: Diagnosis = {
  code: 'malformed',
  what: 'This is the x-amzn-oidc-data header of a load balancer.',
  // docs/cognito-facts.md#g3
  why: 'It is signed by the load balancer (ES256) and not by the pool.',
  fix: 'As a bearer token send the access token. Behind the load balancer send neither: set ALB_ARN, and its own two headers are taken.',
};

const broken: Diagnosis = {
  code: 'malformed',
  what: 'This is not a whole token.',
  why: 'A token has three parts of base64url, of which the first two are JSON objects, with exp and iat.',
  fix: 'Copy it again, whole, without quotes or line breaks.',
};

function healthy({ pool }: TokenContext): Diagnosis {
  return {
    code: 'healthy',
    what: 'Nothing is wrong with this token by itself.',
    why: compared(pool),
    fix: 'When it is refused all the same, give the doctor the body of the answer: its code says why.',
  };
}

function compared(pool: ExpectedPool | undefined): string {
  if (pool === undefined)
    return 'It was not compared with a pool: COGNITO_USER_POOL_ID and the other settings are not set here.';
  if (pool.keyOf === undefined)
    return 'Issuer and client are the configured ones; its signature was not checked, since the keys could not be read.';
  return 'Issuer, client, times and signature are in order. Whether its user is disabled or signed out, the profile says.';
}

function ago(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
