import type { Pool } from 'pg';
import type { Phrase } from '../../domain/answer.ts';
import { gateNames, gateOwners } from '../../domain/gates.ts';
import { deedOfGate, deedOfPool, deedOfRule } from '../../domain/urgent-deeds.ts';
import { setName, STUCK_KEY } from '../board-sets.ts';
import { countSets, type CountedSet } from '../count-sets.ts';
import { boardAge } from './board-age.ts';

export interface UrgentItem {
  readonly key: string;
  readonly kind: 'WORK_ITEM' | 'STUCK_ORDER' | 'GROUP' | 'ALERT';
  readonly what: Phrase;
  readonly orderId: string;
  readonly workItemId: string | null;
  readonly pool: string | null;
  readonly gate: number | null;
  readonly owner: string;
  readonly dueAt: Date;
  readonly deed: string;
  readonly target: string;
  readonly affected: CountedSet;
}

/** What must be done now, from work items, stuck orders without one, and red alerts; several of one cause are one matter. */
export async function urgentBoard(pool: Pool, asked: { readonly first: number; readonly now: Date }) {
  const { first, now } = asked;
  const [age, counts, items, stuck, alerts] = await Promise.all([
    boardAge(pool, now),
    countSets(pool, ['stuck', 'items'], now),
    readItems(pool),
    readStuck(pool, now),
    readAlerts(pool),
  ]);
  const all = [...items, ...stuck, ...alerts].toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.key < b.key ? -1 : 1));
  return { age, items: all.slice(0, first), total: all.length, stuck: counts('stuck'), workItems: counts('items') };
}

/** Pools whose items have their cause in common are one matter; in the others each item is decided by itself. */
const MATTER = `case when pool = 'SHORTAGE' then summary->'parameters'->>'sku'
  when pool = 'QUARANTINE' then (summary->'parameters'->>'shop') || '/' || (summary->'parameters'->>'field')
  when pool in ('MESSAGE', 'SHIP_NOTICE', 'VOUCHER', 'WAYBILL', 'DEAD_LETTER') then ''
  else id::text end`;

interface ItemRow {
  readonly pool: string;
  readonly count: number;
  readonly id: string;
  readonly order_id: string;
  readonly owner: string;
  readonly summary: Phrase;
  readonly due_at: Date;
}

async function readItems(pool: Pool): Promise<readonly UrgentItem[]> {
  const { rows } = await pool.query<ItemRow>(
    `select distinct on (pool, matter) pool, matter, count(*) over (partition by pool, matter)::int as count, id, order_id, owner, summary, due_at
       from (select *, ${MATTER} as matter from (select id, pool, order_id, owner, summary, due_at from work_item where closed_at is null) open) item
      order by pool, matter, due_at, id`,
  );
  return rows.map((row) => {
    const alone = row.count === 1;
    const orderId = alone ? row.order_id : '';
    return {
      key: alone ? row.id : `${row.pool}/${matterOf(row)}`,
      kind: alone ? 'WORK_ITEM' : 'GROUP',
      what: row.summary,
      orderId,
      workItemId: alone ? row.id : null,
      pool: row.pool,
      gate: null,
      owner: row.owner,
      dueAt: row.due_at,
      ...deedOfPool(row.pool, orderId),
      affected: { count: row.count, place: '/exceptions', set: setOfItems(row) },
    };
  });
}

function matterOf({ pool, summary }: ItemRow): string {
  const { sku = '', shop = '', field = '' } = summary.parameters;
  return pool === 'SHORTAGE' ? String(sku) : pool === 'QUARANTINE' ? `${shop}/${field}` : '';
}

function setOfItems(row: ItemRow): string {
  const { sku = '', shop = '', field = '' } = row.summary.parameters;
  if (row.pool === 'SHORTAGE') return setName('shortage', sku);
  if (row.pool === 'QUARANTINE') return setName('quarantined', shop, field);
  return row.count === 1 ? setName('item', row.id) : setName('pool', row.pool);
}

interface StuckRow {
  readonly gate: number;
  readonly key: string;
  readonly count: number;
  readonly order_id: string;
  readonly status: string;
  readonly stuck_at: Date;
}

async function readStuck(pool: Pool, now: Date): Promise<readonly UrgentItem[]> {
  const { rows } = await pool.query<StuckRow>(
    `select distinct on (gate, key) gate, key, count(*) over (partition by gate, key)::int as count, order_id, status, stuck_at
       from (select current_gate as gate, ${STUCK_KEY} as key, order_id, status, stuck_at from order_figure
              where is_open and stuck_at <= $1
                and order_id not in (select order_id from work_item where closed_at is null and order_id <> '')) stuck
      order by gate, key, stuck_at, order_id`,
    [now],
  );
  return rows.map((row) => {
    const alone = row.count === 1;
    const name = gateNames[row.gate - 1] ?? 'PAYMENT_CONFIRMED';
    const set = setName('stuck-alone', row.gate, row.key);
    return {
      key: alone ? row.order_id : set,
      kind: alone ? 'STUCK_ORDER' : 'GROUP',
      what: {
        code: 'STUCK_AT_GATE',
        parameters: { gate: row.gate, since: row.stuck_at.getTime(), owner: gateOwners[name], about: row.key },
      },
      orderId: alone ? row.order_id : '',
      workItemId: null,
      pool: null,
      gate: row.gate,
      owner: gateOwners[name],
      dueAt: row.stuck_at,
      deed: deedOfGate(row.gate, row.status),
      target: alone ? `/orders/${row.order_id}` : `/orders?set=${encodeURIComponent(set)}`,
      affected: { count: row.count, place: '/orders', set },
    };
  });
}

interface AlertRow {
  readonly id: string;
  readonly rule: string;
  readonly finding: Phrase;
  readonly owner: string;
  readonly since: Date;
  readonly place: string;
  readonly set: string;
  readonly count: number;
}

/** Red alerts that no work item and no stuck order speaks for. */
async function readAlerts(pool: Pool): Promise<readonly UrgentItem[]> {
  const { rows } = await pool.query<AlertRow>(
    `select id, rule, finding, owner, since, place, set, count from alert
      where closed_at is null and level = 'RED' and rule in ('CHANNEL_SILENT', 'ARRIVAL_LAG', 'SYNC_DELAY', 'WAITING_P90', 'STOCK_DRIFT')`,
  );
  return rows.map((row) => ({
    key: row.id,
    kind: 'ALERT',
    what: row.finding,
    orderId: '',
    workItemId: null,
    pool: null,
    gate: null,
    owner: row.owner,
    dueAt: row.since,
    ...deedOfRule(row.rule),
    affected: { count: row.count, place: row.place, set: row.set },
  }));
}
