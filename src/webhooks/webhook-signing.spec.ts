import { Webhook } from 'standardwebhooks';
import { newWebhookSecret, webhookHeaders } from './webhook-signing.js';

const body = JSON.stringify({ type: 'appointment.booked', data: { appointmentId: 'APT-1' } });
const now = Math.floor(Date.now() / 1000);

describe('the signature of a webhook', () => {
  it('is accepted by the reference library', () => {
    const secret = newWebhookSecret();
    expect(new Webhook(secret).verify(body, webhookHeaders('msg-1', now, body, [secret]))).toEqual(JSON.parse(body));
  });

  it('is accepted with the old and with the new secret while one is rotated', () => {
    const [old, fresh] = [newWebhookSecret(), newWebhookSecret()];
    const headers = webhookHeaders('msg-1', now, body, [fresh, old]);
    for (const secret of [old, fresh]) expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('fails for another secret, body, id or time', () => {
    const secret = newWebhookSecret();
    const headers = webhookHeaders('msg-1', now, body, [secret]);
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'msg-2' })).toThrow();
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-timestamp': String(now - 1) })).toThrow();
  });
});
