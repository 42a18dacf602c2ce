import { describe, expect, it } from 'vitest';
import { createTiming } from './timing.ts';

function passed(run: (done: () => void) => void): Promise<number> {
  const start = performance.now();
  return new Promise((resolve) => run(() => resolve(performance.now() - start)));
}

describe('the speed of the outside world', () => {
  it('divides durations', async () => {
    const timing = createTiming(100);
    const took = await passed((done) => timing.after(10_000, done));
    expect(took).toBeGreaterThanOrEqual(95);
    expect(took).toBeLessThan(2_000);
  });

  it('shortens what is already waiting when it rises', async () => {
    const timing = createTiming(1);
    const took = await passed((done) => {
      timing.after(3_600_000, done);
      timing.setSpeed(100_000);
    });
    expect(took).toBeLessThan(2_000);
    expect(timing.waiting).toBe(0);
  });

  it('lets a wait be called off', async () => {
    const timing = createTiming(1000);
    let ran = false;
    timing.after(20_000, () => {
      ran = true;
    })();
    await passed((done) => timing.after(60_000, done));
    expect(ran).toBe(false);
  });
});
