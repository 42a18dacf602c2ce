/** Steps of the warehouse page, each with the statuses of a fulfilment order that stand for it. */
export const warehouseSteps = {
  TO_SEND: ['PLANNED', 'CLEARED'],
  UNANSWERED: ['SENT'],
  ACCEPTED: ['ACCEPTED'],
  PICKED: ['PICKED'],
  PACKED: ['PACKED'],
  STOPPING: ['STOPPING'],
  PARTLY_OUTBOUND: ['PARTLY_OUTBOUND'],
} as const satisfies Record<string, readonly string[]>;

export type WarehouseStepName = keyof typeof warehouseSteps;

export const stepNames = Object.keys(warehouseSteps) as readonly WarehouseStepName[]; // the table's own keys

export const stepOf = (status: string): WarehouseStepName | undefined =>
  stepNames.find((step) => warehouseSteps[step].some((each) => each === status));

/** Statuses of a step; all live ones when no step is named. Undefined for a step that is none. */
export function statusesOf(step: string | undefined): readonly string[] | undefined {
  if (step === undefined) return stepNames.flatMap((each) => warehouseSteps[each]);
  return stepNames.some((each) => each === step) ? warehouseSteps[step as WarehouseStepName] : undefined; // just looked up
}
