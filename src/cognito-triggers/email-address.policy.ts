/** RFC 5322 section 3.2.3 dot-atom, without `%` and `!`: old mail systems route by them, to other domains than the written one. */
const localPart = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*$/;

/** RFC 1035 section 2.3.1 labels, at least two; no address literals, no dot at the end. */
const domainName = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

// RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3 (RFC 3696 erratum 1690)
const longestLocalPart = 64;
const longestAddress = 254;

/**
 * The domain by which an address is judged, in lower case, or nothing when the address is not one that we accept: ASCII
 * only, one `@`, a plain local part, a plain domain. Nothing is trimmed or corrected: what is judged must be what Cognito
 * stores and what mail is sent to.
 *
 * @param address whatever stood in the event's `email`
 */
export function emailDomain(address: unknown): string | undefined {
  if (typeof address !== 'string' || address.length > longestAddress) return undefined;
  const [local, domain, ...more] = address.split('@');
  if (local === undefined || domain === undefined || more.length > 0) return undefined;
  if (local.length > longestLocalPart || !localPart.test(local) || !domainName.test(domain)) return undefined;
  // only ASCII is left here, so that no letter of another script can turn into one (U+212A KELVIN SIGN becomes k)
  return domain.toLowerCase();
}

/**
 * Whether Cognito says that somebody has read mail at the address: `email_verified` is the text `true`. Events carry it as
 * `true` and `True`, depending on where it comes from. No event proves it by its source: `PostConfirmation_ConfirmSignUp` is
 * also sent for a first sign-in through another provider, for a code that went out by SMS, and for AdminConfirmSignUp.
 *
 * @param emailVerified whatever stood in the event's `email_verified`
 */
export function isVerified(emailVerified: unknown): boolean {
  return typeof emailVerified === 'string' && emailVerified.toLowerCase() === 'true';
}
