import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DROP, DROP_UNITS } from './stock-campaign/buyers.ts';
import type { FinalState } from './stock-campaign/final-state.ts';
import { readHistory, type Logged } from './stock-campaign/history.ts';
import { judge } from './stock-campaign/judge.ts';
import { runStockCampaign, type CampaignRun } from './stock-campaign/run-campaign.ts';

const full = process.env['HUB_FULL'] === '1';
const holdSeconds = full ? 20 : 6;
const folder = mkdtempSync(join(tmpdir(), 'orderloom-campaign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let run: CampaignRun;
let history: readonly Logged[];

const failing = (calls: readonly Logged[], state: FinalState): readonly string[] =>
  judge(calls, state, { holdMs: holdSeconds * 1_000, drop: { sku: DROP, units: DROP_UNITS } })
    .filter(({ faults }) => faults.length > 0)
    .map(({ claim, faults }) => `${claim}: ${faults[0]}`);

describe('stock under kills of its service and its database', () => {
  it(
    'is never oversold, no sale is lost, and each hold ends once',
    async () => {
      const historyFile = join(folder, 'history.jsonl');
      run = await runStockCampaign({
        operations: full ? 100_000 : 3_000,
        kills: full ? 40 : 3,
        buyers: full ? 500 : 100,
        dropBuyers: full ? 10_000 : 1_000,
        holdSeconds,
        historyFile,
        say: (text) => void process.stdout.write(`${text}\n`),
      });
      history = await readHistory(historyFile);
      expect(failing(history, run.state)).toEqual([]);
      expect(run.kills.service).toBeGreaterThan(0);
      expect(run.kills.postgres).toBeGreaterThan(0);
      expect(history.some(({ answers }) => answers.some(({ answer }) => answer === 'LOST'))).toBe(true);
      expect(run.state.ledger.some(({ kind }) => kind === 'EXPIRE')).toBe(true);
    },
    full ? 900_000 : 150_000,
  );
});

describe('the judge of stock', () => {
  const held = () => run.state.orders.findIndex((order) => order.held > 0);
  const entry = (kind: string) => run.state.ledger.findIndex((one) => one.kind === kind && one.orderId !== '');
  const without = (kind: string): FinalState => ({ ...run.state, ledger: run.state.ledger.toSpliced(entry(kind), 1) });
  const again = (kind: string): FinalState => {
    const at = entry(kind);
    return { ...run.state, ledger: run.state.ledger.toSpliced(at, 0, ...run.state.ledger.slice(at, at + 1)) };
  };
  const faults: readonly (readonly [what: string, plant: () => readonly [readonly Logged[], FinalState], verdict: string])[] = [
    ['a grant that was never booked', () => [history, without('RESERVE')], 'a claim is booked once'],
    ['a hold that was booked twice', () => [history, again('RESERVE')], 'a claim is booked once'],
    ['a hold that ended twice', () => [history, again('RELEASE')], 'each hold ends exactly once'],
    ['a hold that expired and does not say so', () => [history, without('EXPIRE')], 'each hold ends exactly once'],
    ['an allocation that was booked twice', () => [history, again('ALLOCATE')], 'a claim is booked once'],
    [
      'a sale that is gone',
      () => [
        history,
        { ...run.state, orders: run.state.orders.map((order, at) => (at === held() ? { ...order, held: 0, state: 'RELEASED' } : order)) },
      ],
      'no sale is lost',
    ],
    [
      'a counter that is one too high',
      () => [
        history,
        { ...run.state, pools: run.state.pools.map((pool, at) => (at === 0 ? { ...pool, reserved: pool.reserved + 1 } : pool)) },
      ],
      'counters = ledger = holds',
    ],
    [
      'shelves that were smaller than what was promised',
      () => [history, { ...run.state, pools: run.state.pools.map((pool) => ({ ...pool, onHand: 1 })) }],
      'no moment at which clients surely held more',
    ],
    [
      'a grant that was taken back when it was asked again',
      () => [history.map((call) => (call.deed === 'REUSE' ? { ...call, answers: [{ at: 0, answer: 'GRANTED' }] } : call)), run.state],
      'what was granted is granted',
    ],
    [
      'one winner too many',
      () => [
        history.map((call) => (call.sku === DROP && call.deed === 'RESERVE' ? { ...call, answers: [{ at: 0, answer: 'GRANTED' }] } : call)),
        run.state,
      ],
      `${DROP_UNITS} units have exactly`,
    ],
    [
      'an order that nobody asked for',
      () => [history.filter((call) => call.orderId !== run.state.orders[0]?.orderId), run.state],
      'no order that nobody asked for',
    ],
  ];

  it.each(faults)('sees %s', (_what, plant, verdict) => {
    const [calls, state] = plant();
    expect(failing(calls, state).join('\n')).toContain(verdict);
  });
});
