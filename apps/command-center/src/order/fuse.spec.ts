import { describe, expect, it } from 'vitest';
import { burntDown, hopsOf, liveStop } from './fuse.ts';
import type { FuseStop } from './fuse.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 22, 2, 0, second)).toISOString();
const stop: FuseStop = {
  id: 's1',
  scope: 'WHOLE_ORDER',
  state: 'PROPOSED',
  reason: 'PERSON',
  proposedBy: 'acc',
  proposedAt: at(0),
  dueAt: at(15),
};
const part = (state: string, proposalId = 's1') => ({
  id: `F-${state}`,
  warehouse: 'HZ',
  stop: { proposalId, state, reason: '', askedAt: at(1), answeredAt: state === 'OPEN' ? null : at(3) },
});

describe('the fuse bar', () => {
  it('shows an open stop, and an answered one for a while', () => {
    expect(liveStop([stop], Date.parse(at(500)))?.id).toBe('s1');
    const answered = { ...stop, state: 'DECLINED', answeredAt: at(3) };
    expect(liveStop([answered], Date.parse(at(60)))?.id).toBe('s1');
    expect(liveStop([answered], Date.parse(at(120)))).toBeUndefined();
  });
  it('burns from one to nothing at the deadline', () => {
    expect(burntDown(stop, Date.parse(at(0)))).toBe(1);
    expect(burntDown(stop, Date.parse(at(5)))).toBeCloseTo(2 / 3);
    expect(burntDown(stop, Date.parse(at(99)))).toBe(0);
  });
  it('never lets the channel hear of it before every warehouse stopped', () => {
    const hops = hopsOf(stop, [part('STOPPED'), part('OPEN'), part('DECLINED', 'older')], at(9));
    expect(hops.map((hop) => [hop.role, hop.state])).toEqual([
      ['hub', 'done'],
      ['warehouse', 'done'],
      ['warehouse', 'waiting'],
      ['channel', 'ahead'],
    ]);
    expect(hopsOf({ ...stop, state: 'CONFIRMED' }, [part('STOPPED')], undefined).at(-1)?.state).toBe('waiting');
    expect(hopsOf({ ...stop, state: 'DECLINED' }, [part('DECLINED')], undefined).map((hop) => hop.state)).toEqual([
      'done',
      'refused',
      'ahead',
    ]);
  });
});
