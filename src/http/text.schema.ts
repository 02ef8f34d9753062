import * as z from 'zod';

const controlCharacters = /\p{Cc}/u;
/** The same, but for line breaks and tabs. */
const controlCharactersInText = /[^\P{Cc}\t\n\r]/u;

/** A letter, digit, sign or symbol; some of these have no shape of their own, such as the fillers of Hangul and Braille. */
const visibleCharacter = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

const wellFormed = (value: string): boolean => value.isWellFormed();

/** One line that people typed: spaces around it do not count, and something that can be seen must be left. */
export const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(longest, { error: `must have at most ${longest} characters` })
    .refine((value) => value === '' || visibleCharacter.test(value), { error: 'must have a visible character' })
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
