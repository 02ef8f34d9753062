import {
  type PostAuthenticationEvent,
  postAuthenticationEvent,
  type PreAuthenticationEvent,
  preAuthenticationEvent,
} from './authentication.schema.js';
import {
  type CreateAuthChallengeEvent,
  createAuthChallengeEvent,
  type DefineAuthChallengeEvent,
  defineAuthChallengeEvent,
  type VerifyAuthChallengeEvent,
  verifyAuthChallengeEvent,
} from './auth-challenge.schema.js';
import { type CustomMessageEvent, customMessageEvent } from './custom-message.schema.js';
import { type Envelope, envelope } from './envelope.schema.js';
import { type PostConfirmationEvent, postConfirmationEvent } from './post-confirmation.schema.js';
import { type PreSignUpEvent, preSignUpEvent } from './pre-sign-up.schema.js';
import {
  type MachineTokenEvent,
  machineTokenEvent,
  type PreTokenGenerationEvent,
  preTokenGenerationEvent,
} from './pre-token-generation.schema.js';
import { type UserMigrationEvent, userMigrationEvent } from './user-migration.schema.js';

/** An event that was read: which trigger it belongs to, and what of it is known. */
export type TriggerEvent =
  | { trigger: 'PreSignUp'; event: PreSignUpEvent }
  | { trigger: 'PostConfirmation'; event: PostConfirmationEvent }
  | { trigger: 'PreTokenGeneration'; event: PreTokenGenerationEvent }
  | { trigger: 'MachineToken'; event: MachineTokenEvent }
  | { trigger: 'PreAuthentication'; event: PreAuthenticationEvent }
  | { trigger: 'PostAuthentication'; event: PostAuthenticationEvent }
  | { trigger: 'CustomMessage'; event: CustomMessageEvent }
  | { trigger: 'UserMigration'; event: UserMigrationEvent }
  | { trigger: 'DefineAuthChallenge'; event: DefineAuthChallengeEvent }
  | { trigger: 'CreateAuthChallenge'; event: CreateAuthChallengeEvent }
  | { trigger: 'VerifyAuthChallenge'; event: VerifyAuthChallengeEvent }
  /** A source, or a version of one, that did not exist when this was written. */
  | { trigger: 'unknown'; event: Envelope };

export type Trigger = TriggerEvent['trigger'];

/** Not a trigger event, or one of a known source in a shape that cannot be judged. Never tells what it held. */
export class UnreadableEventError extends Error {
  /** @param places which members are at fault */
  constructor(readonly places: readonly string[]) {
    super('This is not a trigger event of Cognito');
    this.name = 'UnreadableEventError';
  }
}

/** Which schema reads which sources; an event of a version that its schema does not list is unknown, not wrong. */
const readers = {
  PreSignUp: preSignUpEvent,
  PostConfirmation: postConfirmationEvent,
  PreTokenGeneration: preTokenGenerationEvent,
  MachineToken: machineTokenEvent,
  PreAuthentication: preAuthenticationEvent,
  PostAuthentication: postAuthenticationEvent,
  CustomMessage: customMessageEvent,
  UserMigration: userMigrationEvent,
  DefineAuthChallenge: defineAuthChallengeEvent,
  CreateAuthChallenge: createAuthChallengeEvent,
  VerifyAuthChallenge: verifyAuthChallengeEvent,
} satisfies Record<Exclude<Trigger, 'unknown'>, unknown>;

type Reader = (typeof readers)[keyof typeof readers];

const triggers = Object.keys(readers) as (keyof typeof readers)[];

/**
 * Reads an event of any source.
 *
 * @throws UnreadableEventError when it is none, or lacks what its trigger needs.
 */
export function readTriggerEvent(input: unknown): TriggerEvent {
  const known = envelope.safeParse(input);
  if (!known.success) throw unreadable(known.error.issues);
  const trigger = triggers.find((name) => reads(readers[name], known.data));
  if (trigger === undefined) return { trigger: 'unknown', event: known.data };
  const read = readers[trigger].safeParse(input);
  if (!read.success) throw unreadable(read.error.issues);
  return { trigger, event: read.data } as TriggerEvent;
}

function reads({ shape }: Reader, { triggerSource, version }: Envelope): boolean {
  return shape.triggerSource.safeParse(triggerSource).success && shape.version.safeParse(version).success;
}

function unreadable(issues: readonly { path: PropertyKey[] }[]): UnreadableEventError {
  // at most two members deep: what is deeper is a name that somebody chose
  return new UnreadableEventError(issues.map(({ path }) => path.slice(0, 2).map(String).join('.')));
}
