import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_PATH, PATH_METADATA, VERSION_METADATA } from '@nestjs/common/constants.js';
import { type ApplicationConfig, DiscoveryService, ExternalContextCreator, MetadataScanner } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { ModulesContainer } from '@nestjs/core/injector/modules-container.js';
import { RoutePathFactory } from '@nestjs/core/router/route-path-factory.js';

/** One route of the server: a handler under one method and one path. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
  readonly handler: (...args: never[]) => unknown;
  readonly controller: Type;
}

type Version = NonNullable<Parameters<RoutePathFactory['create']>[0]['controllerVersion']>;

/**
 * Every route that the controllers of this application serve. The paths come from Nest's own factory, with the global prefix,
 * the prefix of the module and versions in the address: they are those that are really served.
 */
@Injectable()
export class ServedRoutes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly modules: ModulesContainer,
    private readonly contexts: ExternalContextCreator,
  ) {}

  /** The routes as they are configured by now; a prefix that is set later is not in them. */
  all(): readonly ServedRoute[] {
    return this.discovery.getControllers().flatMap((wrapper) => this.routesOf(wrapper));
  }

  private routesOf({ metatype, host }: InstanceWrapper): readonly ServedRoute[] {
    const controller = metatype as Type;
    const prototype = controller.prototype as Record<string, ServedRoute['handler']>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const method = handler && (Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined);
      if (handler === undefined || method === undefined) return [];
      return this.pathsOf(handler, method, controller, this.modulePath(host?.metatype)).map((path) => ({
        method: RequestMethod[method],
        path,
        handler,
        controller,
      }));
    });
  }

  private pathsOf(handler: object, method: RequestMethod, controller: Type, modulePath: string | undefined): string[] {
    const config = this.applicationConfig();
    const factory = new RoutePathFactory(config);
    return pathMetadata(controller).flatMap((ctrlPath) =>
      pathMetadata(handler).flatMap((methodPath) =>
        factory.create(
          {
            ctrlPath,
            methodPath,
            globalPrefix: withLeadingSlash(config.getGlobalPrefix()),
            ...given('modulePath', modulePath),
            ...given('controllerVersion', Reflect.getMetadata(VERSION_METADATA, controller) as Version | undefined),
            ...given('methodVersion', Reflect.getMetadata(VERSION_METADATA, handler) as Version | undefined),
            ...given('versioningOptions', config.getVersioning()),
          },
          method,
        ),
      ),
    );
  }

  /** What `RouterModule` says of a module. */
  private modulePath(module: object | null | undefined): string | undefined {
    if (module === undefined || module === null) return undefined;
    const read = (key: string) => Reflect.getMetadata(key, module) as string | undefined;
    return read(MODULE_PATH + this.modules.applicationId) ?? read(MODULE_PATH);
  }

  /** Nest gives it to nobody, but this provider holds it. */
  private applicationConfig(): ApplicationConfig {
    const { container } = this.contexts as unknown as { container: { applicationConfig: ApplicationConfig } };
    return container.applicationConfig;
  }
}

const pathMetadata = (target: object): readonly string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined]
    .flat()
    .map((path) => withLeadingSlash(path ?? ''));

const withLeadingSlash = (path: string): string => (path === '' || path.startsWith('/') ? path : `/${path}`);

/** The member, or nothing where there is no value for it. */
function given<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}
