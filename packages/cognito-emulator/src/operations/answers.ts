import type { Group } from '../pool/groups.js';
import type { Attributes } from '../pool/attributes.js';
import { toItems } from '../pool/attributes.js';
import type { User } from '../pool/user.js';

/** The account of every AWS example: an emulator has none. */
export const accountId = '123456789012';

/** AWS JSON 1.1 writes a time as seconds since the epoch, with milliseconds as a fraction. */
export function timestamp(iso: string): number {
  return new Date(iso).getTime() / 1000;
}

/** UserType, as AdminCreateUser and ListUsers give it; only `attributes`, if given. */
export function userAnswer(user: User, attributes: Attributes = user.attributes) {
  return {
    Username: user.username,
    Attributes: toItems(attributes),
    UserCreateDate: timestamp(user.createdAt),
    UserLastModifiedDate: timestamp(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** GroupType. */
export function groupAnswer(group: Group, userPoolId: string) {
  return {
    GroupName: group.name,
    UserPoolId: userPoolId,
    Description: group.description,
    Precedence: group.precedence,
    RoleArn: group.roleArn,
    CreationDate: timestamp(group.createdAt),
    LastModifiedDate: timestamp(group.modifiedAt),
  };
}

/** The factors that a user has turned on, as GetUser and AdminGetUser give them. */
export function mfaAnswer({ softwareTokenMfa }: User) {
  if (softwareTokenMfa === undefined) return {};
  const factor = 'SOFTWARE_TOKEN_MFA';
  return { UserMFASettingList: [factor], ...(softwareTokenMfa === 'PREFERRED' && { PreferredMfaSetting: factor }) };
}
