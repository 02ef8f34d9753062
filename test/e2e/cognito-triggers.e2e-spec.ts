import {
  customMessage,
  postConfirmation,
  preSignUp,
  machineToken,
  tokenGeneration,
} from '../support/triggers/cognito-events.js';
import { domain, profileKey, sentences, TriggerHouse, userSources } from '../support/triggers/trigger-house.js';

describe('Cognito triggers through both doors', () => {
  let triggers: TriggerHouse;

  beforeAll(async () => {
    triggers = await TriggerHouse.open();
  });
  afterAll(async () => {
    await triggers.house.close();
  });

  describe('pre-sign-up (docs/cognito-facts.md#l3)', () => {
    const unconfirmed = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

    it.each(['SignUp', 'AdminCreateUser', 'ExternalProvider'])('lets an approved domain in by %s', async (by) => {
      const verified = { email_verified: by === 'ExternalProvider' ? 'true' : 'False' };
      await triggers.answers(preSignUp(triggers.someone(), by, verified), unconfirmed);
      await triggers.answers(preSignUp(triggers.someone(`Ada@${domain.toUpperCase()}`), by, verified), unconfirmed);
    });

    it.each(['false', 'False', '', 'no', undefined, 1])(
      'refuses a user of another provider whose address it did not verify (email_verified: %p)',
      async (verified) => {
        const event = preSignUp(triggers.someone(), 'ExternalProvider', { email_verified: verified });
        await triggers.refuses(event, sentences.unverified);
      },
    );

    it.each(['SignUp', 'AdminCreateUser', 'ExternalProvider'])('keeps other domains out by %s', async (by) => {
      await triggers.refuses(preSignUp(triggers.someone('eve@evil.example'), by), sentences.domain);
      await triggers.refuses(preSignUp(triggers.someone(`eve@mail.${domain}`), by), sentences.domain);
      await triggers.refuses(
        preSignUp(triggers.someone(), by, { email: [`triggers.ada@${domain}`] }),
        sentences.address,
      );
      await triggers.refuses(preSignUp(triggers.someone(`eve@evil.example@${domain}`), by), sentences.address);
    });

    it('does not believe the clinic that a user signs up with (docs/cognito-facts.md#a2)', async () => {
      const claim = { 'custom:clinic_id': 'CLN-OPEN' };
      await triggers.refuses(preSignUp(triggers.someone('eve@evil.example'), 'SignUp', claim), sentences.domain);
      await triggers.refuses(
        preSignUp(triggers.someone('eve@evil.example'), 'ExternalProvider', claim),
        sentences.domain,
      );
    });

    it('lets a clinic invite from outside only when it has chosen so', async () => {
      const invited = (clinicId: string) =>
        preSignUp(triggers.someone('locum@evil.example'), 'AdminCreateUser', { 'custom:clinic_id': clinicId });
      await triggers.answers(invited('CLN-OPEN'), unconfirmed);
      for (const clinicId of ['CLN-001', 'CLN-404', 'CLN-OPEN#META', '']) {
        await triggers.refuses(invited(clinicId), sentences.domain);
      }
      // the domain of one clinic, invited to another that has not chosen so
      const foreign = { 'custom:clinic_id': 'CLN-001' };
      await triggers.refuses(
        preSignUp(triggers.someone('bob@open.example'), 'AdminCreateUser', foreign),
        sentences.domain,
      );
    });

    it('confirms without a code only for a clinic that has chosen so (docs/cognito-facts.md#l4)', async () => {
      const confirmed = { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false };
      await triggers.answers(preSignUp(triggers.someone('bob@open.example'), 'SignUp'), confirmed);
      const verified = { email_verified: 'true' };
      await triggers.answers(
        preSignUp(triggers.someone('bob@open.example'), 'ExternalProvider', verified),
        unconfirmed,
      );
    });
  });

  describe('post-confirmation (docs/cognito-facts.md#l5)', () => {
    it('writes the profile of a confirmed user exactly as it is specified', async () => {
      const user = triggers.someone();
      await triggers.answers(postConfirmation(user, 'ConfirmSignUp'), {});
      expect(await triggers.stored(user.sub)).toEqual({
        ...profileKey(user.sub),
        type: 'USER',
        email: user.email,
        clinic_id: 'CLN-001',
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        status: 'active',
      });
    });

    it.each(['ConfirmSignUp', 'ConfirmForgotPassword'])('changes nothing that exists by %s', async (by) => {
      const user = triggers.someone();
      const before = { clinic_id: 'CLN-OPEN', status: 'disabled', email: 'old@open.example' };
      await triggers.profile(user.sub, before);
      await triggers.answers(postConfirmation(user, by), {});
      expect(await triggers.stored(user.sub)).toMatchObject({ ...before, created_at: '2026-01-01T00:00:00.000Z' });
    });

    it.each(['true', 'True', 'TRUE'])(
      'gives the clinic of a verified address (email_verified: %p)',
      async (verified) => {
        const user = triggers.someone();
        await triggers.answers(postConfirmation(user, 'ConfirmSignUp', verified), {});
        expect(await triggers.stored(user.sub)).toHaveProperty('clinic_id', 'CLN-001');
      },
    );

    it.each([
      ['ConfirmSignUp', 'false', 'a first sign-in through another provider, a code sent by SMS, AdminConfirmSignUp'],
      ['ConfirmSignUp', 'False', 'another casing'],
      ['ConfirmSignUp', 'yes', 'another word'],
      ['ConfirmForgotPassword', 'false', 'an address that was changed and never proven (docs/cognito-facts.md#a5)'],
    ])('gives no clinic by %s with email_verified %p: %s', async (by, verified) => {
      const user = triggers.someone();
      await triggers.answers(postConfirmation(user, by, verified), {});
      expect(await triggers.stored(user.sub)).toMatchObject({ status: 'active' });
      expect(await triggers.stored(user.sub)).not.toHaveProperty('clinic_id');
    });

    it.each(['true', 'false'])(
      'gives an invited user the clinic only when email_verified is true (%p)',
      async (verified) => {
        const user = triggers.someone();
        await triggers.answers(customMessage(user, 'AdminCreateUser', verified), {});
        const stored = await triggers.stored(user.sub);
        expect(stored?.['clinic_id']).toBe(verified === 'true' ? 'CLN-001' : undefined);
        expect(stored).toHaveProperty('status', 'active');
      },
    );

    it.each(['ConfirmSignUp', 'ConfirmForgotPassword'])(
      'settles the clinic of a profile that waits for it, once the address is verified, by %s',
      async (by) => {
        const user = triggers.someone();
        await triggers.profile(user.sub, { clinic_pending: true, role: 'optician' });
        await triggers.answers(postConfirmation(user, by, 'false'), {});
        expect(await triggers.stored(user.sub)).toMatchObject({ clinic_pending: true });
        await triggers.answers(postConfirmation(user, by), {});
        const settled = { clinic_id: 'CLN-001', email: user.email, role: 'optician', status: 'active' };
        expect(await triggers.stored(user.sub)).toMatchObject({ ...settled, created_at: '2026-01-01T00:00:00.000Z' });
        expect(await triggers.stored(user.sub)).not.toHaveProperty('clinic_pending');
      },
    );

    it('refuses an event that names no user', async () => {
      const event = postConfirmation({ ...triggers.someone(), sub: 'x#META' }, 'ConfirmSignUp');
      await triggers.refuses(event, sentences.unreadable);
    });
  });

  describe('pre-token-generation (docs/cognito-facts.md#l6)', () => {
    const add = {
      'custom:clinic_id': 'CLN-001',
      'custom:role': 'optician',
      'custom:subscription': 'pro',
      'custom:features': 'recall,sms',
    };

    it.each(userSources)('answers %s in the version of the event', async (by) => {
      const claims = { claimsToAddOrOverride: add, claimsToSuppress: [] };
      await triggers.answers(tokenGeneration(triggers.ada, by, '1'), { claimsOverrideDetails: claims });
      for (const version of ['2', '3']) {
        await triggers.answers(tokenGeneration(triggers.ada, by, version), {
          claimsAndScopeOverrideDetails: { idTokenGeneration: claims, accessTokenGeneration: claims },
        });
      }
    });

    it('leaves a machine token as it is', async () => {
      await triggers.answers(machineToken(triggers.ada), {});
    });

    it('writes the profile at the first token, and never believes the attributes (docs/cognito-facts.md#a1)', async () => {
      const user = triggers.someone();
      await triggers.answers(tokenGeneration(user, 'NewPasswordChallenge', '1'), {
        claimsOverrideDetails: {
          claimsToAddOrOverride: {
            'custom:clinic_id': 'CLN-001',
            'custom:subscription': 'free',
            'custom:features': '',
          },
          claimsToSuppress: ['custom:role'],
        },
      });
      expect(await triggers.stored(user.sub)).toMatchObject({
        clinic_id: 'CLN-001',
        email: user.email,
        status: 'active',
      });
    });

    it('settles the clinic of a profile that waits for it, in the very token', async () => {
      const user = triggers.someone();
      await triggers.profile(user.sub, { clinic_pending: true });
      await triggers.answers(tokenGeneration(user, 'RefreshTokens', '1'), {
        claimsOverrideDetails: {
          claimsToAddOrOverride: {
            'custom:clinic_id': 'CLN-001',
            'custom:subscription': 'free',
            'custom:features': '',
          },
          claimsToSuppress: ['custom:role'],
        },
      });
      expect(await triggers.stored(user.sub)).toMatchObject({ clinic_id: 'CLN-001' });
    });

    it('leaves a profile alone that an administrator has left without a clinic', async () => {
      const user = triggers.someone();
      await triggers.profile(user.sub, { clinic_ids: [] });
      await triggers.both(tokenGeneration(user, 'RefreshTokens', '2'));
      expect(await triggers.stored(user.sub)).not.toHaveProperty('clinic_id');
    });

    it('gives no clinic at the first token for an unverified address', async () => {
      const user = triggers.someone();
      await triggers.both(tokenGeneration(user, 'Authentication', '2', 'false'));
      expect(await triggers.stored(user.sub)).not.toHaveProperty('clinic_id');
    });

    it('takes every group and claim from a user who is shut out (docs/cognito-facts.md#l7)', async () => {
      const user = triggers.someone();
      await triggers.profile(user.sub, { status: 'disabled', clinic_id: 'CLN-001', subscription: 'pro' });
      const claims = { claimsToAddOrOverride: {}, claimsToSuppress: Object.keys(add) };
      await triggers.answers(tokenGeneration(user, 'RefreshTokens', '1'), {
        claimsOverrideDetails: { ...claims, groupOverrideDetails: { groupsToOverride: [] } },
      });
      await triggers.answers(tokenGeneration(user, 'RefreshTokens', '2'), {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: claims,
          accessTokenGeneration: claims,
          groupOverrideDetails: { groupsToOverride: [] },
        },
      });
    });
  });
});
