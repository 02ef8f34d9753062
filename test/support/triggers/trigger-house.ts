import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Logger } from '@nestjs/common';
import type { CognitoEvent, EventSubject } from './cognito-events.js';
import { House } from '../server/house.js';
import { type Outcome, throughHttp, throughLambda, triggerSecret } from './trigger-doors.js';

export const secondSecret = `whsec_${Buffer.alloc(64, 2).toString('base64')}`;
/** Of the clinic CLN-001. */
export const domain = 'sunrise-eye.com';
/** What users are told. */
export const sentences = {
  domain: 'Please register with the e-mail address that your clinic gave you',
  address: 'Please check the e-mail address, it is not one that we can accept',
  unverified: 'Please verify your e-mail address where you have your account, then try again',
  closed: 'This account is closed, please ask your clinic',
  unknown: 'This way to register or to sign in is not offered here',
  unreadable: 'We could not read this request, please try again',
};
export const userSources = [
  'HostedAuth',
  'Authentication',
  'NewPasswordChallenge',
  'AuthenticateDevice',
  'RefreshTokens',
];

/** A house whose triggers have both doors, the clinics CLN-001 and CLN-OPEN, and Ada, who has a profile. */
export class TriggerHouse {
  private constructor(
    readonly house: House,
    readonly ada: EventSubject,
  ) {}

  static async open(): Promise<TriggerHouse> {
    process.env['TABLE_NAME'] = 'clinic-portal-test';
    const house = await House.open({ environment: { COGNITO_TRIGGER_SECRETS: `${triggerSecret},${secondSecret}` } });
    const { accessToken: token } = house.admin;
    const clinic = { id: 'CLN-001', name: 'Sunrise', timeZone: 'UTC', emailDomains: [domain] };
    await house.request('POST', '/v1/clinics', { token, body: clinic });
    const open = { id: 'CLN-OPEN', name: 'Open', timeZone: 'UTC', emailDomains: ['open.example'] };
    const signUp = { autoConfirm: true, allowOutsideInvitations: true };
    await house.request('POST', '/v1/clinics', { token, body: { ...open, signUp } });
    // the function brings a logger of its own, for the whole process
    const muted = [process.stdout, process.stderr].map((stream) => jest.spyOn(stream, 'write').mockReturnValue(true));
    await throughLambda({});
    for (const stream of muted) stream.mockRestore();
    Logger.overrideLogger(false);
    const triggers = new TriggerHouse(house, subjectIn(house, `ada@${domain}`));
    await triggers.profile(triggers.ada.sub, {
      clinic_id: 'CLN-001',
      role: 'optician',
      subscription: 'pro',
      features: ['recall', 'sms'],
    });
    return triggers;
  }

  someone(email = `ada@${domain}`): EventSubject {
    return subjectIn(this.house, email);
  }

  async profile(sub: string, attributes: Record<string, unknown>): Promise<void> {
    const item = { ...profileKey(sub), type: 'USER', created_at: '2026-01-01T00:00:00.000Z', status: 'active' };
    await this.house.table.send(new PutCommand({ TableName: 'clinic-portal-test', Item: { ...item, ...attributes } }));
  }

  async stored(sub: string): Promise<Record<string, unknown> | undefined> {
    const { Item } = await this.house.table.send(
      new GetCommand({ TableName: 'clinic-portal-test', Key: profileKey(sub) }),
    );
    return Item;
  }

  /** Both doors in turn; what they say must be the same to the byte. */
  async both(event: object): Promise<Outcome> {
    const lambda = await throughLambda(event);
    await expect(throughHttp(this.house, event)).resolves.toEqual(lambda);
    return lambda;
  }

  /** Expects the event back, with these members of its response set. */
  async answers(event: CognitoEvent, response: object): Promise<void> {
    await expect(this.both(event)).resolves.toEqual({
      answer: JSON.stringify({ ...event, response: { ...event.response, ...response } }),
    });
  }

  /** Expects a refusal in these words. */
  async refuses(event: object, refusal: string): Promise<void> {
    await expect(this.both(event)).resolves.toEqual({ refusal });
  }
}

export function profileKey(sub: string): { PK: string; SK: string } {
  return { PK: `USER#${sub}`, SK: 'META' };
}

function subjectIn({ cognito: { userPoolId, clients } }: House, email: string): EventSubject {
  return { sub: randomUUID(), email, userPoolId, clientId: clients.web.id };
}
