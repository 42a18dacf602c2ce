/**
 * Turns that begin at least so far apart: the first after a pause begins at once, so that a quiet hub answers at once, and
 * under load what comes meets in fewer and fuller turns. A turn may ask for another distance from the one before it.
 */
export function pace(milliseconds: number): (apart?: number) => Promise<void> {
  let beganAt = -Infinity;
  return async (apart = milliseconds) => {
    const early = beganAt + apart - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    beganAt = performance.now();
  };
}
