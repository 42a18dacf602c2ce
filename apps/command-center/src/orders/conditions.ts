import type { OrdersView } from './view.ts';

/** Conditions that a pill can show; the search, the set and pasted numbers have their own words. */
export const conditionKeys = [
  'channel',
  'gate',
  'status',
  'placed',
  'stuck',
  'stuckFor',
  'due',
  'promised',
  'reason',
  'hold',
  'warehouse',
  'owner',
  'carrier',
  'sku',
  'shop',
  'pool',
  'amount',
  'imported',
] as const;
export type ConditionKey = (typeof conditionKeys)[number];

/** These stand ready at any time; the others come by "+ condition". */
export const pinned: readonly ConditionKey[] = ['channel', 'gate', 'status', 'placed'];

const multiple: readonly ConditionKey[] = [
  'channel',
  'gate',
  'status',
  'reason',
  'hold',
  'warehouse',
  'owner',
  'carrier',
  'sku',
  'shop',
  'pool',
];

export const isMultiple = (key: ConditionKey): boolean => multiple.includes(key);

/** The chosen values as text, none when the condition is not set. */
export const chosenOf = (view: OrdersView, key: ConditionKey): readonly string[] => {
  const value = view[key];
  if (value === null) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
};

export const isSet = (view: OrdersView, key: ConditionKey): boolean => chosenOf(view, key).length > 0;

/** The change of the view that makes these values chosen. */
export const choose = (key: ConditionKey, chosen: readonly string[]): Partial<OrdersView> => {
  const [first] = chosen;
  switch (key) {
    case 'gate':
      return { gate: chosen.map(Number).sort() };
    case 'stuck':
    case 'imported':
      return { [key]: first === undefined ? null : first === 'true' };
    case 'placed':
    case 'promised':
    case 'stuckFor':
    case 'due':
    case 'amount':
      return { [key]: first ?? null };
    default:
      return { [key]: [...chosen] };
  }
};
