import * as z from 'zod';

export const complaint = z
  .strictObject({
    text: z
      .string()
      .min(1, { error: 'must not be empty' })
      .max(20_000, { error: 'must have at most 20000 characters' })
      .meta({ description: 'A token, the body of a refusal, or the text of an error' }),
  })
  .meta({ id: 'Complaint' });

export const findings = z
  .object({
    findings: z.array(z.object({ code: z.string(), what: z.string(), why: z.string(), fix: z.string() })),
  })
  .meta({ id: 'Findings', description: 'What is the matter, why, and how to fix it' });

export type Complaint = z.output<typeof complaint>;
export type Findings = z.output<typeof findings>;
