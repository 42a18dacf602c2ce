import { describe, expect, it } from 'vitest';
import { createIntakeHand } from './intake-hand.ts';
import type { WorkItem } from './stores.ts';

const item = (platformNo: string): WorkItem => ({
  kind: 'ORDER',
  platformNo,
  generation: 1n,
  hint: {},
  receivedAt: new Date(0),
  attempts: 1,
  traceparent: '',
  pushed: true,
});
const items = (from: number, to: number): readonly WorkItem[] => Array.from({ length: to - from }, (_, nth) => item(`${from + nth}`));

describe('what pushes have left', () => {
  it('is taken once, and looked for when it was written again meanwhile', () => {
    const hand = createIntakeHand();
    expect(hand.take(item('7'))).toBe(true);
    expect(hand.take(item('7'))).toBe(false);
    expect(hand.letGo('7')).toBe(true);
    expect(hand.take(item('7'))).toBe(true);
    expect(hand.letGo('7')).toBe(false);
    expect(hand.wokenAgain('7')).toBe(true);
    hand.take(item('8'));
    expect(hand.wokenAgain('8')).toBe(false);
    expect(hand.letGo('8')).toBe(true);
    hand.take(item('9'));
    hand.suspectAll();
    expect(hand.letGo('9')).toBe(true);
  });

  it('stands behind what waits in the table, until a look has found all of it', () => {
    const hand = createIntakeHand();
    expect(items(0, 401).filter((one) => hand.take(one))).toHaveLength(400);
    expect(hand.asked(0).limit).toBe(0);
    const freed = items(0, 150).map(({ platformNo }) => hand.letGo(platformNo));
    // A look with little room would ask too often.
    expect(freed.indexOf(true)).toBe(99);
    expect(hand.take(item('new'))).toBe(false);
    const asked = hand.asked(0);
    expect(asked).toMatchObject({ since: new Date(0), limit: 150 });
    expect(hand.found(asked, items(400, 550), 0)).toHaveLength(150);
    expect(hand.take(item('newer'))).toBe(false);
    for (const { platformNo } of items(400, 550)) hand.letGo(platformNo);
    const rest = hand.asked(0);
    expect(hand.found(rest, [item('new'), item('newer')], 0)).toHaveLength(2);
    expect(hand.mayFind()).toBe(false);
    expect(hand.take(item('newest'))).toBe(true);
  });

  it('is looked for again when it came while a look was under way that may have missed it', () => {
    const hand = createIntakeHand();
    for (const one of items(0, 401)) hand.take(one);
    for (const { platformNo } of items(0, 400)) hand.letGo(platformNo);
    const asked = hand.asked(0);
    expect(hand.take(item('late'))).toBe(false);
    hand.found(asked, [item('400')], 0);
    expect(hand.mayFind()).toBe(true);
    const next = hand.asked(0);
    expect(hand.found(next, [item('late')], 0)).toHaveLength(1);
    expect(hand.mayFind()).toBe(false);
  });

  it('is not taken a second time by a look that saw its row before it was handed over', () => {
    const hand = createIntakeHand();
    const asked = hand.asked(0);
    expect(hand.take(item('7'))).toBe(true);
    expect(hand.found(asked, [item('7'), item('8')], 0)).toEqual([item('8')]);
  });

  it('is sought in all of the table once a second and in a backlog, else only where it can be', () => {
    const hand = createIntakeHand();
    const first = hand.asked(50_000);
    expect(first.since).toEqual(new Date(0));
    hand.found(first, [], 50_000);
    expect(hand.asked(50_500).since).toEqual(new Date(40_500));
    const whole = hand.asked(51_000);
    expect(whole.since).toEqual(new Date(0));
    hand.found(whole, items(0, 400), 51_000);
    for (const { platformNo } of items(0, 400)) hand.letGo(platformNo);
    expect(hand.asked(51_010).since).toEqual(new Date(0));
  });
});
