import * as z from 'zod';
import { invalidParameter } from '../../cognito-error.js';
import type { ClientConfiguration, TimeUnit } from '../../pool/pool-configuration.js';

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']).optional();

/** How long a client's tokens are good for, in the request's own units. */
export const validityRequest = {
  AccessTokenValidity: z.int().min(1).max(86_400).optional(),
  IdTokenValidity: z.int().min(1).max(86_400).optional(),
  RefreshTokenValidity: z.int().min(0).max(315_360_000).optional(),
  TokenValidityUnits: z.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit }).optional(),
};

const secondsIn: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const hour = secondsIn.hours;
const day = secondsIn.days;

/** The seconds a request means; throws InvalidParameterException outside COGNITO T11's ranges. */
export function validitySettings(input: z.infer<z.ZodObject<typeof validityRequest>>) {
  const units = {
    accessToken: input.TokenValidityUnits?.AccessToken ?? 'hours',
    idToken: input.TokenValidityUnits?.IdToken ?? 'hours',
    refreshToken: input.TokenValidityUnits?.RefreshToken ?? 'days',
  } as const;
  const seconds = (value: number | undefined, kind: keyof typeof units, otherwise: number): number =>
    value === undefined || value === 0 ? otherwise : value * secondsIn[units[kind]];
  const accessTokenSeconds = seconds(input.AccessTokenValidity, 'accessToken', hour);
  const idTokenSeconds = seconds(input.IdTokenValidity, 'idToken', hour);
  const refreshTokenSeconds = seconds(input.RefreshTokenValidity, 'refreshToken', 30 * day);
  const inRange =
    [accessTokenSeconds, idTokenSeconds].every((value) => value >= 300 && value <= day) &&
    refreshTokenSeconds >= hour &&
    refreshTokenSeconds <= 3650 * day;
  if (!inRange) throw invalidParameter('Invalid range for token validity.');
  if (refreshTokenSeconds < Math.max(accessTokenSeconds, idTokenSeconds)) {
    throw invalidParameter('RefreshTokenValidity can not be less than AccessTokenValidity or IdTokenValidity.');
  }
  return { accessTokenSeconds, idTokenSeconds, refreshTokenSeconds, tokenValidityUnits: units };
}

/** The same as answers give it. */
export function validityAnswer(client: ClientConfiguration) {
  const { accessToken = 'hours', idToken = 'hours', refreshToken = 'days' } = client.tokenValidityUnits ?? {};
  return {
    AccessTokenValidity: client.accessTokenSeconds / secondsIn[accessToken],
    IdTokenValidity: client.idTokenSeconds / secondsIn[idToken],
    RefreshTokenValidity: client.refreshTokenSeconds / secondsIn[refreshToken],
    TokenValidityUnits: { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken },
  };
}
