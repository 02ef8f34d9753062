import * as z from 'zod';

const controlCharacters = /\p{Cc}/u;
/** The same, but for line breaks and tabs. */
const controlCharactersInText = /[^\P{Cc}\t\n\r]/u;

const wellFormed = (value: string): boolean => value.isWellFormed();

/** One line that people typed: spaces around it do not count, and something must be left. */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(longest, { error: `must have at most ${longest} characters` })
    .refine((value) => !controlCharacters.test(value), { error: 'must have no control characters' })
    .refine(wellFormed, { error: 'must be well-formed Unicode' });

/** Text of several lines. */
export const text = (longest: number) =>
  z
    .string()
    .max(longest, { error: `must have at most ${longest} characters` })
    .refine((value) => !controlCharactersInText.test(value), {
      error: 'must have no control characters but line breaks and tabs',
    })
    .refine(wellFormed, { error: 'must be well-formed Unicode' });
