/** What the row of a pool offers: the deed that usually ends it (law L4). */
export type RowDeed =
  | 'seeStock'
  | 'sourceAgain'
  | 'releaseHold'
  | 'decide'
  | 'replayQuarantine'
  | 'replayDeadLetter'
  | 'retryVoucher'
  | 'retryNotice'
  | 'close'
  | 'openOrder';

export const itemRowDeedKeys: readonly RowDeed[] = [
  'seeStock',
  'sourceAgain',
  'releaseHold',
  'decide',
  'replayQuarantine',
  'replayDeadLetter',
  'retryVoucher',
  'retryNotice',
  'close',
  'openOrder',
];

interface Item {
  readonly pool: string;
  readonly closable: boolean;
  readonly closedAt?: string | null;
}

/** All deeds of an item, the likeliest first; nothing is left to do on an ended one. */
export const deedsOf = (item: Item): readonly RowDeed[] => {
  if (item.closedAt !== null && item.closedAt !== undefined) return ['openOrder'];
  const close: readonly RowDeed[] = item.closable ? ['close'] : [];
  switch (item.pool) {
    case 'SHORTAGE':
      return ['seeStock', 'sourceAgain', 'openOrder'];
    case 'SOURCING':
    case 'WAREHOUSE_REFUSAL':
      return ['sourceAgain', 'openOrder'];
    case 'CONFLICT':
      return ['decide', 'openOrder'];
    case 'ADDRESS':
    case 'PRICE':
    case 'HIGH_VALUE':
      return ['releaseHold', 'openOrder'];
    case 'QUARANTINE':
      return ['replayQuarantine'];
    case 'DEAD_LETTER':
      return ['replayDeadLetter'];
    case 'VOUCHER':
      return ['retryVoucher', ...close, 'openOrder'];
    case 'SHIP_NOTICE':
      return ['retryNotice', ...close, 'openOrder'];
    default:
      return [...close, 'openOrder'];
  }
};
