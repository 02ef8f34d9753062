import * as z from 'zod';
import { pageOf } from '../http/page.schema.js';
import { changesSomething } from '../http/patch.schema.js';
import { resourceFields } from '../http/resource.schema.js';
import { line } from '../http/text.schema.js';
import { plainId } from '../ids/plain-id.js';

const longestMinutes = 8 * 60;

const minutes = (least: number, most: number) =>
  z
    .int({ error: 'must be a whole number of minutes' })
    .min(least, { error: `must be at least ${least}` })
    .max(most, { error: `must be at most ${most}` })
    .multipleOf(5, { error: 'must be a multiple of 5' });

const fields = {
  name: line(100),
  durationMinutes: minutes(5, longestMinutes),
  bufferBeforeMinutes: minutes(0, 120).meta({ description: 'Time before the visit that nobody can book' }),
  bufferAfterMinutes: minutes(0, 120).meta({ description: 'Time after the visit that nobody can book' }),
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, { error: 'must be a colour such as #2f6fed' })
    .toLowerCase(),
  practitionerIds: z
    .array(plainId)
    .min(1, { error: 'must name a practitioner; leave it out when all offer it' })
    .max(100, { error: 'must have at most 100 practitioners' })
    .refine((ids) => new Set(ids).size === ids.length, { error: 'must name each practitioner once' })
    .meta({ description: 'Who offers it; without a list, every active practitioner does' }),
  active: z.boolean(),
};

const { name, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, colour, practitionerIds, active } = fields;

export const visitType = z
  .object({
    id: plainId,
    clinicId: plainId,
    name,
    durationMinutes,
    bufferBeforeMinutes,
    bufferAfterMinutes,
    colour: colour.optional(),
    practitionerIds: practitionerIds.optional(),
    active,
    ...resourceFields,
  })
  .meta({ id: 'VisitType', description: 'A kind of visit that a clinic offers' });

export const newVisitType = z
  .strictObject({
    id: plainId.optional(),
    name,
    durationMinutes,
    bufferBeforeMinutes: bufferBeforeMinutes.default(0),
    bufferAfterMinutes: bufferAfterMinutes.default(0),
    colour: colour.optional(),
    practitionerIds: practitionerIds.optional(),
    active: active.default(true),
  })
  .meta({ id: 'NewVisitType' });

/** As in RFC 7396, null takes an optional field away. */
export const visitTypeChanges = z
  .strictObject({
    name: name.optional(),
    durationMinutes: durationMinutes.optional(),
    bufferBeforeMinutes: bufferBeforeMinutes.optional(),
    bufferAfterMinutes: bufferAfterMinutes.optional(),
    colour: colour.nullable().optional(),
    practitionerIds: practitionerIds.nullable().optional(),
    active: active.optional(),
  })
  .refine(...changesSomething)
  .meta({ id: 'VisitTypeChanges' });

export const visitTypePage = pageOf(visitType, 'VisitType');
export const visitTypePath = z.object({ clinicId: plainId, visitTypeId: plainId });

export type VisitType = z.output<typeof visitType>;
export type NewVisitType = z.output<typeof newVisitType>;
export type VisitTypeChanges = z.output<typeof visitTypeChanges>;
export type VisitTypePath = z.output<typeof visitTypePath>;
