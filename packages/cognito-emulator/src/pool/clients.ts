import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';
import { notAuthorized, resourceNotFound } from '../cognito-error.js';
import { sha256 } from '../srp/srp-group.js';
import type { Collection } from '../state/store.js';
import type { ClientConfiguration } from './pool-configuration.js';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `length` random letters and digits, as AWS writes its ids. */
export function randomId(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** The app clients of one pool. */
export class Clients {
  constructor(
    private readonly records: Collection<ClientConfiguration>,
    private readonly clock: Clock,
  ) {}

  find(clientId: string): ClientConfiguration | undefined {
    return this.records.get(clientId);
  }

  /** Throws ResourceNotFoundException for a client of another pool, or of none. */
  withId(clientId: string): ClientConfiguration {
    const client = this.find(clientId);
    if (client === undefined) throw resourceNotFound(`User pool client ${clientId} does not exist.`);
    return client;
  }

  all(): ClientConfiguration[] {
    return [...this.records.values()];
  }

  /** Adds a client under a new id, with the given secret, or a new one when it is to have one. */
  add(
    template: Omit<ClientConfiguration, 'createdAt' | 'id' | 'secret' | 'secretCreatedAt'>,
    { generateSecret, secret }: { readonly generateSecret: boolean; readonly secret?: string | undefined },
  ): ClientConfiguration {
    const createdAt = this.clock.now().toISOString();
    const client = {
      id: randomId(26),
      ...template,
      ...((generateSecret || secret !== undefined) && {
        secret: secret ?? newClientSecret(),
        secretCreatedAt: createdAt,
      }),
      createdAt,
    };
    this.records.put(client.id, client);
    return client;
  }

  /** Changes a client; throws ResourceNotFoundException. */
  update(clientId: string, changes: Partial<Omit<ClientConfiguration, 'createdAt' | 'id'>>): ClientConfiguration {
    const client = { ...this.withId(clientId), ...changes, modifiedAt: this.clock.now().toISOString() };
    this.records.put(client.id, client);
    return client;
  }

  remove(clientId: string): void {
    this.records.delete(clientId);
  }
}

/** The characters of a client secret; the API's model allows no other signs but `_` and `+`. */
const secretCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 51 characters, as Cognito's are. */
export function newClientSecret(): string {
  return Array.from({ length: 51 }, () => secretCharacters[randomInt(secretCharacters.length)]).join('');
}

/** The secrets that prove a client: none for a public one, two while it changes over. */
export function secretsOf({ secret, secondSecret }: ClientConfiguration): string[] {
  return [secret, secondSecret?.value].filter((value) => value !== undefined);
}

/** Whether a client proves itself: with one of its secrets, or, being public, with none. */
export function provesSecret(client: ClientConfiguration, given: string | undefined): boolean {
  if (client.secret === undefined) return given === undefined;
  return secretsOf(client).some((secret) => timingSafeEqual(sha256(secret), sha256(given ?? '')));
}

/**
 * Checks SECRET_HASH = Base64(HMAC-SHA256(client secret, username + client id)) as the AWS page "Computing secret hash
 * values" defines it. Throws NotAuthorizedException when it is missing, wrong, or sent for a client without a secret.
 */
export function requireSecretHash(client: ClientConfiguration, username: string, secretHash: string | undefined): void {
  if (client.secret === undefined) {
    if (secretHash === undefined) return;
    throw notAuthorized(`Client ${client.id} is not configured for secret but secret hash was received`);
  }
  if (secretHash === undefined) {
    throw notAuthorized(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const actual = Buffer.from(secretHash, 'base64');
  const genuine = secretsOf(client).some((secret) => {
    const expected = createHmac('sha256', secret).update(`${username}${client.id}`).digest();
    return actual.length === expected.length && timingSafeEqual(actual, expected);
  });
  if (!genuine) {
    throw notAuthorized(`Unable to verify secret hash for client ${client.id}`);
  }
}
