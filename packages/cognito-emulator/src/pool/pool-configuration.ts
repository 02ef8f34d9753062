/** An attribute of a pool's schema; lengths and types as CreateUserPool's SchemaAttributeType. */
export interface AttributeSchema {
  readonly name: string;
  readonly mutable: boolean;
  readonly maxLength: number;
  readonly minLength?: number;
  readonly dataType?: 'Boolean' | 'DateTime' | 'Number' | 'String';
  /** StringAttributeConstraints and NumberAttributeConstraints as they were sent. */
  readonly constraints?: Readonly<Record<string, string>> | undefined;
}

/** A domain of a pool's OAuth endpoints. */
export interface PoolDomain {
  readonly name: string;
  readonly managedLoginVersion: number;
  /** CustomDomainConfig; a domain without one is a prefix of amazoncognito.com. */
  readonly customDomainConfig?: Readonly<Record<string, unknown>> | undefined;
}

/** Members of a request as they were sent, by AWS's names: stored and described, whether they are simulated or not. */
export type SentMembers = Readonly<Record<string, unknown>>;

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

/** The version of the event a pre-token-generation trigger is sent (LambdaConfig.PreTokenGenerationConfig). */
export type PreTokenGenerationVersion = 'V1_0' | 'V2_0' | 'V3_0';

export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL';

/** An API whose scopes access tokens can carry, as `{identifier}/{scope}` (ResourceServerType). */
export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** A pool as it is stored: AWS's field names in camelCase, in the order of UserPoolType. */
export interface PoolConfiguration {
  /** `{region}_{nine letters and digits}`. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** What may be given as Username at sign-in; the user's own name is then a UUID (COGNITO T3). */
  readonly usernameAttributes: readonly 'email'[];
  readonly passwordPolicy: PasswordPolicy;
  readonly customAttributes: readonly AttributeSchema[];
  /** Standard attributes that the pool's schema changes. */
  readonly standardAttributes?: readonly AttributeSchema[];
  readonly preTokenGenerationVersion: PreTokenGenerationVersion;
  readonly resourceServers?: readonly ResourceServer[];
  readonly mfaConfiguration: MfaConfiguration;
  readonly softwareTokenMfaEnabled: boolean;
  /** Standard attributes that a sign-up cannot leave out. */
  readonly requiredAttributes: readonly string[];
  /** Attributes that a sign-up sends a code to. */
  readonly autoVerifiedAttributes: readonly ('email' | 'phone_number')[];
  readonly adminCreateUserOnly: boolean;
  readonly deletionProtection: 'ACTIVE' | 'INACTIVE';
  /** Domains of its OAuth endpoints: at most one prefix and one custom domain; names are unique among all pools. */
  readonly domains?: readonly PoolDomain[];
  /** As given: Lambda functions by the names of their triggers. */
  readonly lambdaConfig?: Readonly<Record<string, unknown>> | undefined;
  /** Attributes whose new value waits for its code (UserAttributeUpdateSettings; COGNITO A5). */
  readonly attributesRequiringVerification: readonly ('email' | 'phone_number')[];
  /** Members of Create- and UpdateUserPool as sent. */
  readonly settings?: SentMembers;
  /** Members of SetUserPoolMfaConfig as sent. */
  readonly mfaSettings?: SentMembers;
  readonly tags?: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly modifiedAt?: string;
}

/** What a pool is when whoever made it did not say. */
export const poolDefaults = {
  mfaConfiguration: 'OFF',
  softwareTokenMfaEnabled: false,
  requiredAttributes: [],
  autoVerifiedAttributes: ['email'],
  adminCreateUserOnly: false,
  deletionProtection: 'INACTIVE',
  attributesRequiringVerification: [],
} as const satisfies Partial<PoolConfiguration>;

export type ExplicitAuthFlow =
  | 'ADMIN_NO_SRP_AUTH'
  | 'CUSTOM_AUTH_FLOW_ONLY'
  | 'USER_PASSWORD_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH';

export type TokenKind = 'accessToken' | 'idToken' | 'refreshToken';
export type TimeUnit = 'days' | 'hours' | 'minutes' | 'seconds';

/** An app client as it is stored; a public one has no secret. */
export interface ClientConfiguration {
  readonly id: string;
  readonly name: string;
  readonly secret?: string;
  readonly secretCreatedAt?: string;
  /** A second secret, live beside the first while servers change over (COGNITO A8). */
  readonly secondSecret?: { readonly value: string; readonly createdAt: string } | undefined;
  readonly explicitAuthFlows: readonly ExplicitAuthFlow[];
  /** Left out, a client may read its users' every attribute. */
  readonly readAttributes?: readonly string[] | undefined;
  /** Left out, a client may write its users' every mutable attribute: a known way to lose a tenant (COGNITO A1). */
  readonly writeAttributes?: readonly string[] | undefined;
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly tokenValidityUnits?: Readonly<Partial<Record<TokenKind, TimeUnit>>> | undefined;
  /** Each refresh gives a new refresh token; the one before stays good for the grace period (COGNITO T12). */
  readonly refreshTokenRotation?: { readonly graceSeconds: number } | undefined;
  /** How long a sign-in may take between two of its steps: 3 to 15 minutes, 3 by default. */
  readonly authSessionMinutes?: number | undefined;
  readonly tokenRevocation?: boolean;
  readonly preventUserExistenceErrors: 'ENABLED' | 'LEGACY';
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly allowedOAuthFlows: readonly ('code' | 'client_credentials' | 'implicit')[];
  /** Whether the client may use the OAuth endpoints; left out, a client with flows may. */
  readonly oauthEnabled?: boolean;
  /** Members of Create- and UpdateUserPoolClient as sent. */
  readonly settings?: SentMembers;
  readonly allowedOAuthScopes: readonly string[];
  readonly supportedIdentityProviders?: readonly string[];
  readonly defaultRedirectUri?: string | undefined;
  readonly createdAt: string;
  readonly modifiedAt?: string;
}

/** The part of the pool's id that goes into its users' password hashes. */
export function poolNameOf(pool: Pick<PoolConfiguration, 'id'>): string {
  return pool.id.slice(pool.id.indexOf('_') + 1);
}
