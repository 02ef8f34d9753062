/**
 * A name as the register is searched and sorted by: without case, accents or signs, so that `Müller`, `muller` and `MULLER`
 * are found alike. Letters of other scripts stay as they are. `#` and control characters cannot come out of it.
 */
export function foldedName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The parts of a clinic's register, in the order in which it is listed: names of other scripts stand in the last. */
export const registerParts = [...Array.from('0123456789abcdefghijklmnopqrstuvwxyz'), 'other'] as const;

/** The part of the register in which a folded name stands. */
export function registerPart(folded: string): string {
  const [first = ''] = folded;
  return /^[0-9a-z]$/.test(first) ? first : 'other';
}
