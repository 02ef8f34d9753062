import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  ListIdentityPoolsCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { TestCognito } from './test-cognito.js';
import type { CognitoUnderTest } from './cognito-under-test.js';
import { openCognito } from './cognito-under-test.js';

/** The portal's own user pool and identity pool at the endpoint under test: an emulator has them, on AWS they are deployed. */
export interface PortalUnderTest extends TestCognito, Pick<CognitoUnderTest, 'elapse' | 'now'> {
  readonly sdk: CognitoIdentityProviderClient;
  readonly identitySdk: CognitoIdentityClient;
  readonly identityPoolId: string;
  /** Who issues the tokens of identities. */
  readonly identityIssuer: string;
}

/** Finds the portal by the names of its pools and clients. An identity pool needs IAM roles, so that no suite makes its own. */
export async function openPortal(): Promise<PortalUnderTest> {
  const cognito = await openCognito();
  const { endpoint, region } = cognito;
  const identityEndpoint = endpoint.replace('//cognito-idp.', '//cognito-identity.');
  const sdk = new CognitoIdentityProviderClient({ endpoint, region, maxAttempts: 1 });
  const identitySdk = new CognitoIdentityClient({ endpoint: identityEndpoint, region, maxAttempts: 1 });
  const { identityPoolId, userPoolId } = await findIdentityPool(identitySdk);
  return {
    ...{ endpoint, region, sdk, identitySdk, identityPoolId, userPoolId },
    now: () => cognito.now(),
    elapse: (seconds) => cognito.elapse(seconds),
    issuer: `${endpoint}/${userPoolId}`,
    identityIssuer: identityEndpoint.replace(`.${region}.amazonaws`, '.amazonaws'),
    clients: await findClients(sdk, userPoolId),
    async stop() {
      sdk.destroy();
      identitySdk.destroy();
      await cognito.close();
    },
  };
}

async function findIdentityPool(sdk: CognitoIdentityClient): Promise<{ identityPoolId: string; userPoolId: string }> {
  const { IdentityPools = [] } = await sdk.send(new ListIdentityPoolsCommand({ MaxResults: 60 }));
  const portal = IdentityPools.find(({ IdentityPoolName = '' }) => IdentityPoolName.startsWith('portal-'));
  if (portal?.IdentityPoolId === undefined) throw new Error('no identity pool of the portal is deployed here');
  const { IdentityPoolId } = portal;
  const { CognitoIdentityProviders = [] } = await sdk.send(new DescribeIdentityPoolCommand({ IdentityPoolId }));
  return { identityPoolId: IdentityPoolId, userPoolId: CognitoIdentityProviders[0]?.ProviderName?.split('/')[1] ?? '' };
}

async function findClients(sdk: CognitoIdentityProviderClient, UserPoolId: string): Promise<TestCognito['clients']> {
  const { UserPoolClients = [] } = await sdk.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }));
  const idOf = (name: string) => UserPoolClients.find(({ ClientName }) => ClientName === name)?.ClientId ?? '';
  const server = { UserPoolId, ClientId: idOf('server') };
  const { UserPoolClient } = await sdk.send(new DescribeUserPoolClientCommand(server));
  return {
    web: { id: idOf('web') },
    mobile: { id: idOf('mobile') },
    server: { id: server.ClientId, secret: UserPoolClient?.ClientSecret ?? '' },
  };
}
