import { describe, expect, it } from 'vitest';
import { formatMinor } from './money.ts';
import { countdown, hopDelay, spanOf } from './duration.ts';
import { clockTime, dayKey, nearTime, relativeDay } from './time.ts';

describe('money from minor units', () => {
  it('keeps digits that a float would lose', () => {
    expect(formatMinor('900719925474099301', 'CNY')).toBe('9,007,199,254,740,993.01');
  });
  it('pads small amounts and signs negative ones with a true minus', () => {
    expect(formatMinor('5', 'CNY')).toBe('0.05');
    expect(formatMinor('-5576', 'CNY')).toBe('−55.76');
    expect(formatMinor('0', 'CNY')).toBe('0.00');
  });
  it('shows no decimals for a currency without minor units', () => {
    expect(formatMinor('1200', 'JPY')).toBe('1,200');
  });
  it('refuses text that is not a whole number', () => {
    expect(() => formatMinor('3.28', 'CNY')).toThrow('not a whole number');
  });
});

describe('durations', () => {
  it('counts down in minutes and seconds, then in hours, then in days', () => {
    expect(countdown(209_000)).toBe('03:29');
    expect(countdown(-730_000)).toBe('−12:10');
    expect(countdown(93_850_000)).toBe('26:04:10');
    expect(countdown(4 * 86_400_000 + 15_000_000)).toBe('4d 04:10');
  });
  it('says a span under ten seconds with one decimal and a long one as hours and minutes', () => {
    expect(spanOf(412)).toEqual({ unit: 'seconds', figure: '0.4' });
    expect(spanOf(11_520_000)).toEqual({ unit: 'hours', figure: '3:12' });
  });
  it('writes the delay of a hop without a needless leading zero', () => {
    expect(hopDelay(7)).toEqual({ figure: '<0.1', inSeconds: true });
    expect(hopDelay(412)).toEqual({ figure: '+0.4', inSeconds: true });
    expect(hopDelay(600_000)).toEqual({ figure: '+10:00', inSeconds: false });
    expect(hopDelay(65_000)).toEqual({ figure: '+1:05', inSeconds: false });
    expect(hopDelay(10_927_000)).toEqual({ figure: '+3:02:07', inSeconds: false });
  });
});

describe('times are of Shanghai whatever the machine thinks', () => {
  it('turns the day at 16:00 UTC', () => {
    expect(dayKey('2026-01-21T15:59:59Z')).toBe('2026-01-21');
    expect(dayKey('2026-01-21T16:00:00Z')).toBe('2026-01-22');
    expect(clockTime('2026-01-21T16:00:00Z')).toBe('00:00:00');
  });
  it('names today, yesterday and tomorrow by that day', () => {
    const now = Date.parse('2026-01-22T01:00:00+08:00');
    expect(relativeDay('2026-01-22', now)).toBe('today');
    expect(relativeDay('2026-01-21', now)).toBe('yesterday');
    expect(relativeDay('2026-01-23', now)).toBe('tomorrow');
    expect(nearTime('2026-01-22T00:30:00+08:00', now)).toBe('00:30');
    expect(nearTime('2026-01-21T23:30:00+08:00', now)).toBe('01-21 23:30');
  });
});
