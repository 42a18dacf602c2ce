import { isUuid } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { HeldPayload, Quarantine, QuarantineEntry } from '../application/stores.ts';
import type { TroubleReason } from '../domain/read-value.ts';

const COLUMNS = 'id, shop_id, kind, platform_no, platform_order_no, reason, field, detail, hint, raw_id';

/** Whether a shop has anything open is remembered so long: mostly it has not, and each capture would ask. */
const REMEMBER_MS = 5_000;

export function createQuarantine(pool: Pool): Quarantine {
  /** Shops that have, or had, something open: one too many costs a statement, one too few would leave an entry open. */
  const holding = new Set<string>();
  let readAt = -Infinity;
  const mayHold = async (tx: Tx, shopId: string): Promise<boolean> => {
    const now = performance.now();
    if (now - readAt > REMEMBER_MS) {
      const { rows } = await tx.query<{ shop_id: string }>('select distinct shop_id from quarantine where released_at is null');
      for (const row of rows) holding.add(row.shop_id);
      // Not before: another shop's capture may ask meanwhile, and would believe an answer that has not come.
      readAt = now;
    }
    return holding.has(shopId);
  };
  return {
    hold: async (tx, shopId, payloads, now) => {
      if (payloads.length === 0) return [];
      holding.add(shopId);
      const single = [...new Map(payloads.map((payload) => [`${payload.kind} ${payload.platformNo}`, payload])).values()];
      const { rows } = await tx.query<Row & { told: boolean }>(
        `with before as (
           select q.id, q.reason, q.field from quarantine q join unnest($2::text[], $3::text[]) as t (kind, no)
             on q.shop_id = $1 and q.kind = t.kind and q.platform_no = t.no and q.released_at is null),
         held as (
           insert into quarantine as q (id, shop_id, kind, platform_no, platform_order_no, reason, field, detail, hint, raw_id, quarantined_at)
           select id, $1, kind, no, order_no, reason, field, detail, hint, raw_id, $11
             from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[], $9::uuid[], $10::uuid[])
               as t (kind, no, order_no, reason, field, detail, hint, raw_id, id) order by kind, no
           on conflict (shop_id, kind, platform_no) where released_at is null
           do update set reason = excluded.reason, field = excluded.field, detail = excluded.detail, hint = excluded.hint, raw_id = excluded.raw_id
           returning ${COLUMNS})
         select held.*, (before.id is null or before.reason <> held.reason or before.field <> held.field) as told
           from held left join before on before.id = held.id`,
        [
          shopId,
          single.map((one) => one.kind),
          single.map((one) => one.platformNo),
          single.map((one) => one.platformOrderNo),
          single.map((one) => one.reason),
          single.map((one) => one.field),
          single.map((one) => one.detail),
          single.map((one) => JSON.stringify(one.hint)),
          single.map((one) => one.rawId),
          single.map(() => uuidv7()),
          now,
        ],
      );
      return rows.filter((row) => row.told).map(entryOf);
    },
    release: async (tx, shopId, kind, platformNos, now) => {
      if (platformNos.length === 0 || !(await mayHold(tx, shopId))) return [];
      const { rows } = await tx.query<Row>(
        `update quarantine set released_at = $4 where shop_id = $1 and kind = $2 and platform_no = any($3) and released_at is null returning ${COLUMNS}`,
        [shopId, kind, platformNos, now],
      );
      return rows.map(entryOf);
    },
    open: async ({ ids, shopIds }) => {
      const { rows } = await pool.query<Row>(
        `select ${COLUMNS} from quarantine where released_at is null and ($1::uuid[] is null or id = any($1)) and ($2::text[] is null or shop_id = any($2))
          order by quarantined_at limit 5000`,
        [ids?.filter(isUuid) ?? null, shopIds ?? null],
      );
      return rows.map(entryOf);
    },
    countOpen: async () => {
      const { rows } = await pool.query<{ shop_id: string; open: number }>(
        'select shop_id, count(*)::int as open from quarantine where released_at is null group by shop_id',
      );
      return new Map(rows.map((row) => [row.shop_id, row.open]));
    },
  };
}

interface Row {
  readonly id: string;
  readonly shop_id: string;
  readonly kind: HeldPayload['kind'];
  readonly platform_no: string;
  readonly platform_order_no: string;
  readonly reason: TroubleReason;
  readonly field: string;
  readonly detail: string;
  readonly hint: Readonly<Record<string, string>>;
  readonly raw_id: string;
}

function entryOf(row: Row): QuarantineEntry {
  return {
    id: row.id,
    shopId: row.shop_id,
    kind: row.kind,
    platformNo: row.platform_no,
    platformOrderNo: row.platform_order_no,
    reason: row.reason,
    field: row.field,
    detail: row.detail,
    hint: row.hint,
    rawId: row.raw_id,
  };
}
