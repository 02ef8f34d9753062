/** What is wrong, in words that the reader can act on. It never holds a token, nor a name or address from one. */
export interface Diagnosis {
  /** A stable name. For refusals of this API it is their error code. */
  readonly code: string;
  /** What happened. */
  readonly what: string;
  /** The usual cause, or the consequence. */
  readonly why: string;
  /** The setting, Terraform line or step that changes it. */
  readonly fix: string;
}

/** A failure that other software reports, and the phrases by which its text is recognised. */
export interface KnownFailure extends Diagnosis {
  /**
   * Phrases, compared without regard to case. A `*` stands for any text in between. Plain phrases keep the search linear in the
   * length of the text, whatever the text is.
   */
  readonly signs: readonly string[];
}

/**
 * Finds the first failure of a list that a text is a sign of.
 *
 * @param lowerCaseText the text in lower case
 */
export function recognise(failures: readonly KnownFailure[], lowerCaseText: string): Diagnosis | undefined {
  const known = failures.find(({ signs }) => signs.some((sign) => matches(lowerCaseText, sign.toLowerCase())));
  return known && { code: known.code, what: known.what, why: known.why, fix: known.fix };
}

function matches(text: string, sign: string): boolean {
  let from = 0;
  for (const phrase of sign.split('*')) {
    const at = text.indexOf(phrase, from);
    if (at === -1) return false;
    from = at + phrase.length;
  }
  return true;
}

/** Foreign text as an answer may show it: short, printable, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.slice(0, 120).replace(/[^\x20-\x7e]/g, '?')}"`;
}
