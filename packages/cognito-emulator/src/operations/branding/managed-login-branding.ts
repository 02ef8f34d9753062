import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { CognitoError, invalidParameter, resourceNotFound } from '../../cognito-error.js';
import type { Clock } from '../../clock.js';
import type { Collection } from '../../state/store.js';
import type { UserPool } from '../../user-pool.js';
import { timestamp } from '../answers.js';
import { adminOperation } from '../operation.js';

interface Branding {
  readonly id: string;
  readonly clientId: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

const style = {
  UseCognitoProvidedValues: z.boolean().optional(),
  Settings: z.unknown().optional(),
  Assets: z.array(z.record(z.string(), z.unknown())).optional(),
};

type Style = z.infer<z.ZodObject<typeof style>>;
type Parts = Pick<UserPool, 'clients' | 'clock' | 'documents' | 'pool'>;

/**
 * The look of the hosted pages of one client, stored and described; the pages here keep their own.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html
 */
export const createManagedLoginBranding = adminOperation({
  name: 'CreateManagedLoginBranding',
  request: { ...style, ClientId: z.string() },
  run(parts: Parts, { ClientId: clientId, ...input }) {
    parts.clients.withId(clientId);
    const records = brandings(parts);
    if ([...records.values()].some((branding) => branding.clientId === clientId)) {
      throw new CognitoError(
        'ManagedLoginBrandingExistsException',
        `Managed login branding already exists for client ${clientId}.`,
      );
    }
    const now = timeOf(parts.clock);
    return save(parts, { id: randomUUID(), clientId, members: membersOf(input), createdAt: now, modifiedAt: now });
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateManagedLoginBranding.html */
export const updateManagedLoginBranding = adminOperation({
  name: 'UpdateManagedLoginBranding',
  request: { ...style, ManagedLoginBrandingId: z.string() },
  run(parts: Parts, { ManagedLoginBrandingId, ...input }) {
    const before = withId(parts, ManagedLoginBrandingId);
    return save(parts, { ...before, members: membersOf(input), modifiedAt: timeOf(parts.clock) });
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBranding.html */
export const describeManagedLoginBranding = adminOperation({
  name: 'DescribeManagedLoginBranding',
  request: { ManagedLoginBrandingId: z.string(), ReturnMergedResources: z.boolean().optional() },
  run: (parts: Parts, { ManagedLoginBrandingId }) => answer(parts, withId(parts, ManagedLoginBrandingId)),
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeManagedLoginBrandingByClient.html */
export const describeManagedLoginBrandingByClient = adminOperation({
  name: 'DescribeManagedLoginBrandingByClient',
  request: { ClientId: z.string(), ReturnMergedResources: z.boolean().optional() },
  run(parts: Parts, { ClientId }) {
    const found = [...brandings(parts).values()].find(({ clientId }) => clientId === ClientId);
    if (found === undefined) throw resourceNotFound(`Managed login branding of client ${ClientId} does not exist.`);
    return answer(parts, found);
  },
});

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteManagedLoginBranding.html */
export const deleteManagedLoginBranding = adminOperation({
  name: 'DeleteManagedLoginBranding',
  request: { ManagedLoginBrandingId: z.string() },
  run(parts: Parts, { ManagedLoginBrandingId }) {
    brandings(parts).delete(withId(parts, ManagedLoginBrandingId).id);
    return {};
  },
});

const brandings = ({ documents }: Parts): Collection<Branding> => documents('managed-login-branding');
const timeOf = (clock: Clock): string => clock.now().toISOString();

function withId(parts: Parts, id: string): Branding {
  const found = brandings(parts).get(id);
  if (found === undefined) throw resourceNotFound(`Managed login branding ${id} does not exist.`);
  return found;
}

/** A style has Cognito's values or its own, not both. Throws InvalidParameterException. */
function membersOf({ UseCognitoProvidedValues, Settings, Assets }: Style): Record<string, unknown> {
  const own = Settings !== undefined || (Assets ?? []).length > 0;
  if (UseCognitoProvidedValues === true && own) {
    throw invalidParameter('Settings and Assets cannot be given with UseCognitoProvidedValues.');
  }
  return { UseCognitoProvidedValues: UseCognitoProvidedValues ?? !own, Settings, Assets };
}

function save(parts: Parts, branding: Branding) {
  brandings(parts).put(branding.id, branding);
  return answer(parts, branding);
}

/** ManagedLoginBrandingType. */
function answer({ pool }: Parts, { id, members, createdAt, modifiedAt }: Branding) {
  return {
    ManagedLoginBranding: {
      ManagedLoginBrandingId: id,
      UserPoolId: pool.id,
      ...members,
      CreationDate: timestamp(createdAt),
      LastModifiedDate: timestamp(modifiedAt),
    },
  };
}
