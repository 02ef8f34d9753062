/** What is the matter, in terms that whoever reads it can act on. Holds no token and nothing of one that names a person. */
export interface Diagnosis {
  /** A stable name; those of the API's own refusals are its error codes. */
  readonly code: string;
  /** What is the case. */
  readonly what: string;
  /** Why that is so, or what it leads to. */
  readonly why: string;
  /** The setting, Terraform line or step that changes it. */
  readonly mend: string;
}

/** A known failure, and how its texts are recognised. */
export interface KnownFailure extends Diagnosis {
  readonly signs: readonly RegExp[];
}

/** Foreign text as an answer may show it: short, printable, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.replace(/[^\x20-\x7e]/g, '?').slice(0, 120)}"`;
}
