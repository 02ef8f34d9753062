import {
  All,
  Controller,
  Delete,
  Get,
  type INestApplication,
  Module,
  Post,
  type Type,
  Version,
  VersioningType,
} from '@nestjs/common';
import { DiscoveryModule, RouterModule } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ClinicScoped, NotClinicScoped, policyKeys, Public, Roles, Scopes, SignedIn } from './policy.decorators.js';
import { PolicyCheck } from './policy-check.js';
import { ServedRoutes } from './served-routes.js';

const policyCheck = async (...controllers: readonly Type[]): Promise<PolicyCheck> => {
  const testing = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers: [...controllers],
    providers: [PolicyCheck, ServedRoutes],
  }).compile();
  return testing.get(PolicyCheck);
};

@Controller('v1/clinics/:clinicId/rooms')
@ClinicScoped()
class RoomsController {
  @Get()
  list() {
    return [];
  }

  @Delete(':roomId')
  @Roles('admin')
  remove() {
    return undefined;
  }

  helper() {
    return 'not a route';
  }
}

@Controller(['status', 'v1/status'])
class StatusController {
  @All(['now', 'later'])
  @Public()
  show() {
    return undefined;
  }
}

@Controller()
class ForgetfulController {
  @Get('forgotten')
  forgotten() {
    return undefined;
  }

  @Post('forgotten/too')
  forgottenToo() {
    return undefined;
  }

  @Get('fine')
  @Public()
  fine() {
    return undefined;
  }
}

@Controller('rooms')
class NowhereController {
  @Get(':roomId')
  @ClinicScoped()
  read() {
    return undefined;
  }
}

@Controller('odd')
class OddController {
  @Get('unknown-group')
  unknownGroup() {
    return undefined;
  }

  @Get('no-group')
  noGroup() {
    return undefined;
  }

  @Get('no-scope')
  noScope() {
    return undefined;
  }

  @Get('both')
  @Public()
  @Scopes('a/b')
  both() {
    return undefined;
  }
}
const state = (method: keyof OddController, key: string, names: readonly string[]): void => {
  const handler = Object.getOwnPropertyDescriptor(OddController.prototype, method)?.value as object;
  Reflect.defineMetadata(key, names, handler);
};
state('unknownGroup', policyKeys.roles, ['admin', 'owners']);
state('noGroup', policyKeys.roles, []);
state('noScope', policyKeys.scopes, []);

describe('PolicyCheck', () => {
  it('lists the policy of every route, each path and method by itself', async () => {
    const table = (await policyCheck(RoomsController, StatusController)).table();
    expect(table.map(({ method, path, policy }) => [method, path, policy.kind])).toEqual([
      ['ALL', '/status/later', 'public'],
      ['ALL', '/status/now', 'public'],
      ['GET', '/v1/clinics/:clinicId/rooms', 'guarded'],
      ['DELETE', '/v1/clinics/:clinicId/rooms/:roomId', 'guarded'],
      ['ALL', '/v1/status/later', 'public'],
      ['ALL', '/v1/status/now', 'public'],
    ]);
  });

  it('lets a server with a policy on every route start', async () => {
    const app = await policyCheck(RoomsController, StatusController);
    expect(() => {
      app.onApplicationBootstrap();
    }).not.toThrow();
  });

  it('does not let a server start with a route that states no policy, and names each', async () => {
    const app = await policyCheck(ForgetfulController, RoomsController);
    expect(() => {
      app.onApplicationBootstrap();
    }).toThrow(
      new RegExp(
        [
          'GET /forgotten \\(ForgetfulController.forgotten\\) has no policy.*',
          '.*POST /forgotten/too \\(ForgetfulController.forgottenToo\\) has no policy.*$',
        ].join('\\n'),
      ),
    );
  });

  it.each([
    [NowhereController, /GET \/rooms\/:roomId .* no :clinicId in its path/],
    [OddController, /GET \/odd\/unknown-group .* does not have: owners/],
    [OddController, /GET \/odd\/no-group .* name nothing/],
    [OddController, /GET \/odd\/no-scope .* name nothing/],
    [OddController, /GET \/odd\/both .* public and guarded|@Public and guarded at once/],
  ])('refuses policies that make no sense: %#', async (controller, message) => {
    const app = await policyCheck(controller);
    expect(() => app.table()).toThrow(message);
  });
});

