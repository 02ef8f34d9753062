import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { type ClinicResourceKind, clinicResourceKey } from '../clinics/clinic-resources.js';
import { itemCodec } from '../dynamodb/item-codec.js';
import { recordFields } from '../dynamodb/record.js';
import { isPlainId } from '../ids/plain-id.js';

const keyword = 'CALENDAR_FEED';

const storedFeed = z.object({
  id: z.string(),
  clinicId: z.string(),
  practitionerId: z.string().optional(),
  name: z.string().optional(),
  /** SHA-256 of the secret: who reads the table learns no address. */
  secretHash: z.string(),
  ...recordFields,
});

export type StoredFeed = z.output<typeof storedFeed>;

/** Feeds stand in the partition of their clinic: `CLINIC#{clinicId}` / `CALENDAR_FEED#{id}`. */
export const feedKind: ClinicResourceKind<StoredFeed> = {
  name: 'calendar-feeds',
  resource: 'calendar-feed',
  keyword,
  idPrefix: 'CAL',
  codec: itemCodec(storedFeed, {
    type: 'CALENDAR_FEED',
    keys: ({ clinicId, id }) => clinicResourceKey(clinicId, keyword, id),
    names: { id: 'feed_id' },
  }),
};

/** A secret that nobody can guess: 192 random bits. */
export const newFeedSecret = (): string => randomBytes(24).toString('base64url');

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** The name of the file under which a feed is read. */
export const feedFile = ({ clinicId, id }: Pick<StoredFeed, 'clinicId' | 'id'>, secret: string): string =>
  `${clinicId}.${id}.${secret}.ics`;

/** What a file name says; undefined for another form. */
export function parseFeedFile(file: string): { clinicId: string; id: string; secret: string } | undefined {
  const [clinicId = '', id = '', secret = '', suffix, ...more] = file.split('.');
  if (suffix !== 'ics' || more.length > 0 || !isPlainId(clinicId) || !isPlainId(id)) return undefined;
  return { clinicId, id, secret };
}

/** Whether this is the secret of the feed; it takes the same time for every wrong one. */
export function hasSecret({ secretHash }: StoredFeed, secret: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfSecret(secret)), Buffer.from(secretHash));
}
