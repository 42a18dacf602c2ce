/** Steps of a warehouse in the order of the way through it, as fulfilment names them. */
export const stepKeys = ['TO_SEND', 'UNANSWERED', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND'] as const;
export type StepKey = (typeof stepKeys)[number];

export const asStep = (step: string): StepKey | undefined => stepKeys.find((each) => each === step);

/** After so long at a step a keeper should look; minutes. */
const lateAfter: Readonly<Record<StepKey, number>> = {
  TO_SEND: 5,
  UNANSWERED: 30,
  ACCEPTED: 240,
  PICKED: 120,
  PACKED: 120,
  STOPPING: 5,
  PARTLY_OUTBOUND: 240,
};

export const isLate = (step: StepKey, oldestAt: string | null | undefined, now: number): boolean =>
  oldestAt != null && now > 0 && now - Date.parse(oldestAt) > lateAfter[step] * 60_000;

export const warehouseAddress = (id: string, step?: StepKey): string =>
  `/warehouses/${encodeURIComponent(id)}${step === undefined ? '' : `?step=${step}`}`;

export const warehouseDayAddress = (id: string, day: string): string => `/warehouses/${encodeURIComponent(id)}?day=${day}`;
