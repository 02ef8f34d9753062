import { lookup as resolve, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { AllowedNetworks } from './public-address.js';

/** One attempt, its connection, its answer and all. */
const attemptMs = 10_000;

/** The address lies in a private network, or has no encryption outside of one that is allowed. */
class ForbiddenAddressError extends Error {
  constructor() {
    super('the address is not on the public internet');
    this.name = 'ForbiddenAddressError';
  }
}

/** What became of an attempt: the status that the receiver answered, or why there is none. */
export type SendResult = { readonly status: number } | { readonly fault: string };

/**
 * Sends requests to addresses that strangers chose. The address to connect to is checked at the moment of the connection,
 * after the name was resolved, so that a name cannot resolve to a public address for a check and to a private one for the
 * request (DNS rebinding). Redirects are not followed; of the answer only its status is looked at.
 */
export class WebhookSender {
  constructor(
    private readonly networks: AllowedNetworks,
    private readonly timeoutMs = attemptMs,
  ) {}

  /** Never throws: whatever goes wrong is the receiver's, and is told as a fault. */
  send(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<SendResult> {
    return new Promise((settle) => {
      const target = new URL(url);
      const request = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' },
        lookup: this.lookup(target.protocol),
        agent: false,
      });
      const timer = setTimeout(() => request.destroy(new Error('timeout')), this.timeoutMs);
      const done = (result: SendResult): void => {
        clearTimeout(timer);
        settle(result);
        request.destroy();
      };
      request.on('response', ({ statusCode = 0 }) => {
        done({ status: statusCode });
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        done({ fault: error.code ?? error.name });
      });
      if (!this.mayConnect(target)) request.destroy(new ForbiddenAddressError());
      else request.end(body);
    });
  }

  /** An address in the URL itself is never resolved, so it is checked here. */
  private mayConnect({ hostname, protocol }: URL): boolean {
    const address = hostname.replace(/^\[|\]$/g, '');
    return isIP(address) === 0 || this.permits(address, protocol);
  }

  /** Without encryption only networks that are allowed by name. */
  private permits(address: string, protocol: string): boolean {
    return protocol === 'https:' ? this.networks.permits(address) : this.networks.contains(address);
  }

  private lookup(protocol: string): LookupFunction {
    return (hostname, options, callback) => {
      resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        const [first] = addresses;
        if (error !== null) callback(error, '', 0);
        // one forbidden address is reason enough: which of them is used is not ours to say
        else if (first === undefined || !addresses.every(({ address }) => this.permits(address, protocol))) {
          callback(new ForbiddenAddressError(), '', 0);
        } else if (options.all === true) callback(null, addresses);
        else callback(null, first.address, first.family);
      });
    };
  }
}
