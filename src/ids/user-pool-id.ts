/** The region of a user pool: what stands before the `_` of its id. */
export function regionOf(userPoolId: string): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'));
}
