/** What a caller may do: everything, only what stands below a prefix, or nothing. */
export type Permission =
  { readonly kind: 'all' } | { readonly kind: 'prefix'; readonly prefix: string } | { readonly kind: 'none' };

/** The secret behind an access key, and what it opens. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Seconds since the epoch; absent for keys that stay. */
  readonly expiration?: number;
  readonly permission: Permission;
}

/** Finds the credentials that a request names. `sessionToken` is what the request carries, checked by nobody yet. */
export type FindCredentials = (accessKeyId: string, sessionToken: string | undefined) => S3Credentials | undefined;

/** May these credentials touch this object? */
export function mayTouch({ permission }: S3Credentials, key: string): boolean {
  if (permission.kind === 'prefix') return key.startsWith(permission.prefix);
  return permission.kind === 'all';
}
