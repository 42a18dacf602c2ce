import { arrayOfTexts } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { IntakeWork, WorkItem } from '../application/stores.ts';
import type { Wake } from '../application/ports.ts';

/** What is woken again is one row still; whoever reads it now reads it once more. */
export const WOKEN_AGAIN = `
on conflict (shop_id, kind, platform_no) do update
  set generation = w.generation + 1, hint = w.hint || excluded.hint, due_at = least(w.due_at, excluded.due_at), attempts = 0, pushed = w.pushed or excluded.pushed,
      traceparent = case when excluded.traceparent = '' then w.traceparent else excluded.traceparent end`;

export function createIntakeWork(pool: Pool, archive: Pick<RawArchive, 'insertOf' | 'save'>): IntakeWork {
  return {
    add: async (tx, wakes, receivedAt) => {
      // One statement must not touch a row twice, so a batch is coalesced before it is written.
      const coalesced = new Map<string, Wake & { readonly shopId: string; readonly traceparent?: string; readonly pushed?: boolean }>();
      for (const wake of wakes) {
        const name = `${wake.shopId} ${wake.kind} ${wake.platformNo}`;
        coalesced.set(name, { ...wake, hint: { ...coalesced.get(name)?.hint, ...wake.hint } });
      }
      const items = [...coalesced.values()];
      if (items.length === 0) return;
      await tx.query(
        `insert into intake_work as w (shop_id, kind, platform_no, hint, traceparent, pushed, received_at, due_at)
         select shop_id, kind, platform_no, hint::jsonb, traceparent, pushed::boolean, $6, $6
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $7::text[]) as t (shop_id, kind, platform_no, hint, traceparent, pushed)
         order by 1, 2, 3
         ${WOKEN_AGAIN}`,
        [
          items.map((item) => item.shopId),
          items.map((item) => item.kind),
          items.map((item) => item.platformNo),
          items.map((item) => JSON.stringify(item.hint)),
          items.map((item) => item.traceparent ?? ''),
          receivedAt,
          items.map((item) => String(item.pushed ?? false)),
        ],
      );
    },
    due: async (shopId, now, { REFUND, ORDER }) => {
      if (REFUND.limit === 0 && ORDER.limit === 0) return [];
      const { rows } = await pool.query<WorkRow>({
        name: 'intake-due',
        text: DUE,
        values: [shopId, now, ...[REFUND, ORDER].flatMap(({ since, limit, except }): unknown[] => [since, limit, arrayOfTexts(except)])],
      });
      return rows.map((row) => ({
        kind: row.kind,
        platformNo: row.platform_no,
        generation: BigInt(row.generation),
        hint: row.hint,
        receivedAt: row.received_at,
        attempts: row.attempts,
        traceparent: row.traceparent,
        pushed: row.pushed,
      }));
    },
    finish: async (tx, shopId, kind, items, bodies = []) => {
      if (items.length === 0) {
        await archive.save(tx, bodies);
        return;
      }
      const kept = bodies.length === 0 ? undefined : archive.insertOf(bodies, 5);
      // In the order in which pushes wake them, so that nobody waits for the other.
      const sorted = items.toSorted((a, b) => (a.platformNo < b.platformNo ? -1 : 1));
      await tx.query(
        `${kept === undefined ? '' : `with kept as (${kept.text})`} delete from intake_work w using unnest($3::text[], $4::text[]) as d (platform_no, generation)
          where w.shop_id = $1 and w.kind = $2 and w.platform_no = d.platform_no and w.generation = d.generation::bigint`,
        [shopId, kind, sorted.map((item) => item.platformNo), sorted.map((item) => String(item.generation)), ...(kept?.values ?? [])],
      );
    },
    postpone: async (shopId, items, dueAt) => {
      await pool.query(
        `update intake_work w set due_at = $5, attempts = w.attempts + 1 from unnest($2::text[], $3::text[], $4::bigint[]) as d (kind, platform_no, generation)
          where w.shop_id = $1 and w.kind = d.kind and w.platform_no = d.platform_no and w.generation = d.generation`,
        [
          shopId,
          items.map((item: WorkItem) => item.kind),
          items.map((item) => item.platformNo),
          items.map((item) => item.generation),
          dueAt,
        ],
      );
    },
    resume: async (now) => {
      await pool.query('update intake_work set due_at = $1 where due_at > $1', [now]);
    },
    waiting: async () => {
      const { rows } = await pool.query<{ waiting: number }>('select count(*)::int as waiting from intake_work');
      return rows[0]?.waiting ?? 0;
    },
  };
}

function dueOf(kind: Wake['kind'], first: number): string {
  return `(select kind, platform_no, generation, hint, received_at, attempts + 1 as attempts, traceparent, pushed from intake_work
    where shop_id = $1 and kind = '${kind}' and due_at > $${first} and due_at <= $2 and platform_no <> all($${first + 2}::text[])
    order by due_at limit $${first + 1})`;
}
const DUE = `${dueOf('REFUND', 3)} union all ${dueOf('ORDER', 6)}`;

interface WorkRow {
  readonly kind: Wake['kind'];
  readonly platform_no: string;
  readonly generation: string;
  readonly hint: Readonly<Record<string, string>>;
  readonly received_at: Date;
  readonly attempts: number;
  readonly traceparent: string;
  readonly pushed: boolean;
}
