import type { OrderRow } from './order-row.ts';

export const rowDeedKeys = ['release', 'sourceAgain', 'hold', 'cancel', 'open'] as const;
export type RowDeed = (typeof rowDeedKeys)[number];

type Standing = Pick<OrderRow, 'status' | 'currentGate' | 'stuck' | 'stuckReason'>;

const unsourced: readonly string[] = ['SOURCING_FAILED', 'WAREHOUSE_REFUSED'];

/** The one or two words on a row: what this order needs from where it stands, the most fitting first (law L4). */
export const rowDeeds = (row: Standing): readonly RowDeed[] => {
  switch (row.status) {
    case 'CANCELLED':
    case 'SIGNED':
    case 'OUTBOUND':
      return ['open'];
    case 'HELD':
      return row.currentGate < 6 ? ['release', 'cancel'] : ['release', 'open'];
    default:
      break;
  }
  // From gate 6 on the goods are with the warehouse: a hold there would only be refused, a cancel asks it to stop.
  if (row.currentGate >= 6) return row.stuck ? ['cancel', 'open'] : ['open'];
  if (row.currentGate === 3 && unsourced.includes(row.stuckReason?.code ?? '')) return ['sourceAgain', 'hold'];
  return row.stuck ? ['hold', 'cancel'] : ['hold', 'open'];
};
