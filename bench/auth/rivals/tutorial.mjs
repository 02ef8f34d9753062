// The stack of every tutorial: passport-jwt with jwks-rsa's cached, rate-limited key provider.
import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { startNest } from './nest-server.mjs';
import { pool } from './started.mjs';

class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({
      secretOrKeyProvider: passportJwtSecret({
        cache: true,
        rateLimit: true,
        jwksRequestsPerMinute: 5,
        jwksUri: pool.jwksUri,
      }),
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      issuer: pool.issuer,
      algorithms: ['RS256'],
    });
  }

  validate(payload) {
    return { userId: payload.sub, username: payload.username, groups: payload['cognito:groups'] };
  }
}
Injectable()(JwtStrategy);

await startNest({
  adapter: process.argv[2],
  guards: [AuthGuard('jwt')],
  imports: [PassportModule],
  providers: [JwtStrategy],
});
