import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { AppError } from '../../errors/app-error.js';
import { bearerToken, type IncomingHeaders } from './bearer-token.js';
import { TokenVerifier } from './token-verifier.js';
import type { VerifiedToken } from './verified-token.js';

/**
 * passport-jwt's strategy with the verification of a token in our hands: jsonwebtoken decodes leniently, knows nothing of
 * Cognito's claims and costs 1.6 times the signature check that it makes (docs/decisions).
 */
@Injectable()
export class CognitoStrategy extends PassportStrategy(Strategy) implements OnApplicationShutdown {
  /** passport keeps strategies by name for the whole process; two servers in one process must not take each other's. */
  readonly passportName = `cognito-${randomUUID()}`;

  constructor(private readonly verifier: TokenVerifier) {
    super({
      jwtFromRequest: bearerToken,
      algorithms: ['RS256'],
      // passport-jwt asks for a key on its own way to jsonwebtoken, which `authenticate` does not go: it stays locked
      secretOrKeyProvider: (_request, _token, done) => {
        done(new Error('tokens are verified by TokenVerifier'));
      },
    });
    passport.unuse(this.name);
    passport.use(this.passportName, this);
  }

  onApplicationShutdown(): void {
    passport.unuse(this.passportName);
  }

  /** passport's entry: ends in exactly one of `success`, `fail` (the token is to blame) and `error` (we are). */
  override authenticate(request: IncomingHeaders): void {
    let outcome: ReturnType<CognitoStrategy['validate']>;
    try {
      outcome = this.validate(request);
    } catch (error) {
      this.refuse(error);
      return;
    }
    if (!(outcome instanceof Promise)) {
      this.conclude(outcome);
      return;
    }
    outcome.then(
      (found) => {
        this.conclude(found);
      },
      (error: unknown) => {
        this.refuse(error);
      },
    );
  }

  validate(request: IncomingHeaders): VerifiedToken | AppError | Promise<VerifiedToken | AppError> {
    return this.verifier.verifyAtOnce(bearerToken(request));
  }

  private conclude(outcome: VerifiedToken | AppError): void {
    if (outcome instanceof AppError) this.refuse(outcome);
    else this.success(outcome);
  }

  private refuse(error: unknown): void {
    if (error instanceof AppError && error.code !== 'keys_unavailable') this.fail(error, 401);
    else this.error(error as Error);
  }
}
