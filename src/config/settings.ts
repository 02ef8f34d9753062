/** The server's settings: what the environment says, checked and typed. Read through `ConfigService<Settings, true>`. */
export interface Settings {
  readonly server: ServerSettings;
  readonly auth: AuthSettings;
  readonly dynamodb: DynamoDbSettings;
  readonly cognitoTriggers: CognitoTriggerSettings;
  readonly webhooks: WebhookSettings;
  /** Absent when this server offers no uploads. */
  readonly uploads?: UploadSettings;
  /** Absent when users get no AWS credentials of their own. */
  readonly awsCredentials?: AwsCredentialSettings;
}

export interface UploadSettings {
  readonly bucket: string;
  readonly region: string;
}

export interface AwsCredentialSettings extends UploadSettings {
  readonly identityPoolId: string;
}

export interface ServerSettings {
  readonly environment: 'development' | 'test' | 'production';
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Origins whose pages may call the API from a browser; none by default. */
  readonly corsOrigins: readonly string[];
  /** Proxies whose word on the client's address counts: how many stand in front, or their addresses and networks. */
  readonly trustedProxies: number | readonly string[];
  /** How long the server goes on serving after SIGTERM, while it already answers that it is not ready. */
  readonly shutdownDelayMs: number;
  /** Whether `/docs` and `/openapi.json` exist. */
  readonly documentation: boolean;
}

export interface AuthSettings {
  /** The user pools whose tokens count. The trusted issuer comes from here, never from a token (docs/cognito-facts.md#t9). */
  readonly pools: readonly [PoolSettings, ...PoolSettings[]];
  /** The load balancer that signs users in; without one its headers are ignored. */
  readonly alb?: AlbSettings;
}

export interface AlbSettings {
  /** What it signs as `signer` (docs/cognito-facts.md#g3). */
  readonly arn: string;
  /** Where its public keys are, each under its id. */
  readonly publicKeyBase: string;
}

export interface PoolSettings {
  readonly userPoolId: string;
  /** Exact `iss` values that count as this pool's: both official forms unless one was configured (docs/cognito-facts.md#t8). */
  readonly issuers: readonly [string, ...string[]];
  readonly jwksUri: string;
  /** App clients whose tokens count: `client_id` of access tokens, `aud` of ID tokens (docs/cognito-facts.md#t4). */
  readonly clientIds: readonly [string, ...string[]];
  /** What kinds of token count; access tokens alone when it is absent. */
  readonly tokenUses?: readonly [TokenUse, ...TokenUse[]];
}

/** `token_use`, as Cognito writes it (docs/cognito-facts.md#t1, docs/cognito-facts.md#t2). */
export type TokenUse = 'access' | 'id';

export interface CognitoTriggerSettings {
  /** Secrets with which trigger events may be signed over HTTP; without any, that door does not exist. */
  readonly secrets: readonly string[];
}

export interface DynamoDbSettings {
  readonly region: string;
  readonly tableName: string;
}

export interface WebhookSettings {
  /** Private networks to which webhooks may be sent; none by default. */
  readonly allowedNetworks: readonly string[];
  /** How often this server looks for changes to deliver; 0 where the function of the outbox does it. */
  readonly pollMs: number;
}
