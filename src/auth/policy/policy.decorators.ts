import { type CustomDecorator, SetMetadata } from '@nestjs/common';
import type { Group } from '../groups.js';

/** Metadata keys; only `route-policy.ts` reads them. */
export const policyKeys = {
  public: 'policy:public',
  signedIn: 'policy:signed-in',
  roles: 'policy:roles',
  clinicScoped: 'policy:clinic-scoped',
  notClinicScoped: 'policy:not-clinic-scoped',
  scopes: 'policy:scopes',
} as const;

/** The name of the path parameter that a clinic-scoped route must carry. */
export const clinicIdParam = 'clinicId';

/** Opens a route to everyone, without a token. */
export const Public = (): CustomDecorator => SetMetadata(policyKeys.public, true);

/** Opens a route without a token to whoever can sign the request; a guard of the route checks the signature. */
export const Signed = (): CustomDecorator => SetMetadata(policyKeys.public, 'signed');

/** Opens a route to every signed-in user, whatever their groups and clinic. */
export const SignedIn = (): CustomDecorator => SetMetadata(policyKeys.signedIn, true);

/** Opens a route to members of any of these groups; others get 403 `group_missing`. On a method it replaces the class's. */
export const Roles = (...roles: [Group, ...Group[]]): CustomDecorator => SetMetadata(policyKeys.roles, roles);

/**
 * Binds a route to the clinic in its path (`:clinicId`): a user reaches only the clinics of their profile, `admin` all;
 * others get 403 `clinic_mismatch`. Without `@Roles` any user of the clinic may pass.
 */
export const ClinicScoped = (): CustomDecorator => SetMetadata(policyKeys.clinicScoped, true);

/**
 * Says why a route with `:clinicId` in its path is neither `@ClinicScoped` nor for administrators alone; without it the server
 * does not start. The policy table shows the reason. It opens no clinic to anyone: a signed-in user who is no administrator
 * still gets 403 `clinic_mismatch` in a foreign clinic, and so does a machine in any.
 *
 * @param reason in words, for whoever reads the table: `'opening hours are on the website'`
 */
export const NotClinicScoped = (reason: string): CustomDecorator => SetMetadata(policyKeys.notClinicScoped, reason);

/** Opens a route to machine tokens (client_credentials) that carry all of these OAuth scopes; else 403 `scope_missing`. */
export const Scopes = (...scopes: [string, ...string[]]): CustomDecorator => SetMetadata(policyKeys.scopes, scopes);
