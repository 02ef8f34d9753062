/** Fields that every write changes, or that only the store knows. */
const recordFields: ReadonlySet<string> = new Set([
  ...['version', 'writeId', 'createdAt', 'updatedAt', 'updatedBy'],
  ...['requestKey', 'requestHash'],
]);

/**
 * The names of the fields in which a resource differs from what it was; all that have a value when there was none before.
 * For the audit trail: names only, never values.
 */
export function changedFields(before: object | undefined, after: object): string[] {
  const old = (before ?? {}) as Readonly<Record<string, unknown>>;
  const now = after as Readonly<Record<string, unknown>>;
  const names = Object.keys({ ...old, ...now }).filter((name) => !recordFields.has(name));
  return names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
}
