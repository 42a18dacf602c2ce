import { eventually } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountsOf } from '../src/checker/ends.ts';
import { readHistory, type History } from '../src/checker/history.ts';
import { judge } from '../src/checker/rules.ts';
import { readFinalState } from '../../../load-tests/checks/state.ts';
import { readClientLog } from '../../../tools/bench/kills/client-log.ts';
import { verdictsOf } from '../../../tools/bench/kills/verdicts.ts';
import { fight, type Fought } from '../src/faults/campaign.ts';
import { writeReport } from '../src/hub/report.ts';
import { readStock, startHub, type Hub } from '../src/hub/start-hub.ts';
import { documents } from '../src/hub/documents.ts';

const full = process.env['HUB_FULL'] === '1';
// The day is the seed when none is given: every day fights another battle, and any of them can be fought again.
const seed = process.env['HUB_FAULT_SEED'] ?? new Date().toISOString().slice(0, 10);
const size = full
  ? { strikes: 66, between: [800, 5_000] as const, ordersPerStrike: 8 }
  : { strikes: 11, between: [600, 2_500] as const, ordersPerStrike: 6 };

let hub: Hub;
let fought: Fought;
let clientLog = '';

beforeAll(async () => {
  hub = await startHub({ name: 'faults', pollSeconds: 5, seed });
});

afterAll(async () => {
  await hub?.stop();
});

const none = new Set<string>();

describe(`with seed ${seed} (HUB_FAULT_SEED), ${size.strikes} strikes`, () => {
  it(
    'acknowledges every push in the end, whatever dies while it is sent (R2, NFR-02)',
    async () => {
      process.stdout.write(`fault campaign: seed ${seed}, set HUB_FAULT_SEED to fight it again\n`);
      fought = await fight(hub, {
        seed,
        ...size,
        log: (line) => process.stdout.write(`  ${line}\n`),
        note: (line) => (clientLog += `${JSON.stringify(line)}\n`),
      });
      expect(fought.acked).toHaveLength(size.strikes * size.ordersPerStrike);
    },
    full ? 900_000 : 180_000,
  );

  it(
    'ends every order as it would have ended: none lost, nothing sent, booked, numbered or told twice (R2, R3, R5)',
    async () => {
      const began = Date.now();
      const history = await eventually(
        async () => {
          const seen = await readHistory(hub.sandbox, { acked: fought.acked, conflicts: none });
          expect(judge(seen)).toEqual({});
          return seen;
        },
        { timeoutMs: full ? 300_000 : 150_000, everyMs: 2_000 },
      );
      writeReport(full ? 'faults-full' : 'faults', {
        seed,
        strikes: fought.strikes,
        acked: fought.acked.length,
        pushesRefused: fought.refused,
        msUntilAllEnded: Date.now() - began,
        ends: countEnds(history),
      });
    },
    full ? 330_000 : 180_000,
  );

  it('has the twin of every acked order, once, in the state in which it ended (R3)', async () => {
    await eventually(
      async () => {
        const history = await readHistory(hub.sandbox, { acked: fought.acked, conflicts: none });
        const accounts = accountsOf(history);
        const twins = await hub.door.allTwins();
        for (const no of fought.acked) {
          const known = twins.get(no) ?? [];
          expect({ no, twins: known.length }).toEqual({ no, twins: 1 });
          const wanted = accounts.get(no)?.end === 'CANCELLED' ? ['CANCELLED'] : ['OUTBOUND', 'SIGNED'];
          expect(wanted, `${no} ${known[0]?.id} ended ${accounts.get(no)?.end}`).toContain(known[0]?.status);
        }
      },
      { timeoutMs: 60_000, everyMs: 2_000 },
    );
  });

  it('holds no stock for orders that have ended, and its counters are the sum of their ledger (R1, R5)', async () => {
    await eventually(
      async () => {
        const held = [...(await readStock(hub.door)).values()].filter((row) => row.reserved !== 0);
        expect(held).toEqual([]);
      },
      { timeoutMs: 60_000, everyMs: 1_000 },
    );
    const repaired = await hub.door.ask(documents.repairStock);
    expect(repaired).toMatchObject({ repairStock: { corrected: 0, differences: [] } });
  });

  it('stands before the checker of `npm run bench -- kill-campaign`, which knows the client’s log and how things stand (R2)', async () => {
    const state = await readFinalState(hub.system);
    try {
      const log = readClientLog(clientLog);
      expect(log.acked.toSorted()).toEqual(fought.acked.toSorted());
      await eventually(
        async () => {
          const history = await readHistory(hub.sandbox, { acked: log.acked, conflicts: none });
          expect((await verdictsOf(log, history, state)).filter(({ holds }) => !holds)).toEqual([]);
        },
        { timeoutMs: 60_000, everyMs: 2_000 },
      );
    } finally {
      await state.close();
    }
  });
});

function countEnds(history: History): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { end } of accountsOf(history).values()) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
}
