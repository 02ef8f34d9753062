import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { JsonObject } from '../token/strict-json.js';

/**
 * What a gateway's authorizer found out about the caller, for the time of one request. Only the Lambda entry sets it, from
 * the part of the event that the gateway itself writes: nothing that a caller sends can get here.
 */
@Injectable()
export class GatewayAuthorizer {
  private readonly requests = new AsyncLocalStorage<JsonObject>();

  /** Runs one request on behalf of the caller with these claims. */
  asserting<T>(claims: JsonObject, request: () => Promise<T>): Promise<T> {
    return this.requests.run(claims, request);
  }

  /** The claims of the request under way; nothing where there is no authorizer in front. */
  claims(): JsonObject | undefined {
    return this.requests.getStore();
  }
}
