import { Injectable } from '@nestjs/common';
import type { Group } from '../groups.js';
import { policyKeys } from './policy.decorators.js';

/** Who may call a route. */
export type RoutePolicy = (
  | {
      readonly kind: 'public';
      /** No token is asked for, but a signature. */
      readonly signed?: true;
    }
  | {
      readonly kind: 'guarded';
      /** Users: all of them, members of any of these groups, or none. */
      readonly users: 'all' | readonly Group[] | 'none';
      /** Users reach only their own clinics; the path names which. */
      readonly clinicScoped: boolean;
      /** Machines need all of these scopes; undefined keeps machines out. */
      readonly scopes: readonly string[] | undefined;
    }
) & {
  /** Why the route is not clinic-scoped although its path names a clinic. */
  readonly notClinicScoped?: string;
};

/** What the decorators say at one place: on a method, or on its class. */
interface Statement {
  readonly isPublic: boolean;
  readonly isSigned: boolean;
  readonly signedIn: boolean;
  readonly roles: readonly Group[] | undefined;
  readonly clinicScoped: boolean;
  readonly notClinicScoped: string | undefined;
  readonly scopes: readonly string[] | undefined;
}

/** A route's decorators say nothing, or contradict each other. The message says what, not where. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/**
 * Reads the policy off a route's decorators. What a method says of who may call replaces all that its class says of it.
 * `@ClinicScoped` and `@NotClinicScoped` say where, not who: the class's holds unless the method has one of its own.
 *
 * @throws PolicyError when they say nothing or contradict each other: closed by default.
 */
export function readPolicy(handler: object, controller: object): RoutePolicy {
  const own = statementOf(handler);
  const ofClass = statementOf(controller);
  const who = saysWho(own) ? own : ofClass;
  const { clinicScoped, notClinicScoped } = saysWhere(own) ? own : ofClass;
  if (!saysWho(who) && !clinicScoped) {
    throw new PolicyError('has no policy; add @Public, @SignedIn, @Roles, @ClinicScoped or @Scopes');
  }
  refuseContradictions({ ...who, clinicScoped, notClinicScoped });
  const exception = notClinicScoped === undefined ? {} : { notClinicScoped };
  if (who.isPublic) return { kind: 'public', ...(who.isSigned && { signed: true }), ...exception };
  return { kind: 'guarded', users: usersOf(who, clinicScoped), clinicScoped, scopes: who.scopes, ...exception };
}

const saysWho = ({ isPublic, signedIn, roles, scopes }: Statement): boolean =>
  isPublic || signedIn || roles !== undefined || scopes !== undefined;

const saysWhere = ({ clinicScoped, notClinicScoped }: Statement): boolean =>
  clinicScoped || notClinicScoped !== undefined;

/** `@ClinicScoped` alone opens to the clinic's users; beside `@Scopes` alone it must not open a machine's route to them. */
function usersOf({ signedIn, roles, scopes }: Statement, clinicScoped: boolean): 'all' | readonly Group[] | 'none' {
  if (roles !== undefined) return roles;
  return signedIn || (clinicScoped && scopes === undefined) ? 'all' : 'none';
}

function refuseContradictions({ isPublic, signedIn, roles, clinicScoped, notClinicScoped, scopes }: Statement): void {
  if (clinicScoped && notClinicScoped !== undefined)
    throw new PolicyError('is @ClinicScoped and @NotClinicScoped at once');
  if (isPublic && (signedIn || roles !== undefined || clinicScoped || scopes !== undefined)) {
    throw new PolicyError('is @Public and guarded at once');
  }
  if (signedIn && roles !== undefined) throw new PolicyError('has @SignedIn (any group) beside @Roles (some groups)');
  if (signedIn && clinicScoped) throw new PolicyError('has @SignedIn (any clinic) beside @ClinicScoped (own clinics)');
}

function statementOf(target: object): Statement {
  const read = (key: string): unknown => Reflect.getMetadata(key, target);
  return {
    isPublic: read(policyKeys.public) !== undefined,
    isSigned: read(policyKeys.public) === 'signed',
    signedIn: read(policyKeys.signedIn) === true,
    roles: read(policyKeys.roles) as readonly Group[] | undefined,
    clinicScoped: read(policyKeys.clinicScoped) === true,
    notClinicScoped: read(policyKeys.notClinicScoped) as string | undefined,
    scopes: read(policyKeys.scopes) as readonly string[] | undefined,
  };
}

/** The policies of the routes, each read once. */
@Injectable()
export class RoutePolicies {
  private readonly read = new WeakMap<object, Map<object, RoutePolicy>>();

  /** @throws PolicyError */
  of(handler: object, controller: object): RoutePolicy {
    let ofController = this.read.get(controller);
    if (ofController === undefined) this.read.set(controller, (ofController = new Map<object, RoutePolicy>()));
    let policy = ofController.get(handler);
    if (policy === undefined) ofController.set(handler, (policy = readPolicy(handler, controller)));
    return policy;
  }
}
