import { describe, expect, it } from 'vitest';
import {
  confirmable,
  milestones,
  MilestoneConfirmed,
  milestonesOf,
  MilestoneOutOfOrder,
  NotConfirmable,
  type MilestoneFacts,
} from './milestones.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 22, hour));
const factory = ['PARAMETERS_CONFIRMED', 'PRODUCTION_STARTED', 'BOARD_OUT', 'HARDWARE_PACKED', 'WHOLE_SET_PACKED'] as const;

function facts(confirmed: readonly string[], parcels: MilestoneFacts['parcels'] = []): MilestoneFacts {
  return { paidAt: at(1), clearedAt: at(2), parcels, confirmed: new Map(confirmed.map((name, index) => [name, at(3 + index)])) };
}

describe('milestones of made-to-order goods (FUL-06)', () => {
  it('are seventeen, each name once', () => {
    expect(milestones).toHaveLength(17);
    expect(new Set(milestones.map(({ name }) => name)).size).toBe(17);
  });

  it('begin as paid and past the risk rules, and nothing more', () => {
    expect(milestonesOf(facts([])).filter(({ at: passed }) => passed !== undefined)).toEqual([
      { name: 'PAID', at: at(1) },
      { name: 'RISK_PASSED', at: at(2) },
    ]);
  });

  it.each(milestones.filter(({ told }) => told === 'FACT').map(({ name }) => name))(
    'are told by a system and not confirmed: %s',
    (name) => {
      expect(() => confirmable(name, facts(factory))).toThrow(NotConfirmable);
    },
  );

  it('are confirmed one after the other, and each once', () => {
    for (const [index, name] of factory.entries()) {
      const before = factory.slice(0, index);
      expect(confirmable(name, facts(before))).toEqual({ name, position: index + 3 });
      expect(() => confirmable(name, facts([...before, name]))).toThrow(MilestoneConfirmed);
      for (const later of factory.slice(index + 1)) expect(() => confirmable(later, facts(before))).toThrow(new MilestoneOutOfOrder(name));
    }
  });

  it('wait for every parcel: of two, the later one tells, and one that turned back tells nothing', () => {
    const parcel = (hour: number) => [
      { kind: 'PICKED_UP' as const, reachedAt: at(hour) },
      { kind: 'SIGNED' as const, reachedAt: at(hour + 1) },
    ];
    const passed = (parcels: MilestoneFacts['parcels']) => milestonesOf(facts(factory, parcels)).find(({ name }) => name === 'SIGNED')?.at;
    expect(passed([parcel(10), parcel(12)])).toEqual(at(13));
    expect(passed([parcel(10), []])).toBeUndefined();
    expect(passed([[{ kind: 'RETURNING', reachedAt: at(10) }]])).toBeUndefined();
    expect(() => confirmable('INSTALL_BOOKED', facts(factory, [parcel(10), []]))).toThrow(new MilestoneOutOfOrder('PICKED_UP'));
  });

  it('go on without the feedback of the unboxing, which may never come', () => {
    const signed = [[{ kind: 'SIGNED' as const, reachedAt: at(10) }]];
    expect(confirmable('INSTALL_BOOKED', facts(factory, signed))).toEqual({ name: 'INSTALL_BOOKED', position: 14 });
    expect(confirmable('UNBOXING_FEEDBACK', facts(factory, signed)).position).toBe(13);
  });
});
