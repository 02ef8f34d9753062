import { Webhook } from 'standardwebhooks';
import { checkWebhook, webhookKey } from './webhook-signature.js';

const now = 1_800_000_000;
const secretOf = (fill: number, bytes = 32) => `whsec_${Buffer.alloc(bytes, fill).toString('base64')}`;
const [current, previous, stranger] = [secretOf(1, 24), secretOf(2, 64), secretOf(3)];
const keys = [current, previous].map(webhookKey);
const body = Buffer.from('{"a":"\u00e9 \ud83d\ude00"}');

/** Signed by the reference implementation. */
const signed = (secret: string, at = now, id = 'msg_1') => ({
  id,
  timestamp: String(at),
  signature: new Webhook(secret).sign(id, new Date(at * 1000), body.toString()),
});
const check = (headers: Parameters<typeof checkWebhook>[0], bytes = body, at = now) =>
  checkWebhook(headers, bytes, keys, at);

/** The same bytes for a lenient decoder: 32 bytes leave two bits of the last character over. */
function unusedBitsSet(code: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = alphabet.indexOf(code.charAt(code.length - 2));
  return `${code.slice(0, -2)}${alphabet.charAt(last + 1)}=`;
}

describe('the signature of a delivery', () => {
  it.each([current, previous])('holds by any of the keys', (secret) => {
    expect(check(signed(secret))).toEqual({ id: 'msg_1' });
  });

  it('does not hold by another key, for another id, time or body', () => {
    const refused = { fault: 'no_matching_signature' };
    const good = signed(current);
    expect(check(signed(stranger))).toEqual(refused);
    expect(check({ ...good, id: 'msg_2' })).toEqual(refused);
    expect(check({ ...good, timestamp: String(now + 1) })).toEqual(refused);
    expect(check(good, Buffer.concat([body, Buffer.from(' ')]))).toEqual(refused);
    expect(checkWebhook(good, body, [], now)).toEqual(refused);
  });

  it('covers bytes: two bodies that read alike are not the same', () => {
    const broken = Buffer.from([0x7b, 0xff, 0x7d]);
    const id = 'msg_1';
    const signature = new Webhook(current).sign(id, new Date(now * 1000), broken.toString());
    expect(check({ id, timestamp: String(now), signature }, broken)).toEqual({ fault: 'no_matching_signature' });
  });

  it('holds for five minutes on either side', () => {
    const late = { fault: 'timestamp_out_of_range' };
    expect(check(signed(current), body, now + 300)).toEqual({ id: 'msg_1' });
    expect(check(signed(current), body, now - 300)).toEqual({ id: 'msg_1' });
    expect(check(signed(current), body, now + 300.5)).toEqual(late);
    expect(check(signed(current), body, now - 301)).toEqual(late);
  });

  it('may stand among others, in canonical Base64 and version v1 only', () => {
    const good = signed(current);
    const [, code = ''] = good.signature.split(',');
    const refused = { fault: 'no_matching_signature' };
    expect(check({ ...good, signature: `v1,AAAA v2,x ${good.signature}` })).toEqual({ id: 'msg_1' });
    for (const signature of [
      `v2,${code}`,
      code,
      `v1,${code.replace('=', '')}`,
      `v1,${code} `.trim().replace(',', ', '),
      `v1,${unusedBitsSet(code)}`,
      `v1,${Buffer.from(code, 'base64').toString('hex')}`,
      'v1,',
      '',
      `${'v1,AAAA '.repeat(10)}${good.signature}`,
    ]) {
      expect(check({ ...good, signature })).toEqual(refused);
    }
  });

  it.each([
    ['id', undefined],
    ['id', ''],
    ['id', 'a b'],
    ['id', 'a.b'],
    ['id', 'a#b'],
    ['id', 'x'.repeat(129)],
    ['id', ['msg_1']],
    ['timestamp', undefined],
    ['timestamp', `${String(now)}x`],
    ['timestamp', `0${String(now)}`],
    ['timestamp', `${String(now)}.0`],
    ['timestamp', '-1'],
    ['signature', undefined],
    ['signature', ['v1,x']],
  ])('asks for the three headers in their form: %s %p', (name, value) => {
    expect(check({ ...signed(current), [name]: value })).toEqual({ fault: 'headers_missing' });
  });
});