describe('PolicyCheck, of paths that name a clinic', () => {
  @Controller('v1/clinics/:clinicId/rooms')
  class Forgotten {
    @Get()
    @Roles('clinic-staff')
    list() {
      return [];
    }
  }

  @Controller('v1/clinics')
  class ForgottenOnTheMethod {
    @Get([':clinicId/rooms', 'rooms'])
    @SignedIn()
    list() {
      return [];
    }
  }

  @Controller(['v1/rooms', 'v1/clinics/:clinicId(CLN-.*)/rooms'])
  class ForgottenInAList {
    @Get()
    @Roles('admin', 'billing')
    list() {
      return [];
    }
  }

  @Controller({ path: 'clinics/:clinicId/rooms', version: '1' })
  class ForgottenInAVersion {
    @Get()
    @Version(['1', '2'])
    @Public()
    list() {
      return [];
    }
  }

  @Controller('rooms')
  class UnderAPrefix {
    @Get()
    @SignedIn()
    list() {
      return [];
    }
  }

  @Controller('v1/clinics/:clinicId/rooms')
  class OpenToMachines {
    @Get('of-machines')
    @Scopes('portal/read')
    machines() {
      return [];
    }

    @Get('of-admins-and-machines')
    @Roles('admin')
    @Scopes('portal/read')
    adminsAndMachines() {
      return [];
    }
  }

  @Controller('v1/clinics/:clinicId')
  class InOrder {
    @Get()
    @ClinicScoped()
    scoped() {
      return [];
    }

    @Get('settings')
    @Roles('admin')
    forAdmins() {
      return [];
    }

    @Get('of-machines')
    @Scopes('portal/read')
    @ClinicScoped()
    machines() {
      return [];
    }

    @Get('hours')
    @Public()
    @NotClinicScoped('opening hours are on the website')
    hours() {
      return [];
    }
  }

  class NotInWords {
    hours() {
      return [];
    }
  }
  Controller('v1/clinics/:clinicId/hours')(NotInWords);
  const hours = Object.getOwnPropertyDescriptor(NotInWords.prototype, 'hours') ?? {};
  for (const decorate of [Get(), Public(), NotClinicScoped(' because ')])
    decorate(NotInWords.prototype, 'hours', hours);

  @Controller('v1/hours')
  class ReasonWithoutAClinic {
    @Get()
    @Public()
    @NotClinicScoped('opening hours are on the website')
    hours() {
      return [];
    }
  }

  it.each([
    [Forgotten, /GET \/v1\/clinics\/:clinicId\/rooms \(Forgotten.list\) .* not @ClinicScoped/],
    [ForgottenOnTheMethod, /routes:\n {2}GET \/v1\/clinics\/:clinicId\/rooms .* not @ClinicScoped[^\n]*$/],
    [ForgottenInAList, /routes:\n {2}GET \/v1\/clinics\/:clinicId\(CLN-.\*\)\/rooms .* not @ClinicScoped[^\n]*$/],
    [ForgottenInAVersion, /GET \/clinics\/:clinicId\/rooms .* not @ClinicScoped/],
    [OpenToMachines, /of-machines .* not @ClinicScoped.*\n.*of-admins-and-machines .* not @ClinicScoped/],
    [NotInWords, /does not say why/],
    [ReasonWithoutAClinic, /@NotClinicScoped but has no :clinicId/],
  ])('does not let a server start with a route that is not bound to it: %p', async (controller, message) => {
    const app = await policyCheck(controller);
    expect(() => {
      app.onApplicationBootstrap();
    }).toThrow(message);
  });

  it('accepts what is bound to the clinic, for administrators alone, or excused in words, which the table shows', async () => {
    const table = (await policyCheck(InOrder)).table();
    expect(table.map(({ path, policy }) => [path, policy.notClinicScoped])).toEqual([
      ['/v1/clinics/:clinicId', undefined],
      ['/v1/clinics/:clinicId/hours', 'opening hours are on the website'],
      ['/v1/clinics/:clinicId/of-machines', undefined],
      ['/v1/clinics/:clinicId/settings', undefined],
    ]);
  });

  /** Starts a server with these routes. */
  async function start(
    metadata: { imports?: unknown[]; controllers?: Type[] },
    prepare?: (app: INestApplication) => void,
  ) {
    @Module({
      ...metadata,
      imports: [DiscoveryModule, ...((metadata.imports ?? []) as Type[])],
      providers: [PolicyCheck, ServedRoutes],
    })
    class Root {}
    const testing = await Test.createTestingModule({ imports: [Root] }).compile();
    const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    prepare?.(app);
    try {
      await app.init();
      return app.get(PolicyCheck).table();
    } finally {
      await app.close();
    }
  }

  it('knows the prefix that a module gives', async () => {
    @Module({ controllers: [UnderAPrefix] })
    class Rooms {}
    const routes = RouterModule.register([{ path: 'v1/clinics/:clinicId', module: Rooms }]);
    await expect(start({ imports: [Rooms, routes] })).rejects.toThrow(
      /GET \/v1\/clinics\/:clinicId\/rooms .* not @ClinicScoped/,
    );
    await expect(start({ imports: [Rooms] })).resolves.toMatchObject([{ path: '/rooms' }]);
  });

  it('knows the prefix of the whole server', async () => {
    await expect(
      start({ controllers: [UnderAPrefix] }, (app) => app.setGlobalPrefix('v1/clinics/:clinicId')),
    ).rejects.toThrow(/GET \/v1\/clinics\/:clinicId\/rooms .* not @ClinicScoped/);
  });

  it('lists versions in the address each by itself', async () => {
    const versioned = start({ controllers: [ForgottenInAVersion] }, (app) =>
      app.enableVersioning({ type: VersioningType.URI }),
    );
    await expect(versioned).rejects.toThrow(
      /GET \/v1\/clinics\/:clinicId\/rooms .*\n.*GET \/v2\/clinics\/:clinicId\/rooms/,
    );
  });
});
