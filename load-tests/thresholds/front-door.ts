/** What the front door promises at any load that a machine can carry. Speed is judged by the suites that measure it. */
export const frontDoor: Readonly<Record<string, string[]>> = {
  pushes_refused: ['count==0'],
  dropped_iterations: ['count==0'],
  checks: ['rate==1'],
};
