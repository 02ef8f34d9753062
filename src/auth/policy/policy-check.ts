import { Injectable, type OnApplicationBootstrap, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { groups } from '../groups.js';
import { clinicIdParam } from './policy.decorators.js';
import { PolicyError, readPolicy, type RoutePolicy } from './route-policy.js';

/** One line of the policy table. */
export interface RouteEntry {
  readonly method: string;
  readonly path: string;
  readonly policy: RoutePolicy;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler: (...args: never[]) => unknown;
  readonly controller: Type;
}

/** Reads the policy of every route when the server starts, and does not let it start when one is missing or makes no sense. */
@Injectable()
export class PolicyCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

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
    for (const route of this.routes()) {
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

  private routes(): readonly Route[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => this.routesOf(metatype as Type));
  }

  private routesOf(controller: Type): readonly Route[] {
    const prototype = controller.prototype as Record<string, Route['handler']>;
    const bases = pathsOf(controller);
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const method: unknown = handler && Reflect.getMetadata(METHOD_METADATA, handler);
      if (handler === undefined || typeof method !== 'number') return [];
      return bases.flatMap((base) =>
        pathsOf(handler).map((path) => ({
          method: RequestMethod[method] ?? String(method),
          path: joined(base, path),
          handler,
          controller,
        })),
      );
    });
  }
}

function checkedPolicy({ handler, controller, path }: Route): RoutePolicy {
  const policy = readPolicy(handler, controller);
  if (policy.kind === 'public') return policy;
  if (policy.clinicScoped && !path.split('/').includes(`:${clinicIdParam}`)) {
    throw new PolicyError(`is @ClinicScoped but has no :${clinicIdParam} in its path`);
  }
  const unknown = typeof policy.users === 'string' ? [] : policy.users.filter((group) => !groups.includes(group));
  if (unknown.length > 0) throw new PolicyError(`names groups that the pool does not have: ${unknown.join(', ')}`);
  if (policy.users.length === 0 || policy.scopes?.length === 0) {
    throw new PolicyError('has @Roles or @Scopes that name nothing');
  }
  return policy;
}

const pathsOf = (target: object): readonly string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined]
    .flat()
    .map((path) => path ?? '');

const joined = (...parts: readonly string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
