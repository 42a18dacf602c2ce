import { describe, expect, it } from 'vitest';
import { createReservationBreaker } from './reservation-breaker.ts';

const at = (seconds: number): Date => new Date(Date.parse('2026-11-22T02:00:00Z') + seconds * 1_000);

function opened() {
  const breaker = createReservationBreaker();
  breaker.note('SETTLED', 95, at(0));
  breaker.note('FAILED', 5, at(1));
  return breaker;
}

describe('the breaker of reservations', () => {
  it('opens at 5 % failures of a window, not below, and not for a handful', () => {
    const breaker = createReservationBreaker();
    breaker.note('FAILED', 9, at(0));
    expect(breaker.state(at(0))).toBe('CLOSED');
    const busy = createReservationBreaker();
    busy.note('SETTLED', 96, at(0));
    busy.note('FAILED', 5, at(1));
    expect(busy.state(at(1))).toBe('CLOSED');
    expect(opened().state(at(1))).toBe('OPEN');
  });

  it('forgets what is older than the window', () => {
    const breaker = createReservationBreaker();
    breaker.note('FAILED', 9, at(0));
    breaker.note('FAILED', 9, at(31));
    expect(breaker.state(at(31))).toBe('CLOSED');
  });

  it('tries after a pause, closes when enough were settled, and counts one outage', () => {
    const breaker = opened();
    expect(breaker.state(at(5.9))).toBe('OPEN');
    expect(breaker.state(at(6))).toBe('TRYING');
    breaker.note('SETTLED', 9, at(7));
    expect(breaker.state(at(7))).toBe('TRYING');
    breaker.note('SETTLED', 1, at(8));
    expect(breaker.state(at(8))).toBe('CLOSED');
    expect(breaker.timesOpened()).toBe(1);
  });

  it('does not flap: one failure on probation opens it for twice as long, up to a minute, as the same outage', () => {
    const breaker = opened();
    let now = 1;
    for (const pause of [5, 10, 20, 40, 60, 60]) {
      expect(breaker.state(at(now + pause - 0.1))).toBe('OPEN');
      now += pause;
      expect(breaker.state(at(now))).toBe('TRYING');
      breaker.note('FAILED', 1, at(now));
    }
    expect(breaker.timesOpened()).toBe(1);
  });

  it('remembers a relapse soon after it closed, and starts anew after a calm', () => {
    const breaker = opened();
    breaker.note('SETTLED', 10, at(6));
    breaker.note('FAILED', 10, at(20));
    expect(breaker.state(at(29))).toBe('OPEN');
    expect(breaker.state(at(30))).toBe('TRYING');
    breaker.note('SETTLED', 10, at(30));
    breaker.note('FAILED', 10, at(100));
    expect(breaker.state(at(105))).toBe('TRYING');
    expect(breaker.timesOpened()).toBe(3);
  });

  it('closes on a quiet hub after a window in which nothing failed', () => {
    const breaker = opened();
    breaker.note('SETTLED', 1, at(10));
    expect(breaker.state(at(35))).toBe('TRYING');
    expect(breaker.state(at(36))).toBe('CLOSED');
  });

  it('does not hear of work that began before it opened', () => {
    const breaker = opened();
    breaker.note('FAILED', 1_000, at(2));
    expect(breaker.state(at(6))).toBe('TRYING');
  });
});
