/** Keeps the pushes that could not begin apart from the looks that could not: without a threshold k6 counts them together. */
export const pushesApart: Readonly<Record<string, string[]>> = { 'dropped_iterations{scenario:pushes}': ['count>=0'] };

/** What the front door promises at any load that a machine can carry. Speed is judged by the suites that measure it. */
export const frontDoor: Readonly<Record<string, string[]>> = {
  ...pushesApart,
  pushes_refused: ['count==0'],
  dropped_iterations: ['count==0'],
  checks: ['rate==1'],
};
