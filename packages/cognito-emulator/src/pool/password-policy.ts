import { randomInt } from 'node:crypto';
import { CognitoError } from '../cognito-error.js';
import type { PasswordPolicy } from './pool-configuration.js';

// the symbols that Cognito counts (AWS: "Adding user pool password requirements")
const symbols = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+= ]/;

/** Throws InvalidPasswordException naming the first rule that a password breaks. */
export function requireStrength(policy: PasswordPolicy, password: string): void {
  const broken =
    (password.length < policy.minimumLength && 'Password not long enough') ||
    (policy.requireUppercase && !/[A-Z]/.test(password) && 'Password must have uppercase characters') ||
    (policy.requireLowercase && !/[a-z]/.test(password) && 'Password must have lowercase characters') ||
    (policy.requireNumbers && !/[0-9]/.test(password) && 'Password must have numeric characters') ||
    (policy.requireSymbols && !symbols.test(password) && 'Password must have symbol characters');
  if (broken) throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${broken}`);
}

/** A password that meets any policy, for users whose administrator gave none. */
export function temporaryPassword(): string {
  const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#%&*'];
  const characters = Array.from({ length: 16 }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? '';
    return kind.charAt(randomInt(kind.length));
  });
  return characters.join('');
}
