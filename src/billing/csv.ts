/**
 * A line of a CSV file (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front: what people
 * typed must not become a program when somebody opens the file (OWASP, CSV injection).
 */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
