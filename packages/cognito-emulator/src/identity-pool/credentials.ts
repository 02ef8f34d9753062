import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a session token says of its bearer. */
export interface CredentialSession {
  readonly accessKeyId: string;
  readonly identityId: string;
  readonly identityPoolId: string;
  readonly principalTags: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly expiration: number;
}

/** Credentials as GetCredentialsForIdentity answers them. */
export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretKey: string;
  readonly SessionToken: string;
  readonly Expiration: number;
}

/**
 * Makes and reads temporary credentials. Their session token is a readable statement, base64url of JSON, with a seal behind it:
 * whoever holds the key, a stand-in for S3 for one, can tell who asks, with which tags, and the secret key that signed.
 */
export class CredentialSeal {
  constructor(private readonly key: string) {}

  make(statement: Omit<CredentialSession, 'accessKeyId'>): Credentials {
    const accessKeyId = `ASIA${randomBytes(10).toString('hex').slice(0, 16).toUpperCase()}`;
    const payload = Buffer.from(JSON.stringify({ accessKeyId, ...statement })).toString('base64url');
    return {
      AccessKeyId: accessKeyId,
      SecretKey: this.secretKeyOf(accessKeyId),
      SessionToken: `${payload}.${this.seal(payload)}`,
      Expiration: statement.expiration,
    };
  }

  /** What a session token of this seal says; undefined for one that is forged or altered. Looks at no time. */
  read(sessionToken: string): CredentialSession | undefined {
    const [payload = '', given = ''] = sessionToken.split('.');
    const expected = Buffer.from(this.seal(payload));
    const actual = Buffer.from(given);
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
    // what the seal is on was written by `make`
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as CredentialSession;
  }

  /** The secret key that belongs to an access key. */
  secretKeyOf(accessKeyId: string): string {
    return this.mac(`secret-key:${accessKeyId}`).toString('base64').slice(0, 40);
  }

  private seal(payload: string): string {
    return this.mac(`session:${payload}`).toString('base64url');
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
