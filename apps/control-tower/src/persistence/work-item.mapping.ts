import { defineEntity, p } from '@mikro-orm/core';

/** Something a person must decide, as it is read; written by changeWorkItems in batches. */
export class WorkItem {
  id!: string;
  pool!: string;
  matter!: string;
  orderId!: string;
  owner!: string;
  summary!: { readonly code: string; readonly parameters: Readonly<Record<string, string | number>> };
  openedAt!: Date;
  dueAt!: Date;
  closedAt?: Date | null;
  closedBy?: string | null;
}

export const workItemMapping = defineEntity({
  class: WorkItem,
  tableName: 'work_item',
  properties: {
    id: p.uuid().primary(),
    pool: p.string(),
    matter: p.string(),
    orderId: p.string(),
    owner: p.string(),
    summary: p.json<WorkItem['summary']>(),
    openedAt: p.datetime(),
    dueAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    closedBy: p.string().nullable(),
  },
});
