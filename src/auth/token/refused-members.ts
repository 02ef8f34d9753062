/** Header members that change what a signature means (RFC 7515 section 4.1.11, RFC 7797) or nest a token in a token. */
const refusedMembers = ['crit', 'b64', 'cty'] as const;

/** The first member of a token's header that no token of ours may have; undefined when there is none. */
export function refusedMember(header: Readonly<Record<string, unknown>>): string | undefined {
  return refusedMembers.find((name) => header[name] !== undefined);
}
