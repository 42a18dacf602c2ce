import { hasRole, type Viewer } from '@orderloom/subgraph';
import { doWorkItemDeed, type DeedOutcome } from '../application/do-work-item-deed.ts';
import type { Doer, WorkItemDeed } from '../domain/work-item-deeds.ts';
import type { TowerContext } from './context.ts';

const MOST = 200;

/** Does one deed to these items as the asking account; one answer for each, in the order asked. */
export async function answerDeed(context: TowerContext, ids: readonly string[], deed: WorkItemDeed): Promise<readonly object[]> {
  const outcomes = await doWorkItemDeed(context.deeds, { ids: ids.slice(0, MOST), deed, doer: doerOf(context.viewer) });
  return outcomes.map(answerOf);
}

export async function answerDeedOnOne(context: TowerContext, id: string, deed: WorkItemDeed): Promise<object | undefined> {
  return (await answerDeed(context, [id], deed))[0];
}

function doerOf(viewer: Viewer): Doer {
  return { account: viewer.account, isOneOf: (roles) => hasRole(viewer, ...roles) };
}

function answerOf(outcome: DeedOutcome): object {
  const { id } = outcome;
  switch (outcome.kind) {
    case 'CHANGED':
      return { __typename: 'WorkItemChanged', item: outcome.item };
    case 'TAKEN_BY_OTHER':
      return refusal('WorkItemTaken', id, 'WORK_ITEM_TAKEN', 'Somebody else works on it.', { assignee: outcome.assignee });
    case 'ENDED':
      return refusal('WorkItemEnded', id, 'WORK_ITEM_ENDED', 'It has ended.');
    case 'STAYS_OPEN':
      return refusal('WorkItemStaysOpen', id, 'WORK_ITEM_STAYS_OPEN', 'Only the owning system or a decision ends it.');
    case 'NOT_FOUND':
      return refusal('WorkItemNotFound', id, 'WORK_ITEM_NOT_FOUND', 'No work item has this id.');
    case 'NOT_ALLOWED':
      return refusal('WorkItemNotAllowed', id, 'NOT_ALLOWED', 'The roles of this account do not allow it in this pool.');
    case 'NOTE_REFUSED':
      return refusal(
        'NoteRefused',
        id,
        `NOTE_${outcome.trouble}`,
        'A note says what was done in up to 500 characters, without personal data.',
      );
  }
}

function refusal(typename: string, id: string, code: string, message: string, more: object = {}): object {
  return { __typename: typename, id, code, message, ...more };
}
