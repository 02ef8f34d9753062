import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import * as oidc from 'openid-client';
import { newAddress } from './cognito-clients.js';
import { HostedBrowser } from './browser/hosted-browser.js';
import { likePortal, oauth } from './pool-requests.js';
import type { TestPool, TestPoolOptions } from './test-pool.js';

const password = 'Correct1horse';
export const callback = 'http://localhost:5173/callback';
const logout = 'http://localhost:5173';

/** A pool with a domain: people sign in at `web`, and at `mobile` with rotating refresh tokens; `server` is a machine. */
export const withOAuth: TestPoolOptions = {
  ...likePortal,
  domain: true,
  resourceServer: { Identifier: 'portal', scopes: ['appointments.read'] },
  web: {
    ...likePortal.web,
    ...oauth(
      ['email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
      [callback, `${callback}?tenant=1`],
      [logout],
    ),
  },
  mobile: {
    ...likePortal.mobile,
    ...oauth(['openid'], [callback]),
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
  },
  server: {
    ...likePortal.server,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['portal/appointments.read'],
  },
};

/** A request for a code, and what belongs to it. */
export interface Flow {
  readonly verifier: string;
  readonly state: string;
  /** None for a request without openid, whose answer has no ID token to hold it. */
  readonly nonce: string | undefined;
  readonly start: URL;
}

/** A client of the pool as openid-client finds it by the pool's own document. */
export async function discover(
  { issuer }: TestPool,
  clientId: string,
  authentication: oidc.ClientAuth = oidc.None(),
): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
    execute: [oidc.allowInsecureRequests],
  });
}

/** An application that signs people in at a pool's domain with a public client and openid-client. */
export class OAuthApp {
  private constructor(
    private readonly pool: TestPool,
    private readonly clientId: string,
    readonly config: oidc.Configuration,
  ) {}

  static async of(pool: TestPool, clientId = pool.clients.web.id): Promise<OAuthApp> {
    return new OAuthApp(pool, clientId, await discover(pool, clientId));
  }

  /** A confirmed user with a name and a clinic; gives the address. */
  async person(): Promise<string> {
    const Username = newAddress('person');
    const { sdk, userPoolId: UserPoolId } = this.pool;
    await sdk.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }));
    await sdk.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }));
    await sdk.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username,
        UserAttributes: [
          { Name: 'name', Value: 'Pat Person' },
          { Name: 'email_verified', Value: 'true' },
          { Name: 'custom:clinic_id', Value: 'CLN-001' },
        ],
      }),
    );
    return Username;
  }

  async prepare(parameters: Record<string, string> = {}): Promise<Flow> {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = parameters['scope']?.includes('openid') === false ? undefined : oidc.randomNonce();
    const start = oidc.buildAuthorizationUrl(this.config, {
      redirect_uri: callback,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      ...(nonce !== undefined && { nonce }),
      ...parameters,
    });
    return { verifier, state, nonce, start };
  }

  /** Signs a person in at the pages; gives the address that they are sent back to. */
  async signIn(start: URL, username: string, browser = new HostedBrowser(this.pool.domain)): Promise<URL> {
    const form = await browser.open(start);
    return (await browser.submit(form, { username, password })).url;
  }

  exchange(returned: URL, { verifier, state, nonce }: Flow): ReturnType<typeof oidc.authorizationCodeGrant> {
    return oidc.authorizationCodeGrant(this.config, returned, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      ...(nonce !== undefined && { expectedNonce: nonce }),
    });
  }

  async signedIn(
    username: string,
    parameters?: Record<string, string>,
  ): ReturnType<typeof oidc.authorizationCodeGrant> {
    const flow = await this.prepare(parameters);
    return this.exchange(await this.signIn(flow.start, username), flow);
  }

  async tokenRequest(parameters: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${this.pool.domain}/oauth2/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(parameters),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  }

  codeRequest(returned: URL, flow: Flow, changes: Record<string, string> = {}) {
    return this.tokenRequest({
      grant_type: 'authorization_code',
      client_id: this.clientId,
      code: returned.searchParams.get('code') ?? '',
      redirect_uri: callback,
      code_verifier: flow.verifier,
      ...changes,
    });
  }
}
