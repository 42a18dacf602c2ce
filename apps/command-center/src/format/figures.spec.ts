import { describe, expect, it } from 'vitest';
import { bigSpan, count, percent, shortSpan, signed, standing } from './figures.ts';

describe('figures', () => {
  it('separate thousands', () => expect(count(38412)).toBe('38,412'));
  it('never round nearly all up to all, or a few down to none', () => {
    expect([percent(1), percent(0.99996), percent(0.973), percent(0.5), percent(0.00001), percent(0)]).toEqual([
      '100%',
      '99.9%',
      '97.3%',
      '50%',
      '0.1%',
      '0%',
    ]);
  });
  it('give the headline its own unit', () => {
    expect(bigSpan(4_608_000)).toEqual({ unit: 'hours', figure: '1.28' });
    expect(bigSpan(2_550_000)).toEqual({ unit: 'minutes', figure: '42.5' });
    expect(bigSpan(8_400)).toEqual({ unit: 'seconds', figure: '8.4' });
  });
  it('keep spans beside others short, and do not say 60 of a unit', () => {
    expect(shortSpan(8000)).toEqual({ unit: 'seconds', figure: '8' });
    expect(shortSpan(9)).toEqual({ unit: 'seconds', figure: '<0.1' });
    expect(shortSpan(412)).toEqual({ unit: 'seconds', figure: '0.4' });
    expect(shortSpan(59_900)).toEqual({ unit: 'minutes', figure: '1.0' });
    expect(shortSpan(3_480_000)).toEqual({ unit: 'minutes', figure: '58' });
    expect(shortSpan(7_560_000)).toEqual({ unit: 'hours', figure: '2.1' });
  });
  it('say how long something stands in hours and minutes, then in days', () => {
    expect([standing(44 * 60_000), standing(192 * 60_000), standing(52 * 3_600_000), standing(-5)]).toEqual([
      '0:44',
      '3:12',
      '2d 4h',
      '0:00',
    ]);
  });
  it('sign a change with a true minus', () => expect([signed(-0.21, 2), signed(0.4, 1)]).toEqual(['−0.21', '+0.4']));
});
