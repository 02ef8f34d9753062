import type { ClientConfiguration } from '../../pool/pool-configuration.js';
import { timestamp } from '../answers.js';

/** A client's secrets as answers describe them, the older first; never their values. */
export function secretDescriptors({ id, secret, secretCreatedAt, secondSecret, createdAt }: ClientConfiguration) {
  const created = [
    ...(secret === undefined ? [] : [secretCreatedAt ?? createdAt]),
    ...(secondSecret === undefined ? [] : [secondSecret.createdAt]),
  ];
  return created.map((at) => ({
    ClientSecretId: `${id}--${new Date(at).getTime()}`,
    ClientSecretCreateDate: timestamp(at),
  }));
}
