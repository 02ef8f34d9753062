/** An attribute of a pool's schema; lengths and types as CreateUserPool's SchemaAttributeType. */
export interface AttributeSchema {
  readonly name: string;
  readonly mutable: boolean;
  readonly maxLength: number;
}

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
  readonly preTokenGenerationVersion: PreTokenGenerationVersion;
  readonly mfaConfiguration: MfaConfiguration;
  readonly softwareTokenMfaEnabled: boolean;
  /** Attributes whose new value waits for its code (UserAttributeUpdateSettings; COGNITO A5). */
  readonly attributesRequiringVerification: readonly 'email'[];
  readonly createdAt: string;
  readonly modifiedAt?: string;
}

/** What a pool is when its creator, or an older journal, does not say: CreateUserPool's defaults. */
export const poolDefaults = {
  mfaConfiguration: 'OFF',
  softwareTokenMfaEnabled: false,
  attributesRequiringVerification: [],
} as const satisfies Partial<PoolConfiguration>;

export type ExplicitAuthFlow =
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH';

/** An app client as it is stored; a public one has no secret. */
export interface ClientConfiguration {
  readonly id: string;
  readonly name: string;
  readonly secret?: string;
  readonly explicitAuthFlows: readonly ExplicitAuthFlow[];
  /** Always set, both of them: left out, a client may write its users' every mutable attribute (COGNITO A1). */
  readonly readAttributes: readonly string[];
  readonly writeAttributes: readonly string[];
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly preventUserExistenceErrors: 'ENABLED' | 'LEGACY';
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly allowedOAuthFlows: readonly ('code' | 'client_credentials')[];
  readonly allowedOAuthScopes: readonly string[];
  readonly createdAt: string;
}

/** The part of the pool's id that goes into its users' password hashes. */
export function poolNameOf(pool: Pick<PoolConfiguration, 'id'>): string {
  return pool.id.slice(pool.id.indexOf('_') + 1);
}
