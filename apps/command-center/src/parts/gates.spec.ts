import { describe, expect, it } from 'vitest';
import { railOf } from './gates.ts';

const gates = (...states: readonly string[]) => states.map((state, index) => ({ gate: index + 1, state }));

describe('the rail of an order', () => {
  it('is red where the twin says stuck, and nowhere else', () => {
    const rail = railOf({ gates: gates('PASSED', 'PASSED', 'STUCK', 'WAITING', 'WAITING', 'WAITING', 'WAITING'), held: false });
    expect(rail).toEqual(['passed', 'passed', 'stuck', 'ahead', 'ahead', 'ahead', 'ahead']);
  });
  it('shows a hold at the current gate, and being stuck above it', () => {
    expect(railOf({ gates: gates('PASSED', 'CURRENT'), held: true })[1]).toBe('held');
    expect(railOf({ gates: gates('PASSED', 'STUCK'), held: true })[1]).toBe('stuck');
  });
  it('closes the gates that an ended order will not pass', () => {
    expect(railOf({ gates: gates('PASSED', 'ENDED', 'ENDED', 'ENDED', 'ENDED', 'ENDED', 'ENDED'), held: false }).slice(1)).toEqual(
      Array(6).fill('closed'),
    );
  });
  it('has seven places even when the twin names fewer or orders them otherwise', () => {
    expect(
      railOf({
        gates: [
          { gate: 2, state: 'CURRENT' },
          { gate: 1, state: 'PASSED' },
        ],
        held: false,
      }),
    ).toEqual(['passed', 'current', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead']);
  });
});
