import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { groups } from '../groups.js';
import { clinicIdParam } from './policy.decorators.js';
import { PolicyError, readPolicy, type RoutePolicy } from './route-policy.js';
import { type ServedRoute, ServedRoutes } from './served-routes.js';

/** One line of the policy table. */
export interface RouteEntry {
  readonly method: string;
  readonly path: string;
  readonly policy: RoutePolicy;
}

type GuardedPolicy = Extract<RoutePolicy, { kind: 'guarded' }>;

/** Reads the policy of every route when the server starts, and does not let it start when one is missing or makes no sense. */
@Injectable()
export class PolicyCheck implements OnApplicationBootstrap {
  constructor(private readonly served: ServedRoutes) {}

  onApplicationBootstrap(): void {
    this.table();
  }

  /**
   * The policy of every route, by path.
   *
   * @throws PolicyError that names every route at fault, and its fault.
   */
  table(): readonly RouteEntry[] {
    const entries: RouteEntry[] = [];
    const faults: string[] = [];
    for (const route of this.served.all()) {
      const { method, path, handler, controller } = route;
      try {
        entries.push({ method, path, policy: checkedPolicy(route) });
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        faults.push(`  ${method} ${path} (${controller.name}.${handler.name}) ${error.message}`);
      }
    }
    if (faults.length > 0) throw new PolicyError(`The server does not start with these routes:\n${faults.join('\n')}`);
    return entries.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
  }
}

function checkedPolicy({ handler, controller, path }: ServedRoute): RoutePolicy {
  const policy = readPolicy(handler, controller);
  checkClinic(policy, path);
  if (policy.kind === 'guarded') checkNames(policy);
  return policy;
}

/**
 * A path that names a clinic is bound to it, unless only administrators may call it, who may enter every clinic, or the
 * route says in words why not. A machine has no clinic: `@Scopes` beside `@ClinicScoped` opens every clinic to it, which has
 * to be written down.
 */
function checkClinic(policy: RoutePolicy, path: string): void {
  const isScoped = policy.kind === 'guarded' && policy.clinicScoped;
  const reason = policy.notClinicScoped;
  if (!namesClinic.test(path)) {
    if (isScoped) throw new PolicyError(`is @ClinicScoped but has no :${clinicIdParam} in its path`);
    if (reason !== undefined) throw new PolicyError(`is @NotClinicScoped but has no :${clinicIdParam} in its path`);
    return;
  }
  if (reason !== undefined && !inWords.test(reason)) throw new PolicyError('is @NotClinicScoped but does not say why');
  if (isScoped || isForAdminsAlone(policy) || reason !== undefined) return;
  throw new PolicyError(
    `has :${clinicIdParam} in its path but is not @ClinicScoped; add it, or @Roles('admin') alone, or @NotClinicScoped with the reason`,
  );
}

function checkNames({ users, scopes }: GuardedPolicy): void {
  const unknown = typeof users === 'string' ? [] : users.filter((group) => !groups.includes(group));
  if (unknown.length > 0) throw new PolicyError(`names groups that the pool does not have: ${unknown.join(', ')}`);
  if (users.length === 0 || scopes?.length === 0) throw new PolicyError('has @Roles or @Scopes that name nothing');
}

function isForAdminsAlone(policy: RoutePolicy): boolean {
  if (policy.kind === 'public' || policy.scopes !== undefined || typeof policy.users === 'string') return false;
  return policy.users.length > 0 && policy.users.every((group) => group === 'admin');
}

/** Also where a parameter has a pattern (`:clinicId(CLN-.*)`), may be missing (`:clinicId?`) or shares its part of the path. */
const namesClinic = new RegExp(`[:*]${clinicIdParam}(?!\\w)`);

/** More than one word. */
const inWords = /\S\s+\S/;
