import { noteTrouble } from './note-text.ts';
import { pools, type Pool } from './work-items.ts';

export interface WorkItemState {
  readonly pool: Pool;
  /** Account that works on it; empty while nobody does. */
  readonly assignee: string;
  readonly isOpen: boolean;
  /** Account that closed it; empty while it is open or where a fact closed it. */
  readonly closedByPerson: boolean;
}

export interface Doer {
  readonly account: string;
  /** Whether the account has one of these roles; owner and admin have all. */
  readonly isOneOf: (roles: readonly string[]) => boolean;
}

export const decisions = ['WAREHOUSE_STANDS', 'ORDER_STANDS', 'SETTLED_OUTSIDE'] as const;
export type Decision = (typeof decisions)[number];

export type WorkItemDeed =
  | { readonly kind: 'TAKE' }
  | { readonly kind: 'GIVE_BACK' }
  | { readonly kind: 'HAND_OVER'; readonly to: string }
  | { readonly kind: 'NOTE'; readonly text: string }
  | { readonly kind: 'CLOSE'; readonly note: string }
  | { readonly kind: 'REOPEN' }
  | { readonly kind: 'DECIDE'; readonly decision: Decision; readonly note: string };

export type StepKind = 'OPENED' | 'CLOSED' | 'TAKEN' | 'GIVEN_BACK' | 'HANDED_OVER' | 'NOTED' | 'REOPENED' | 'DECIDED';

export type Verdict =
  | {
      readonly kind: 'DO';
      readonly step: StepKind;
      readonly assignee: string;
      readonly open: boolean;
      readonly target: string;
      readonly note: string;
    }
  /** It stands so already: said again, done once. */
  | { readonly kind: 'DONE_ALREADY' }
  | { readonly kind: 'TAKEN_BY_OTHER'; readonly assignee: string }
  | { readonly kind: 'ENDED' }
  | { readonly kind: 'STAYS_OPEN' }
  | { readonly kind: 'NOT_ALLOWED' }
  | { readonly kind: 'NOTE_REFUSED'; readonly trouble: 'EMPTY' | 'TOO_LONG' | 'PERSONAL_DATA' };

/** Whether a person may do this to a work item now, and what it makes of it. */
export function judgeDeed(item: WorkItemState, deed: WorkItemDeed, doer: Doer): Verdict {
  const rule = pools[item.pool];
  if (!doer.isOneOf(rule.roles)) return { kind: 'NOT_ALLOWED' };
  const made = (step: StepKind, change: Partial<Extract<Verdict, { kind: 'DO' }>> = {}): Verdict => ({
    kind: 'DO',
    step,
    assignee: item.assignee,
    open: item.isOpen,
    target: '',
    note: '',
    ...change,
  });
  const isOthers = item.assignee !== '' && item.assignee !== doer.account;
  switch (deed.kind) {
    case 'TAKE':
      if (!item.isOpen) return { kind: 'ENDED' };
      if (isOthers) return { kind: 'TAKEN_BY_OTHER', assignee: item.assignee };
      return item.assignee === doer.account ? { kind: 'DONE_ALREADY' } : made('TAKEN', { assignee: doer.account });
    case 'GIVE_BACK':
      if (!item.isOpen) return { kind: 'ENDED' };
      if (item.assignee === '') return { kind: 'DONE_ALREADY' };
      if (isOthers && !doer.isOneOf(['operations'])) return { kind: 'TAKEN_BY_OTHER', assignee: item.assignee };
      return made('GIVEN_BACK', { assignee: '', target: item.assignee });
    case 'HAND_OVER':
      if (!item.isOpen) return { kind: 'ENDED' };
      if (isOthers && !doer.isOneOf(['operations'])) return { kind: 'TAKEN_BY_OTHER', assignee: item.assignee };
      return item.assignee === deed.to ? { kind: 'DONE_ALREADY' } : made('HANDED_OVER', { assignee: deed.to, target: deed.to });
    case 'NOTE': {
      const trouble = noteTrouble(deed.text);
      return trouble === undefined ? made('NOTED', { note: deed.text.trim() }) : { kind: 'NOTE_REFUSED', trouble };
    }
    case 'CLOSE': {
      if (!item.isOpen) return { kind: 'ENDED' };
      if (rule.endedBy !== 'PERSON') return { kind: 'STAYS_OPEN' };
      if (isOthers && !doer.isOneOf(['operations'])) return { kind: 'TAKEN_BY_OTHER', assignee: item.assignee };
      const trouble = noteTrouble(deed.note);
      return trouble === undefined ? made('CLOSED', { open: false, note: deed.note.trim() }) : { kind: 'NOTE_REFUSED', trouble };
    }
    case 'REOPEN':
      if (item.isOpen) return { kind: 'DONE_ALREADY' };
      return rule.endedBy === 'PERSON' && item.closedByPerson ? made('REOPENED', { open: true }) : { kind: 'ENDED' };
    case 'DECIDE': {
      if (!item.isOpen) return { kind: 'ENDED' };
      if (rule.endedBy !== 'DECISION') return { kind: 'STAYS_OPEN' };
      const trouble = noteTrouble(deed.note);
      return trouble === undefined
        ? made('DECIDED', { open: false, target: deed.decision, note: deed.note.trim() })
        : { kind: 'NOTE_REFUSED', trouble };
    }
  }
}
