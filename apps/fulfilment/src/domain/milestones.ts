import { DomainError } from '@orderloom/domain-kernel';
import { progressOf, type NodeKind } from './route.ts';

/**
 * The 17 states of made-to-order goods (FUL-06, ruling C-05) in their order. FACT: a system tells it. CONFIRMED: only its maker or
 * installer knows it, and says so. What comes after an optional one does not wait for it.
 */
export const milestones = [
  { name: 'PAID', told: 'FACT', optional: false },
  { name: 'RISK_PASSED', told: 'FACT', optional: false },
  { name: 'PARAMETERS_CONFIRMED', told: 'CONFIRMED', optional: false },
  { name: 'PRODUCTION_STARTED', told: 'CONFIRMED', optional: false },
  { name: 'BOARD_OUT', told: 'CONFIRMED', optional: false },
  { name: 'HARDWARE_PACKED', told: 'CONFIRMED', optional: false },
  { name: 'WHOLE_SET_PACKED', told: 'CONFIRMED', optional: false },
  { name: 'PICKED_UP', told: 'FACT', optional: false },
  { name: 'LINE_HAUL', told: 'FACT', optional: false },
  { name: 'AT_STATION', told: 'FACT', optional: false },
  { name: 'OUT_FOR_DELIVERY', told: 'FACT', optional: false },
  { name: 'SIGNED', told: 'FACT', optional: false },
  { name: 'UNBOXING_FEEDBACK', told: 'CONFIRMED', optional: true },
  { name: 'INSTALL_BOOKED', told: 'CONFIRMED', optional: false },
  { name: 'INSTALL_DONE', told: 'CONFIRMED', optional: false },
  { name: 'RETURN_WINDOW_OVER', told: 'FACT', optional: false },
  { name: 'SETTLED', told: 'FACT', optional: false },
] as const;
export type MilestoneName = (typeof milestones)[number]['name'];

/** How far a parcel must be for a milestone of its way; a node further on tells it too. */
const wayOf: Partial<Record<MilestoneName, number>> = {
  PICKED_UP: progressOf.PICKED_UP,
  LINE_HAUL: progressOf.IN_TRANSIT,
  AT_STATION: progressOf.AT_STATION,
  OUT_FOR_DELIVERY: progressOf.OUT_FOR_DELIVERY,
  SIGNED: progressOf.SIGNED,
};

/** What is known of one order. */
export interface MilestoneFacts {
  readonly paidAt: Date | undefined;
  readonly clearedAt: Date;
  readonly parcels: readonly (readonly { readonly kind: NodeKind; readonly reachedAt: Date }[])[];
  readonly confirmed: ReadonlyMap<string, Date>;
}

/** When each milestone was passed, in their order. The end of the return window and the settlement are told by nobody yet. */
export function milestonesOf(facts: MilestoneFacts): readonly { readonly name: MilestoneName; readonly at: Date | undefined }[] {
  return milestones.map(({ name, told }) => ({ name, at: told === 'CONFIRMED' ? facts.confirmed.get(name) : factAt(name, facts) }));
}

export class NotMadeToOrder extends DomainError {
  readonly code = 'NOT_MADE_TO_ORDER';
}

/** Another system tells it, or there is no such one. */
export class NotConfirmable extends DomainError {
  readonly code = 'MILESTONE_NOT_CONFIRMABLE';
}

export class MilestoneConfirmed extends DomainError {
  readonly code = 'MILESTONE_ALREADY_CONFIRMED';
  readonly happenedAt: Date;

  constructor(happenedAt: Date) {
    super('The milestone was confirmed before.');
    this.happenedAt = happenedAt;
  }
}

export class MilestoneOutOfOrder extends DomainError {
  readonly code = 'MILESTONE_OUT_OF_ORDER';
  readonly missing: MilestoneName;

  constructor(missing: MilestoneName) {
    super(`The milestone ${missing} comes first.`, { missing });
    this.missing = missing;
  }
}

/** Refuses a milestone that cannot be confirmed now; answers with its place from 1 on. */
export function confirmable(name: string, facts: MilestoneFacts): { readonly name: MilestoneName; readonly position: number } {
  const index = milestones.findIndex((one) => one.name === name);
  const wanted = milestones[index];
  if (wanted === undefined || wanted.told === 'FACT')
    throw new NotConfirmable('This milestone is told by a system.', { milestone: name.slice(0, 40) });
  const passed = milestonesOf(facts);
  const before = passed[index]?.at;
  if (before !== undefined) throw new MilestoneConfirmed(before);
  const missing = passed.find(({ at }, place) => place < index && at === undefined && milestones[place]?.optional !== true);
  if (missing !== undefined) throw new MilestoneOutOfOrder(missing.name);
  return { name: wanted.name, position: index + 1 };
}

function factAt(name: MilestoneName, facts: MilestoneFacts): Date | undefined {
  if (name === 'PAID') return facts.paidAt ?? facts.clearedAt;
  if (name === 'RISK_PASSED') return facts.clearedAt;
  const progress = wayOf[name];
  if (progress === undefined || facts.parcels.length === 0) return undefined;
  // Passed when all parts have passed.
  const times = facts.parcels.map((nodes) => nodes.filter(({ kind }) => tells(kind, progress)).map(({ reachedAt }) => reachedAt.getTime()));
  return times.some((ofParcel) => ofParcel.length === 0)
    ? undefined
    : new Date(Math.max(...times.map((ofParcel) => Math.min(...ofParcel))));
}

function tells(kind: NodeKind, progress: number): boolean {
  // A parcel on its way back has passed nothing that lies ahead of where it turned.
  return kind !== 'RETURNING' && kind !== 'EXCEPTION' && progressOf[kind] >= progress;
}
