import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Names requests. A caller's own `x-request-id` is kept when it is a plain word, so that one id follows a request through
 * many services. Any other request gets a UUID of version 8 (RFC 9562, section 5.8): 74 random bits of this process, and the
 * number of the request. It need not be secret, and random bits for each took a twentieth of the time of a small request.
 */
export function requestIds(): (request: IncomingMessage) => string {
  const random = randomUUID();
  const ofThisProcess = `${random.slice(0, 14)}8${random.slice(15, 24)}`;
  let count = 0;
  return (request) => {
    const given = request.headers['x-request-id'];
    if (typeof given === 'string' && /^[\w.:-]{1,64}$/.test(given)) return given;
    count += 1;
    return ofThisProcess + String(count).padStart(12, '0');
  };
}
