import { pools } from '../../domain/work-items.ts';
import type { WorkItem as Item } from '../../application/ports.ts';
import type { WorkItemStep as Step } from '../../persistence/work-item-steps.ts';
import type { TowerContext } from '../context.ts';
import { claimsOf, stepsOf, workItemsById } from '../loaders.ts';
import { shownPhrase } from '../phrases.ts';

export const WorkItem = {
  __resolveReference: (reference: { readonly id: string }, context: TowerContext) => workItemsById(context).load(reference.id),
  order: (item: Item) => (item.orderId === '' ? null : { __typename: 'Order', id: item.orderId }),
  summary: (item: Item) => shownPhrase(item.summary),
  assignee: (item: Item) => (item.assignee === '' ? null : item.assignee),
  closable: (item: Item) => item.closedAt === null && pools[item.pool].endedBy === 'PERSON',
  decidable: (item: Item) => item.closedAt === null && pools[item.pool].endedBy === 'DECISION',
  history: async (item: Item, _args: unknown, context: TowerContext) => (await stepsOf(context).load(item.id)) ?? [],
  claims: async (item: Item, _args: unknown, context: TowerContext) => (await claimsOf(context).load(item)) ?? [],
};

export const WorkItemStep = {
  id: (step: Step) => step.position,
  target: (step: Step) => (step.target === '' ? null : step.target),
  note: (step: Step) => (step.note === '' ? null : step.note),
};
