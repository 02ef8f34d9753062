import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.js';
import { epochSeconds } from '../clock.js';
import { notAuthorized, resourceNotFound } from '../cognito-error.js';
import type { UserPool } from '../user-pool.js';
import type { IdentityPoolTemplate } from '../templates.js';
import type { Collection, Store } from '../state/store.js';
import { signJwt } from '../tokens/jwt.js';
import type { StoredKey } from '../tokens/signing-keys.js';
import { SigningKeys } from '../tokens/signing-keys.js';
import type { Credentials, CredentialSeal } from './credentials.js';
import type { Login } from './login-token.js';
import { verifyLogin } from './login-token.js';
import { defaultTags, principalTags } from './principal-tags.js';

type Logins = Readonly<Record<string, string>>;

const credentialSeconds = 3600;
const openIdTokenSeconds = 600;

/**
 * An identity pool whose one provider is the user pool: an ID token in, a lasting identity and temporary credentials out
 * (enhanced flow, COGNITO I1, I2). Nobody gets in without a token.
 */
export class IdentityPool {
  private readonly identities: Collection<string>;
  private readonly keyRecords: Collection<StoredKey>;
  private keys: SigningKeys | undefined;

  constructor(
    readonly id: string,
    private readonly template: IdentityPoolTemplate,
    private readonly seal: CredentialSeal,
    store: Store,
    private readonly userPool: UserPool,
    private readonly clock: Clock,
    private readonly issuer: string,
  ) {
    this.identities = store.collection('identity-pool/identities');
    this.keyRecords = store.collection('identity-pool/keys');
  }

  /** DescribeIdentityPool: the pool and the app clients whose tokens it takes. Throws ResourceNotFoundException. */
  describe(identityPoolId: string) {
    this.requireId(identityPoolId);
    const { pool, clients } = this.userPool;
    return {
      IdentityPoolId: this.id,
      IdentityPoolName: this.template.name ?? pool.name,
      AllowUnauthenticatedIdentities: false,
      CognitoIdentityProviders: clients.all().map(({ id }) => ({
        ProviderName: `cognito-idp.${pool.region}.amazonaws.com/${pool.id}`,
        ClientId: id,
        ServerSideTokenCheck: true,
      })),
    };
  }

  /** GetId: the identity of a login, the same each time. Throws NotAuthorizedException, ResourceNotFoundException. */
  getId(identityPoolId: string, logins: Logins): string {
    this.requireId(identityPoolId);
    return this.identityOf(this.login(logins));
  }

  /** GetCredentialsForIdentity: an hour's credentials with the tags that the login's claims give. */
  credentialsFor(identityId: string, logins: Logins): Credentials {
    const login = this.loginOf(identityId, logins);
    return this.seal.make({
      identityId,
      identityPoolId: this.id,
      principalTags: principalTags(
        this.template.principalTags ?? defaultTags,
        this.userPool.clients.all(),
        login.claims,
      ),
      expiration: epochSeconds(this.clock) + credentialSeconds,
    });
  }

  /** GetOpenIdToken: the identity's own token, for `sts:AssumeRoleWithWebIdentity` (the basic flow). */
  async openIdTokenFor(identityId: string, logins: Logins): Promise<string> {
    const { provider, sub } = this.loginOf(identityId, logins);
    const issuedAt = epochSeconds(this.clock);
    return signJwt((await this.signingKeys()).signing('id'), {
      sub: identityId,
      aud: this.id,
      amr: ['authenticated', provider, `${provider}:CognitoSignIn:${sub}`],
      iss: this.issuer,
      exp: issuedAt + openIdTokenSeconds,
      iat: issuedAt,
    });
  }

  async jwks(): Promise<object> {
    return (await this.signingKeys()).jwks();
  }

  private requireId(identityPoolId: string): void {
    if (identityPoolId !== this.id) throw resourceNotFound(`IdentityPool '${identityPoolId}' not found.`);
  }

  private login(logins: Logins): Login {
    return verifyLogin(this.userPool, this.clock, logins);
  }

  /** A login that is the identity's own. */
  private loginOf(identityId: string, logins: Logins): Login {
    if (![...this.identities.values()].includes(identityId)) {
      throw resourceNotFound(`Identity '${identityId}' not found.`);
    }
    const login = this.login(logins);
    if (this.identityOf(login) !== identityId) {
      throw notAuthorized(
        "Logins don't match. Please include at least one valid login for this identity or identity pool.",
      );
    }
    return login;
  }

  private identityOf({ sub }: Login): string {
    const existing = this.identities.get(sub);
    if (existing !== undefined) return existing;
    const made = `${this.userPool.pool.region}:${randomUUID()}`;
    this.identities.put(sub, made);
    return made;
  }

  /** Made when first needed: few ask for it, and RSA keys take their time. */
  private async signingKeys(): Promise<SigningKeys> {
    this.keys ??= new SigningKeys(this.keyRecords, this.clock);
    await this.keys.ready;
    return this.keys;
  }
}
