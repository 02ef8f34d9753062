import type { Diagnosis } from '../doctor/diagnosis.js';

/** Findings as plain text for a terminal. */
export function findingsText(findings: readonly Diagnosis[]): string {
  return findings
    .map(({ code, what, why, fix }) => `${code}\n  What: ${what}\n  Why:  ${why}\n  Fix:  ${fix}\n`)
    .join('\n');
}
