import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import { domainsOf } from '../../pool/pool-domains.js';
import type { Collection } from '../../state/store.js';
import type { UserPool } from '../../user-pool.js';
import { timestamp } from '../answers.js';
import { adminOperation } from '../operation.js';

interface Customization {
  readonly css?: string | undefined;
  readonly cssVersion?: string;
  readonly imageUrl?: string | undefined;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

type Parts = Pick<UserPool, 'clients' | 'clock' | 'documents' | 'pool'>;

// the settings of the pool, which count for every client without settings of its own
const allClients = 'ALL';

/**
 * Style and logo of the classic hosted pages, stored and described; the pages here keep their own.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUICustomization.html
 */
export const setUiCustomization = adminOperation({
  name: 'SetUICustomization',
  request: { ClientId: z.string().optional(), CSS: z.string().optional(), ImageFile: z.string().optional() },
  run(parts: Parts, { ClientId = allClients, CSS: css, ImageFile }) {
    requireClient(parts, ClientId);
    if (domainsOf(parts.pool).length === 0) {
      throw invalidParameter('There has to be an existing domain associated with this user pool');
    }
    const records = customizations(parts);
    const now = parts.clock.now().toISOString();
    const image =
      ImageFile === undefined ? undefined : `https://d111111abcdef8.cloudfront.net/${parts.pool.id}/${ClientId}/logo`;
    const made: Customization = {
      css,
      cssVersion: now.replaceAll(/\D/g, '').slice(0, 14),
      imageUrl: image,
      createdAt: records.get(ClientId)?.createdAt ?? now,
      modifiedAt: now,
    };
    records.put(ClientId, made);
    return { UICustomization: answer(parts, ClientId, made) };
  },
});

/**
 * The settings of a client, else those of the pool; without any, ids alone.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUICustomization.html
 */
export const getUiCustomization = adminOperation({
  name: 'GetUICustomization',
  request: { ClientId: z.string().optional() },
  run(parts: Parts, { ClientId = allClients }) {
    requireClient(parts, ClientId);
    const records = customizations(parts);
    const [id, found] =
      records.get(ClientId) === undefined ? [allClients, records.get(allClients)] : [ClientId, records.get(ClientId)];
    return { UICustomization: found === undefined ? {} : answer(parts, id, found) };
  },
});

const customizations = ({ documents }: Parts): Collection<Customization> => documents('ui-customization');

function requireClient({ clients }: Parts, clientId: string): void {
  if (clientId !== allClients) clients.withId(clientId);
}

/** UICustomizationType. */
function answer(
  { pool }: Parts,
  ClientId: string,
  { css, cssVersion, imageUrl, createdAt, modifiedAt }: Customization,
) {
  return {
    UserPoolId: pool.id,
    ClientId,
    ImageUrl: imageUrl,
    CSS: css,
    CSSVersion: cssVersion,
    LastModifiedDate: timestamp(modifiedAt),
    CreationDate: timestamp(createdAt),
  };
}
