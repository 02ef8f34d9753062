/**
 * The address by which authenticator apps take a secret over, whether typed, clicked on or drawn as a QR code (Google
 * Authenticator wiki, "Key Uri Format"). SHA-1, six digits and thirty seconds are its defaults, and Cognito's.
 */
export function otpauthUri(issuer: string, account: string, secret: string): string {
  const [from, to] = [encodeURIComponent(issuer), encodeURIComponent(account)];
  return `otpauth://totp/${from}:${to}?secret=${secret}&issuer=${from}`;
}
