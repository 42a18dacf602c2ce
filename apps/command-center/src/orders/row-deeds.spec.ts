import { describe, expect, it } from 'vitest';
import { rowDeeds } from './row-deeds.ts';

const row = (change: Partial<Parameters<typeof rowDeeds>[0]>): Parameters<typeof rowDeeds>[0] => ({
  status: 'OPEN',
  currentGate: 3,
  stuck: false,
  openHoldIds: [],
  possibleDeeds: ['HOLD', 'CANCEL', 'REMARK'],
  ...change,
});

describe('the action words of a row (L4)', () => {
  it('source an order again that no warehouse took', () => {
    const possibleDeeds = ['SOURCE_AGAIN', 'HOLD', 'CANCEL'];
    expect(rowDeeds(row({ stuck: true, status: 'STUCK', possibleDeeds }))).toEqual(['sourceAgain', 'hold']);
  });
  it('release what is held, wherever it stands', () => {
    expect(rowDeeds(row({ status: 'HELD', openHoldIds: ['a'] }))).toEqual(['release', 'cancel']);
    expect(rowDeeds(row({ status: 'HELD', currentGate: 6, openHoldIds: ['a'], possibleDeeds: [] }))).toEqual(['release', 'open']);
  });
  it('leave out what the tower says would be refused', () => {
    expect(rowDeeds(row({ possibleDeeds: [] }))).toEqual(['open']);
    expect(rowDeeds(row({ stuck: true, currentGate: 6 }))).toEqual(['cancel', 'open']);
    expect(rowDeeds(row({ currentGate: 6 }))).toEqual(['open']);
  });
  it('are few where nothing is wrong', () => {
    expect(rowDeeds(row({}))).toEqual(['hold', 'open']);
  });
});
