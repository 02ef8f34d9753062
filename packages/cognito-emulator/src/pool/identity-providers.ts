import type { Clock } from '../clock.js';
import { CognitoError, resourceNotFound } from '../cognito-error.js';
import type { Collection } from '../state/store.js';
import type { SentMembers } from './pool-configuration.js';

/** An identity provider as it is stored: the members of CreateIdentityProvider, and when it was made and changed. */
export interface IdentityProvider {
  readonly name: string;
  readonly type: string;
  readonly members: SentMembers;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** The identity providers (SAML, OIDC, social) of one pool. */
export class IdentityProviders {
  constructor(
    private readonly records: Collection<IdentityProvider>,
    private readonly clock: Clock,
  ) {}

  names(): string[] {
    return this.all().map(({ name }) => name);
  }

  all(): IdentityProvider[] {
    return [...this.records.values()];
  }

  /** Throws ResourceNotFoundException. */
  named(name: string): IdentityProvider {
    const provider = this.records.get(name);
    if (provider === undefined) throw resourceNotFound(`Identity provider ${name} does not exist.`);
    return provider;
  }

  /** Throws ResourceNotFoundException for an identifier that no provider has. */
  withIdentifier(identifier: string): IdentityProvider {
    const provider = this.all().find(({ members }) => identifiersOf(members).includes(identifier));
    if (provider === undefined) throw resourceNotFound('Identity provider does not exist.');
    return provider;
  }

  /** Throws DuplicateProviderException for a name or an identifier in use. */
  add(name: string, type: string, members: SentMembers): IdentityProvider {
    if (this.records.get(name) !== undefined) {
      throw new CognitoError('DuplicateProviderException', `A provider with the name ${name} already exists.`);
    }
    this.requireFreeIdentifiers(name, members);
    const now = this.clock.now().toISOString();
    return this.save({ name, type, members, createdAt: now, modifiedAt: now });
  }

  /** Changes the members that are given. Throws ResourceNotFoundException and DuplicateProviderException. */
  update(name: string, changes: SentMembers): IdentityProvider {
    const before = this.named(name);
    this.requireFreeIdentifiers(name, changes);
    const members = { ...before.members, ...changes };
    return this.save({ ...before, members, modifiedAt: this.clock.now().toISOString() });
  }

  remove(name: string): void {
    this.records.delete(this.named(name).name);
  }

  private requireFreeIdentifiers(name: string, members: SentMembers): void {
    const wanted = identifiersOf(members);
    const others = this.all().filter((other) => other.name !== name);
    if (others.some((other) => identifiersOf(other.members).some((identifier) => wanted.includes(identifier)))) {
      throw new CognitoError('DuplicateProviderException', 'An identifier of the provider is in use.');
    }
  }

  private save(provider: IdentityProvider): IdentityProvider {
    this.records.put(provider.name, provider);
    return provider;
  }
}

function identifiersOf({ IdpIdentifiers: identifiers }: SentMembers): readonly unknown[] {
  return Array.isArray(identifiers) ? (identifiers as unknown[]) : [];
}
