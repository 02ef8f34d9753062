import type { Group } from '../auth/groups.js';
import { AppError } from '../errors/app-error.js';

/** The states of an appointment, in the order of a visit that goes well; then the ways in which it ends otherwise. */
export const statuses = ['held', 'booked', 'confirmed', 'checked-in', 'completed', 'cancelled', 'no-show'] as const;

export type Status = (typeof statuses)[number];

/** What must hold beside the state. */
export type TransitionRule =
  /** The hold has not expired. */
  | 'hold-stands'
  /** The cancellation notice of the clinic is kept, or there is an override. */
  | 'notice'
  /** The visit was to begin already. */
  | 'has-begun';

export interface Transition {
  readonly from: readonly Status[];
  readonly to: Status;
  readonly groups: readonly Group[];
  readonly rule?: TransitionRule;
  /** What it means, for the documentation. */
  readonly why: string;
}

const staff = ['clinic-staff', 'admin'] as const;

/** Every way from one state to another, and who may take it. What is not here is refused. */
export const transitions = {
  book: { from: ['held'], to: 'booked', groups: staff, rule: 'hold-stands', why: 'Book the time that was held' },
  confirm: { from: ['booked'], to: 'confirmed', groups: staff, why: 'The patient has said that they will come' },
  'check-in': { from: ['booked', 'confirmed'], to: 'checked-in', groups: staff, why: 'The patient is there' },
  complete: { from: ['checked-in'], to: 'completed', groups: staff, why: 'The visit is over' },
  'no-show': {
    from: ['booked', 'confirmed'],
    to: 'no-show',
    groups: staff,
    rule: 'has-begun',
    why: 'The patient did not come',
  },
  cancel: {
    from: ['held', 'booked', 'confirmed'],
    to: 'cancelled',
    groups: staff,
    rule: 'notice',
    why: 'The visit will not take place; its time is free again',
  },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;

/** States in which an appointment may still be moved. */
export const movable: ReadonlySet<Status> = new Set<Status>(['held', 'booked', 'confirmed']);

/**
 * The transition from this state.
 *
 * @returns nothing when it has happened already, so that repeating it is safe
 * @throws AppError `transition_not_allowed`
 */
export function transitionFrom(status: Status, name: TransitionName): Transition | undefined {
  const transition: Transition = transitions[name];
  if (status === transition.to) return undefined;
  if (transition.from.includes(status)) return transition;
  throw new AppError('transition_not_allowed', { detail: `From ${status} there is no ${name}.` });
}
