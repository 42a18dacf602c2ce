import type { OrderRow } from './order-row.ts';

export const rowDeedKeys = ['release', 'sourceAgain', 'hold', 'cancel', 'open'] as const;
export type RowDeed = (typeof rowDeedKeys)[number];

type Standing = Pick<OrderRow, 'status' | 'currentGate' | 'stuck' | 'openHoldIds' | 'possibleDeeds'>;

/** The one or two words on a row: what this order needs from where it stands, the most fitting first (law L4). */
export const rowDeeds = (row: Standing): readonly RowDeed[] => {
  const fitting = wanted(row).filter((deed) => isPossible(row, deed));
  return fitting.length > 1 ? fitting.slice(0, 2) : [...fitting, 'open'];
};

const wanted = (row: Standing): readonly RowDeed[] => {
  if (row.openHoldIds.length > 0) return ['release', 'cancel'];
  // From gate 6 on the goods are with the warehouse: to cancel means to ask it to stop.
  if (row.stuck) return row.currentGate < 6 ? ['sourceAgain', 'hold', 'cancel'] : ['cancel'];
  return row.currentGate < 6 ? ['hold'] : [];
};

// The tower says what can still be done; a word that would only be refused is not shown.
const isPossible = (row: Standing, deed: RowDeed): boolean => {
  switch (deed) {
    case 'release':
    case 'open':
      return true;
    case 'sourceAgain':
      return row.possibleDeeds.includes('SOURCE_AGAIN');
    case 'hold':
      return row.possibleDeeds.includes('HOLD');
    case 'cancel':
      return row.possibleDeeds.includes('CANCEL');
  }
};
