import { All, Controller, Delete, Get, Post, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { ClinicScoped, policyKeys, Public, Roles, Scopes } from './policy.decorators.js';
import { PolicyCheck } from './policy-check.js';

const policyCheck = async (...controllers: readonly Type[]): Promise<PolicyCheck> => {
  const testing = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers: [...controllers],
    providers: [PolicyCheck],
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
