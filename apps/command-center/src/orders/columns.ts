/** What a row can show. The number of the order and its deeds are always there. */
export const columnKeys = [
  'left',
  'id',
  'channel',
  'rail',
  'reason',
  'warehouse',
  'customer',
  'amount',
  'owner',
  'status',
  'platformNo',
  'district',
  'quantity',
  'placed',
  'promised',
  'waiting',
  'tracking',
  'deeds',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

export const fixedColumns: readonly ColumnKey[] = ['id', 'deeds'];

export const usualColumns: readonly ColumnKey[] = [
  'left',
  'id',
  'channel',
  'rail',
  'reason',
  'warehouse',
  'customer',
  'amount',
  'owner',
  'deeds',
];

interface Width {
  /** In pixels; a growing column takes at least this. */
  readonly width: number;
  readonly grows?: boolean;
  readonly right?: boolean;
}

export const widths: Readonly<Record<ColumnKey, Width>> = {
  left: { width: 84 },
  id: { width: 148 },
  channel: { width: 56 },
  rail: { width: 146 },
  reason: { width: 190, grows: true },
  warehouse: { width: 90 },
  customer: { width: 126 },
  amount: { width: 88, right: true },
  owner: { width: 66 },
  status: { width: 76 },
  platformNo: { width: 168 },
  district: { width: 150 },
  quantity: { width: 56, right: true },
  placed: { width: 104 },
  promised: { width: 104 },
  waiting: { width: 84 },
  tracking: { width: 140 },
  deeds: { width: 116 },
};

// Words of English that are longer than their Chinese ones; what they take, the rail and the reason give.
const englishWidths: Readonly<Partial<Record<ColumnKey, Width>>> = {
  channel: { width: 76 },
  rail: { width: 138 },
  reason: { width: 170, grows: true },
  warehouse: { width: 98 },
  owner: { width: 104 },
  status: { width: 92 },
  deeds: { width: 130 },
};

export const widthsIn = (language: string): Readonly<Record<ColumnKey, Width>> =>
  language === 'en' ? { ...widths, ...englishWidths } : widths;

/** Columns in the one order that all lists keep; unknown names are dropped, the fixed ones are put back. */
export const columnsOf = (names: readonly string[]): readonly ColumnKey[] =>
  columnKeys.filter((key) => names.includes(key) || fixedColumns.includes(key));

/** Null when they are the usual ones: only what differs stands in the address. */
export const chosenColumns = (names: readonly string[], usual: readonly ColumnKey[]): ColumnKey[] | null => {
  const columns = columnsOf(names);
  return columns.join() === usual.join() ? null : [...columns];
};
