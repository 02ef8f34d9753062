import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AuditModule } from '../audit/audit.module.js';
import { AlbAuthenticator } from './alb/alb-authenticator.js';
import { GatewayAuthorizer } from './gateway/gateway-authorizer.js';
import { CallerLoad } from './caller-load.js';
import { AuthenticationGuard } from './guards/authentication.guard.js';
import { ClinicGuard } from './guards/clinic.guard.js';
import { ConcurrencyGuard } from './guards/concurrency.guard.js';
import { PolicyCheck } from './policy/policy-check.js';
import { Principals } from './principal/principals.js';
import { RolesGuard } from './guards/roles.guard.js';
import { RoutePolicies } from './policy/route-policy.js';
import { ServedRoutes } from './policy/served-routes.js';
import { ScopesGuard } from './guards/scopes.guard.js';
import { UserPools } from './keys/user-pools.js';
import { CognitoStrategy } from './token/cognito.strategy.js';
import { TokenVerifier } from './token/token-verifier.js';

/**
 * Who is calling, and may they. Guards every route of the application; they run in the order in which they stand here. Needs
 * `ConfigService`, `Clock` and an `AuthorityStore` to be provided globally.
 */
@Module({
  imports: [PassportModule, DiscoveryModule, AuditModule],
  providers: [
    UserPools,
    GatewayAuthorizer,
    AlbAuthenticator,
    TokenVerifier,
    CognitoStrategy,
    Principals,
    { provide: CallerLoad, useFactory: () => new CallerLoad() },
    RoutePolicies,
    ServedRoutes,
    PolicyCheck,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: ScopesGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
    { provide: APP_GUARD, useClass: ClinicGuard },
    { provide: APP_GUARD, useClass: ConcurrencyGuard },
  ],
  exports: [UserPools, AlbAuthenticator, GatewayAuthorizer, TokenVerifier, PolicyCheck],
})
export class AuthModule {}
