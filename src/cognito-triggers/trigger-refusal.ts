/**
 * What people read, one fixed sentence for each reason: no list of domains, no echo of what they typed. Cognito puts it into
 * `PreSignUp failed with error <sentence>.`, so that none ends with a full stop (docs/cognito-facts.md#l2).
 */
export const sentences = {
  address_not_accepted: 'Please check the e-mail address, it is not one that we can accept',
  domain_not_approved: 'Please register with the e-mail address that your clinic gave you',
  address_not_verified: 'Please verify your e-mail address where you have your account, then try again',
  account_closed: 'This account is closed, please ask your clinic',
  profile_not_ready: 'Your account is confirmed but not quite ready, please sign in in a few minutes',
  not_offered: 'This way to register or to sign in is not offered here',
  not_understood: 'We could not read this request, please try again',
  not_now: 'We cannot do this at the moment, please try again in a few minutes',
} as const;

export type RefusalReason = keyof typeof sentences;

/** Reasons that lie with us, and may be gone at the next attempt. */
const passing: ReadonlySet<RefusalReason> = new Set(['profile_not_ready', 'not_now']);

/** A trigger says no. The message is the sentence for the person; `reason` is for the log. */
export class TriggerRefusal extends Error {
  constructor(
    readonly reason: RefusalReason,
    options?: ErrorOptions,
  ) {
    super(sentences[reason], options);
    this.name = 'TriggerRefusal';
  }

  /** Whether asking again may help: then nothing was decided, and the answer must not be kept. */
  get passing(): boolean {
    return passing.has(this.reason);
  }
}
