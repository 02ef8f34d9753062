import { UnauthorizedException } from '@nestjs/common';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { startNest } from './nest-server.mjs';
import { pool } from './started.mjs';

const verifier = CognitoJwtVerifier.create({
  userPoolId: pool.userPoolId,
  clientId: pool.clientId,
  tokenUse: 'access',
});
verifier.cacheJwks(pool.jwks);

class AwsJwtVerifyGuard {
  async canActivate(context) {
    const request = context.switchToHttp().getRequest();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    try {
      if (scheme !== 'Bearer') throw new Error('no token');
      request.user = await verifier.verify(token);
      return true;
    } catch {
      throw new UnauthorizedException();
    }
  }
}

await startNest({ adapter: 'fastify', guards: [AwsJwtVerifyGuard] });
