import { describe, expect, it } from 'vitest';
import { DeedRefused, defineLifecycle } from './lifecycle.ts';

const kettle = defineLifecycle({
  subject: 'kettle',
  states: ['cold', 'boiling', 'broken'],
  deeds: ['switch on', 'switch off', 'drop'],
  table: {
    cold: { 'switch on': 'boiling', drop: 'broken' },
    boiling: { 'switch off': 'cold', drop: 'broken' },
    broken: {},
  },
});

describe('lifecycle', () => {
  it('follows the table for every pair and refuses every other deed with status and deed named', () => {
    const allowed: Record<string, string> = {
      'cold/switch on': 'boiling',
      'cold/drop': 'broken',
      'boiling/switch off': 'cold',
      'boiling/drop': 'broken',
    };
    for (const status of kettle.statuses) {
      for (const deed of kettle.deeds) {
        const expected = allowed[`${status}/${deed}`];
        expect(kettle.allows(status, deed)).toBe(expected !== undefined);
        if (expected === undefined) expect(() => kettle.next(status, deed)).toThrow(DeedRefused);
        else expect(kettle.next(status, deed)).toBe(expected);
      }
    }
    expect(() => kettle.next('broken', 'drop')).toThrow(
      expect.objectContaining({ code: 'DEED_REFUSED', details: { subject: 'kettle', status: 'broken', deed: 'drop' } }),
    );
  });

  it('knows its ends and which status leads to which', () => {
    expect(kettle.ends).toEqual(['broken']);
    expect(kettle.leadsTo('boiling', 'cold')).toBe(true);
    expect(kettle.leadsTo('broken', 'cold')).toBe(false);
  });

  it('draws every arrow of the table', () => {
    expect(kettle.toMermaid()).toBe(
      [
        'stateDiagram-v2',
        '  [*] --> cold',
        '  cold --> boiling: switch on',
        '  cold --> broken: drop',
        '  boiling --> cold: switch off',
        '  boiling --> broken: drop',
        '  broken --> [*]',
        '',
      ].join('\n'),
    );
  });
});
