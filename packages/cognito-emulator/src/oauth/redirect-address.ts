/** A redirect address with parameters added to its query. */
export function addressWith(redirectUri: string, parameters: Readonly<Record<string, string>>): string {
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${new URLSearchParams(parameters).toString()}`;
}

/** The error page of the domain, for a browser that cannot be sent back to its client. */
export function errorPageAddress(code: string, shown: Readonly<Record<string, string>> = {}): string {
  return addressWith('/error', { error: code, ...shown });
}
