import type { RouteEntry } from '../auth/policy/policy-check.js';
import type { RoutePolicy } from '../auth/policy/route-policy.js';

const headings = ['METHOD', 'PATH', 'USERS', 'CLINIC', 'MACHINES'] as const;

/** The policy of every route as a plain table, one route a line, in the order given. */
export function policyTable(entries: readonly RouteEntry[]): string {
  const rows = [headings, ...entries.map(cellsOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function cellsOf({ method, path, policy }: RouteEntry): readonly string[] {
  if (policy.kind === 'public') {
    const who = policy.signed ? 'whoever signs the body (signed)' : 'everyone, without a token';
    return [method, path, who, clinicCell(policy), '-'];
  }
  const { users, scopes } = policy;
  return [
    method,
    path,
    typeof users === 'string' ? { all: 'every signed-in user', none: '-' }[users] : users.join(', '),
    clinicCell(policy),
    scopes?.join(' ') ?? '-',
  ];
}

function clinicCell(policy: RoutePolicy): string {
  if (policy.notClinicScoped !== undefined) return `not scoped: ${policy.notClinicScoped}`;
  return policy.kind === 'guarded' && policy.clinicScoped ? 'own (admin: all)' : '-';
}
