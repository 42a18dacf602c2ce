import type { Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '../src/domain/sourcing-facts.ts';
import { closeDecisions, readDecisions } from '../src/persistence/decisions.ts';
import { weighedText } from '../src/persistence/weighed.ts';
import { fulfilmentDatabase } from './fulfilment-database.ts';

const before = '01930000-0000-7000-8000-000000000001';
const now = '01930000-0000-7000-8000-000000000002';
const other = '01930000-0000-7000-8000-000000000003';
const chosen: Candidate = {
  ...{ warehouseId: 'WH-HZ', distanceKm: 12.3, occupancy: 0.01, depth: 4, rank: 1, chosen: true, refusal: null, refusalDetail: null },
  scores: [{ name: 'DISTANCE', value: 0.9951, weight: 0.3 }],
};
const next: Candidate = { ...chosen, warehouseId: 'WH-JH', rank: 2, chosen: false };
let database: Database;

beforeAll(async () => {
  database = await fulfilmentDatabase({ url: await freshDatabase('fulfilment decisions') });
  await database.pool.query(
    `insert into clearance (order_id, cleared_seq, content_hash, content, recipient_token, raised, status, traceparent, cleared_at, updated_at)
     values ('DY-1', 1, '', '{}', '', false, 'SOURCED', 'trace', now(), now())`,
  );
  const insert = `insert into sourcing_decision (id, order_id, outcome, rule_version, took_ms, precision, widened, candidates, weighed, decided_at)
                  values ($1, 'DY-1', 'SOURCED', 1, 0.1, 'CITY', false, $2, $3, now())`;
  await database.pool.query(insert, [before, JSON.stringify([chosen, next]), null]);
  await database.pool.query(insert, [now, null, weighedText([chosen, next])]);
  await database.pool.query(insert, [other, null, weighedText([chosen])]);
});
afterAll(async () => {
  await database?.close();
});

describe('a decision whose allocation was refused', () => {
  it('says by whom and why, whichever release has written it, and the others stay as they are', async () => {
    await closeDecisions(database.pool, [
      { id: before, outcome: 'SUPERSEDED', refused: { 'WH-HZ': 'short (TEA: 0 of 2)' } },
      { id: now, outcome: 'SUPERSEDED', refused: { 'WH-HZ': 'short (TEA: 1 of 2)' } },
      { id: other, outcome: 'SOURCED', refused: {} },
    ]);
    const { rows } = await database.pool.query('select outcome from sourcing_decision order by id');
    expect(rows.map((row) => row.outcome)).toEqual(['SUPERSEDED', 'SUPERSEDED', 'SOURCED']);
    const told = await readDecisions(database.pool, [before, now, other]);
    const refused = (detail: string): Candidate => ({
      ...chosen,
      ...{ refusal: 'ALLOCATION_REFUSED', refusalDetail: detail, chosen: false, rank: null },
    });
    expect(told.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: before, orderId: 'DY-1', ruleVersion: 1, traceparent: 'trace', candidates: [refused('short (TEA: 0 of 2)'), next] },
      { id: now, orderId: 'DY-1', ruleVersion: 1, traceparent: 'trace', candidates: [refused('short (TEA: 1 of 2)'), next] },
      { id: other, orderId: 'DY-1', ruleVersion: 1, traceparent: 'trace', candidates: [chosen] },
    ]);
  });

  it('is never without an explanation', async () => {
    const empty = database.pool.query('update sourcing_decision set weighed = null where id = $1', [other]);
    await expect(empty).rejects.toThrow(/sourcing_decision_explained/);
  });
});
