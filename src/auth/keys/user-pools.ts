import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import jwksRsa from 'jwks-rsa';
import { Clock } from '../../clock/clock.js';
import type { PoolSettings, Settings, TokenUse } from '../../config/settings.js';
import { readJwks } from './jwks-document.js';
import { defaultKeyLimits } from './key-limits.js';
import { KeyStore } from './key-store.js';

/** One configured user pool: what it demands of its tokens, and the keys that sign them. */
export interface UserPool {
  readonly userPoolId: string;
  readonly issuers: readonly string[];
  readonly clientIds: ReadonlySet<string>;
  readonly tokenUses: ReadonlySet<TokenUse>;
  readonly keys: KeyStore;
}

/**
 * The user pools whose tokens count, by issuer. Whom to trust comes from the settings, never from a token
 * (docs/cognito-facts.md#t9).
 */
@Injectable()
export class UserPools implements OnApplicationBootstrap {
  private readonly logger = new Logger(UserPools.name);
  readonly byIssuer: ReadonlyMap<string, UserPool>;
  /** For health checks and metrics. */
  readonly all: readonly UserPool[];

  constructor(
    config: ConfigService<Settings, true>,
    private readonly clock: Clock,
  ) {
    const { pools } = config.get('auth', { infer: true });
    this.all = pools.map((settings) => this.pool(settings));
    this.byIssuer = new Map(this.all.flatMap((pool) => pool.issuers.map((issuer) => [issuer, pool] as const)));
  }

  /** Whether every pool has keys to verify with; asks for them once more where not. For the readiness probe. */
  async ready(): Promise<boolean> {
    await Promise.all(this.all.map(({ keys }) => keys.warm()));
    return this.all.every(({ keys }) => keys.ready);
  }

  /** Warm before the server listens. A key server that is down does not keep it from starting: requests get 503 till then. */
  async onApplicationBootstrap(): Promise<void> {
    await this.ready();
  }

  private pool(settings: PoolSettings): UserPool {
    const { userPoolId, jwksUri } = settings;
    const client = jwksRsa({
      jwksUri,
      // the store does these itself: jwks-rsa's cache has no refresh, and its rate limit fails valid requests:
      // docs/cognito-facts.md#k3, docs/cognito-facts.md#k4
      cache: false,
      rateLimit: false,
      fetcher: async (uri) => readJwks(uri, defaultKeyLimits.read),
    });
    return {
      userPoolId,
      issuers: settings.issuers,
      clientIds: new Set(settings.clientIds),
      tokenUses: new Set(settings.tokenUses ?? ['access']),
      keys: new KeyStore({
        // what `readJwks` gave
        readKeys: async () => (await client.getKeys()) as readonly unknown[],
        clock: this.clock,
        random: Math.random,
        onOutage: (message) => {
          this.logger.warn(`The keys of user pool ${userPoolId} cannot be read from ${jwksUri}: ${message}`);
        },
        onRecovery: () => {
          this.logger.log(`The keys of user pool ${userPoolId} can be read again`);
        },
      }),
    };
  }
}
