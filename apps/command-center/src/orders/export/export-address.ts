import type { OrderFilter, OrderSort } from '../../gql/graphql.ts';
import type { ColumnKey } from '../columns.ts';

export const fileKinds = ['csv', 'gb18030', 'xlsx'] as const;
export type FileKind = (typeof fileKinds)[number];

/** Words for the audit log, chosen and never typed. */
export const exportReasons = ['dailyCheck', 'warehouse', 'finance', 'customerCase'] as const;

/** Fields of a row that each column of the list becomes in a file; the rail and the deeds are pictures of other fields. */
const fieldsOf: Readonly<Record<ColumnKey, readonly string[]>> = {
  left: ['dueAt'],
  id: ['id'],
  channel: ['channel'],
  rail: ['currentGate'],
  reason: ['stuckReason'],
  warehouse: ['warehouses'],
  customer: ['maskedName', 'maskedPhone'],
  amount: ['paidAmount'],
  owner: ['owner'],
  status: ['status'],
  platformNo: ['platformOrderNo'],
  district: ['district'],
  quantity: ['quantity'],
  placed: ['placedAt'],
  promised: ['promisedShipAt'],
  waiting: ['waiting'],
  tracking: ['trackingNumbers'],
  deeds: [],
};

/** Columns whose values a file holds only masked. */
export const maskedColumns: readonly ColumnKey[] = ['customer'];

interface ExportWish {
  readonly kind: FileKind;
  readonly filter: OrderFilter;
  readonly sort: OrderSort;
  readonly columns: readonly ColumnKey[];
  readonly reason: string;
}

/** Where the file of this list comes from. */
export const exportAddress = ({ kind, filter, sort, columns, reason }: ExportWish): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== null && value !== undefined) query.set(name, String(value));
  query.set('sort', sort);
  query.set('columns', columns.flatMap((key) => fieldsOf[key]).join(','));
  query.set('reason', reason);
  if (kind === 'gb18030') query.set('encoding', 'gb18030');
  return `/exports/orders.${kind === 'xlsx' ? 'xlsx' : 'csv'}?${query.toString()}`;
};
