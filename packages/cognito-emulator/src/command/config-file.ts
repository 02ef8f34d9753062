import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { CognitoOptions } from '../cognito.js';
import { UsageError } from './arguments.js';

const seconds = z.int().min(1);
const names = z.array(z.string().min(1));

const passwordPolicy = z.strictObject({
  minimumLength: z.int().min(6).max(99),
  requireUppercase: z.boolean(),
  requireLowercase: z.boolean(),
  requireNumbers: z.boolean(),
  requireSymbols: z.boolean(),
  temporaryPasswordValidityDays: z.int().min(0).max(365),
});

const pool = z
  .strictObject({
    name: z.string().min(1).max(128),
    passwordPolicy,
    customAttributes: z.array(
      z.strictObject({
        name: z.string().regex(/^custom:.{1,20}$/u, 'has to begin with custom:'),
        mutable: z.boolean().default(true),
        maxLength: z.int().min(0).max(2048).default(2048),
      }),
    ),
    preTokenGenerationVersion: z.enum(['V1_0', 'V2_0', 'V3_0']),
    resourceServers: z.array(
      z.strictObject({
        identifier: z.string().min(1),
        name: z.string().min(1),
        scopes: z.array(z.strictObject({ name: z.string().min(1), description: z.string().min(1) })),
      }),
    ),
    mfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']),
    softwareTokenMfaEnabled: z.boolean(),
    requiredAttributes: names,
    adminCreateUserOnly: z.boolean(),
    lambdaConfig: z.record(z.string(), z.unknown()),
  })
  .partial();

const client = z
  .strictObject({
    generateSecret: z.boolean(),
    explicitAuthFlows: z.array(
      z.enum([
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_CUSTOM_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        'ALLOW_USER_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_USER_SRP_AUTH',
      ]),
    ),
    readAttributes: names,
    writeAttributes: names,
    accessTokenSeconds: seconds,
    idTokenSeconds: seconds,
    refreshTokenSeconds: seconds,
    preventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']),
    callbackUrls: z.array(z.url()),
    logoutUrls: z.array(z.url()),
    allowedOAuthFlows: z.array(z.enum(['code', 'client_credentials'])),
    allowedOAuthScopes: names,
  })
  .partial();

const configFile = z
  .strictObject({
    $schema: z.string(),
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d+$/),
    port: z.int().min(0).max(65_535),
    directory: z.string().min(1),
    lambdaEndpoint: z.url(),
    pool,
    clients: z.record(z.string().regex(/^[\w-]{1,128}$/), client),
    groups: z.array(
      z
        .strictObject({
          name: z.string().min(1).max(128),
          precedence: z.int().min(0),
          description: z.string(),
          roleArn: z.string(),
        })
        .partial({ precedence: true, description: true, roleArn: true }),
    ),
    identityPool: z
      .strictObject({ name: z.string().min(1), principalTags: z.record(z.string(), z.string()) })
      .partial(),
  })
  .partial();

/** What a configuration file may say: the options of `startCognito` that JSON can hold. */
export type ConfigFile = Pick<
  CognitoOptions,
  'clients' | 'directory' | 'groups' | 'identityPool' | 'lambdaEndpoint' | 'pool' | 'port' | 'region'
>;

/** Reads a configuration file. Throws UsageError that names the file and each member that is wrong. */
export function readConfigFile(path: string): ConfigFile {
  const parsed = configFile.safeParse(jsonOf(path));
  if (!parsed.success) throw new UsageError(`${path} is not a configuration:\n${z.prettifyError(parsed.error)}`);
  delete parsed.data.$schema;
  return parsed.data as ConfigFile;
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
