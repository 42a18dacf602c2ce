import { describe, expect, it } from 'vitest';
import { cpuBetween, parseStat, readMachine, usedBelow, type CpuReading } from './cpu.ts';
import { spreadOf } from './spread.ts';

const stat = (name: string, parent: number, times: readonly number[]): string =>
  `7 (${name}) S ${parent} 7 7 0 -1 4194304 100 200 0 0 ${times.join(' ')} 20 0 11 0 12345 1 2`;

describe('CPU by process', () => {
  it('reads the times behind a name with spaces and parentheses', () => {
    expect(parseStat(stat('next-server (v16) x', 42, [10, 5, 3, 2]))).toEqual({ parent: 42, used: 20, ended: 5 });
  });

  it('counts everything below a program with it, and nothing beside it', () => {
    const processes = new Map([
      [1, { parent: 0, used: 5, ended: 0 }],
      [2, { parent: 1, used: 7, ended: 0 }],
      [3, { parent: 2, used: 11, ended: 0 }],
      [4, { parent: 9, used: 100, ended: 0 }],
    ]);
    expect(usedBelow(processes, 1)).toBe(23);
  });

  it('takes waiting for the disk as idle, and stolen time as not busy', () => {
    expect(readMachine('cpu  1 2 3 1000 500 4 5 77 0 0\ncpu0 1')).toEqual({ busy: 15, stolen: 77 });
  });

  it('says what nobody of ours used, and which program was another one at the end', () => {
    const reading = (used: number, busy: number, pid: number): CpuReading => ({
      byName: new Map([['order', used]]),
      own: 0,
      endedChildren: 0,
      busy,
      stolen: 0,
      pids: new Map([['order', pid]]),
    });
    expect(cpuBetween(reading(100, 1000, 1), reading(160, 1200, 1))).toMatchObject({ byName: { order: 60 }, notOurs: 140, restarted: [] });
    expect(cpuBetween(reading(100, 1000, 1), reading(10, 1200, 2)).restarted).toEqual(['order']);
  });
});

describe('a spread', () => {
  it('gives values that were measured, by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(spreadOf(values)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
    expect(spreadOf([3])).toEqual({ count: 1, p50: 3, p95: 3, p99: 3, max: 3 });
  });

  it('of nothing is nothing', () => {
    expect(spreadOf([])).toBeUndefined();
  });
});
