import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { handler } from '../../../src/lambda/cognito-triggers.js';
import type { Answer } from '../server/http.js';

export const triggerSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

/** What came out of a door: the answered event to the byte, or the sentence of a refusal. */
export type Outcome = { answer: string } | { refusal: string };

/** The Lambda door, with the JSON that Lambda puts around it on both sides. */
export async function throughLambda(event: object): Promise<Outcome> {
  try {
    return { answer: JSON.stringify(await handler(JSON.parse(JSON.stringify(event)))) };
  } catch (error) {
    return { refusal: (error as Error).message };
  }
}

interface House {
  request(method: string, path: string, options: { body: string; headers: Record<string, string> }): Promise<Answer>;
}

/** Signs by the reference implementation, which is not the one that checks. */
export function signedHeaders(body: string, id: string = randomUUID(), secret = triggerSecret, at = new Date()) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

export function deliver(house: House, body: string, headers: Record<string, string>): Promise<Answer> {
  return house.request('POST', '/v1/cognito-triggers', { body, headers });
}

/** The signed HTTP door, as a forwarding function reads it. */
export async function throughHttp(house: House, event: object, id?: string): Promise<Outcome> {
  const body = JSON.stringify(event);
  const { status, text, body: problem } = await deliver(house, body, signedHeaders(body, id));
  return status === 200 ? { answer: text } : { refusal: String(problem['detail']) };
}
