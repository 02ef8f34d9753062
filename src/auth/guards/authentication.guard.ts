import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { AlbAuthenticator, type AlbRequest } from '../alb/alb-authenticator.js';
import type { AuthenticatedRequest } from '../principal/current-principal.decorator.js';
import { GatewayAuthorizer } from '../gateway/gateway-authorizer.js';
import { bearerToken, type IncomingHeaders } from '../token/bearer-token.js';
import { CognitoStrategy } from '../token/cognito.strategy.js';
import { TokenVerifier } from '../token/token-verifier.js';
import type { VerifiedToken } from '../token/verified-token.js';
import { Principals } from '../principal/principals.js';
import { RoutePolicies } from '../policy/route-policy.js';

interface IncomingRequest extends IncomingHeaders, AuthenticatedRequest, Pick<AlbRequest, 'method'> {
  readonly headers: IncomingHeaders['headers'] & AlbRequest['headers'];
  /** Left by passport's guard at first sight of a token. */
  verifiedToken?: VerifiedToken;
}

/**
 * Who are you: leaves a `Principal` on the request, or refuses with a 401 code (503 when it cannot tell). A token that was
 * verified or refused before is recalled, without anything to wait for; only a new one goes through passport.
 */
@Injectable()
export class AuthenticationGuard extends AuthGuard() {
  constructor(
    strategy: CognitoStrategy,
    private readonly policies: RoutePolicies,
    private readonly verifier: TokenVerifier,
    private readonly gateway: GatewayAuthorizer,
    private readonly alb: AlbAuthenticator,
    private readonly principals: Principals,
  ) {
    super({ defaultStrategy: strategy.passportName, property: 'verifiedToken', session: false });
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (this.policies.of(context.getHandler(), context.getClass()).kind === 'public') return true;
    const request = context.getArgByIndex<IncomingRequest>(0);
    const asserted = this.gateway.claims();
    // a gateway's authorizer keeps the token to itself: nothing is remembered under its name
    if (asserted !== undefined) return this.admit(request, '', this.verifier.judge(asserted));
    if (this.alb.concerns(request)) return this.behindAlb(request);
    const token = bearerToken(request);
    const verified = this.verifier.recall(token);
    if (verified !== undefined) return this.admit(request, token, verified);
    this.refuseAgain(request, token);
    return this.firstSight(context, request, token);
  }

  /** passport reports a refusal as `info` and a failure as `error`; both are already the errors that we mean. */
  override handleRequest<T>(error: unknown, verified: T | false, info: unknown): T {
    if (verified === false || error !== null) throw error ?? info;
    return verified;
  }

  private admit(request: IncomingRequest, token: string, verified: VerifiedToken): boolean | Promise<boolean> {
    // noted before the marks are read: the audit trail names who was refused by them
    request.verifiedToken = verified;
    const principal = this.principals.of(token, verified);
    if (principal instanceof Promise) {
      return principal.then((read) => {
        request.principal = read;
        return true;
      });
    }
    request.principal = principal;
    return true;
  }

  private refuseAgain(request: IncomingRequest, token: string): void {
    const known = this.verifier.refusalOf(token);
    if (known === undefined) return;
    if (known.holder !== undefined) request.verifiedToken = known.holder;
    throw known.error;
  }

  /** The load balancer's word and the access token that it hands over, which are nothing without each other. */
  private async behindAlb(request: IncomingRequest): Promise<boolean> {
    const { token, assertion } = this.alb.read(request);
    this.refuseAgain(request, token);
    const verified = this.verifier.recall(token) ?? (await this.verifier.verify(token));
    await this.alb.confirm(assertion, verified);
    return this.admit(request, token, verified);
  }

  private async firstSight(context: ExecutionContext, request: IncomingRequest, token: string): Promise<boolean> {
    await super.canActivate(context);
    if (request.verifiedToken === undefined) throw new Error('passport let a request pass without a token');
    return this.admit(request, token, request.verifiedToken);
  }
}
