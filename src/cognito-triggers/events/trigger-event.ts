import type { ZodType } from 'zod';
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
import { type CustomMessageEvent, customMessageEvent, customMessageSources } from './custom-message.schema.js';
import { anyEvent, type AnyEvent, eventOrigin, type EventOrigin } from './envelope.schema.js';
import {
  type PostConfirmationEvent,
  postConfirmationEvent,
  postConfirmationSources,
} from './post-confirmation.schema.js';
import { type PreSignUpEvent, preSignUpEvent, preSignUpSources } from './pre-sign-up.schema.js';
import {
  type MachineTokenEvent,
  machineTokenEvent,
  type PreTokenGenerationEvent,
  preTokenGenerationEvent,
  userTokenSources,
  userTokenVersions,
} from './pre-token-generation.schema.js';
import { type UserMigrationEvent, userMigrationEvent, userMigrationSources } from './user-migration.schema.js';

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
  | { trigger: 'unknown'; event: AnyEvent }
  /** Of a known source in a shape that cannot be judged, or no trigger event at all; `places` are the members at fault. */
  | { trigger: 'unreadable'; event: EventOrigin | undefined; places: readonly string[] };

export type Trigger = TriggerEvent['trigger'];

interface Reader {
  readonly sources: readonly string[];
  /** Without them any version will do. An event of another version is unknown, not wrong. */
  readonly versions?: readonly string[];
  readonly schema: () => ZodType;
}

/** Which schema reads which sources. */
const readers: Readonly<Record<Exclude<Trigger, 'unknown' | 'unreadable'>, Reader>> = {
  PreSignUp: { sources: preSignUpSources, schema: preSignUpEvent },
  PostConfirmation: { sources: postConfirmationSources, schema: postConfirmationEvent },
  PreTokenGeneration: { sources: userTokenSources, versions: userTokenVersions, schema: preTokenGenerationEvent },
  MachineToken: { sources: ['TokenGeneration_ClientCredentials'], versions: ['3'], schema: machineTokenEvent },
  PreAuthentication: { sources: ['PreAuthentication_Authentication'], schema: preAuthenticationEvent },
  PostAuthentication: { sources: ['PostAuthentication_Authentication'], schema: postAuthenticationEvent },
  CustomMessage: { sources: customMessageSources, schema: customMessageEvent },
  UserMigration: { sources: userMigrationSources, schema: userMigrationEvent },
  DefineAuthChallenge: { sources: ['DefineAuthChallenge_Authentication'], schema: defineAuthChallengeEvent },
  CreateAuthChallenge: { sources: ['CreateAuthChallenge_Authentication'], schema: createAuthChallengeEvent },
  VerifyAuthChallenge: {
    sources: ['VerifyAuthChallengeResponse_Authentication'],
    schema: verifyAuthChallengeEvent,
  },
};

const triggers = Object.keys(readers) as (keyof typeof readers)[];

/** Reads an event of any source, once for all who look at it. */
export function readTriggerEvent(input: unknown): TriggerEvent {
  const trigger = triggers.find((name) => isOf(readers[name], input)) ?? 'unknown';
  const schema = trigger === 'unknown' ? anyEvent : readers[trigger].schema;
  const read = schema().safeParse(input);
  if (read.success) return { trigger, event: read.data } as TriggerEvent;
  return { trigger: 'unreadable', event: eventOrigin().safeParse(input).data, places: placesOf(read.error.issues) };
}

function isOf({ sources, versions }: Reader, input: unknown): boolean {
  if (typeof input !== 'object' || input === null) return false;
  const { triggerSource, version } = input as { triggerSource?: unknown; version?: unknown };
  return sources.includes(triggerSource as string) && (versions?.includes(version as string) ?? true);
}

/** At most two members deep: what is deeper is a name that somebody chose. */
function placesOf(issues: readonly { path: PropertyKey[] }[]): string[] {
  return issues.map(({ path }) => path.slice(0, 2).map(String).join('.'));
}
