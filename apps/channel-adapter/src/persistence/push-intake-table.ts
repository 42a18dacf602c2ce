import { binaryPlaces, withBinaryArrays } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import type { PushStore } from '../application/accept-push.ts';
import { WOKEN_AGAIN } from './intake-work.ts';

/**
 * One statement, and so one round trip and one commit, for all pushes that came together. A message id that is known brings nothing;
 * one that is known with another content keeps everything of the batch out, so that its push can be refused and the others come again.
 */
export function createPushStore(pool: Pool, archive: Pick<RawArchive, 'insertOf'>): PushStore {
  let places: ReturnType<typeof binaryPlaces> | undefined;
  return {
    save: async ({ bodies, messages, wakes }, now) => {
      const bodyInsert = archive.insertOf(bodies, 14, 'id in (select body_id from fresh)');
      // The lookup stands in the select list: there it is one probe of the index for each message, whatever the planner thinks of the table.
      const text = `
        with given as materialized (
          select t.*, (select p.digest from push_message p where p.shop_id = t.shop_id and p.message_key = t.key) as before
            from unnest($1::int[], $2::text[], $3::text[], $4::bytea[], $5::uuid[]) as t (no, shop_id, key, digest, body_id)),
        clash as (select body_id from given where before <> digest),
        news as (
          insert into push_message (shop_id, message_key, digest, received_at)
          select shop_id, key, digest, $6 from given where before is null and not exists (select 1 from clash) order by shop_id, key
          on conflict do nothing returning shop_id, message_key),
        fresh as (select g.no, g.body_id from given g join news n on n.shop_id = g.shop_id and n.message_key = g.key),
        kept as (${bodyInsert.text}),
        woken as (
          insert into intake_work as w (shop_id, kind, platform_no, hint, traceparent, pushed, received_at, due_at)
          select distinct on (shop_id, kind, platform_no) shop_id, kind, platform_no, hint::jsonb, traceparent, true, received_at, $6
            from unnest($7::int[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[])
              as t (message, shop_id, kind, platform_no, hint, traceparent, received_at)
           where message in (select no from fresh) order by shop_id, kind, platform_no, message desc
          ${WOKEN_AGAIN}
          returning shop_id, kind, platform_no, generation)
        select body_id as clash, null as shop_id, null as kind, null as platform_no from (select distinct body_id from clash) c
        union all select null, shop_id, kind, platform_no from woken where generation = 1`;
      places ??= binaryPlaces(text);
      const values = [
        messages.map((_message, index) => index),
        messages.map((message) => message.shopId),
        messages.map((message) => message.key),
        messages.map((message) => message.digest),
        messages.map((message) => message.bodyId),
        now,
        wakes.map((wake) => wake.message),
        wakes.map((wake) => wake.shopId),
        wakes.map((wake) => wake.kind),
        wakes.map((wake) => wake.platformNo),
        wakes.map((wake) => JSON.stringify(wake.hint)),
        wakes.map((wake) => wake.traceparent),
        wakes.map((wake) => wake.receivedAt),
        ...bodyInsert.values,
      ];
      const { rows } = await pool.query<SavedRow>({ name: 'push-save', text, values: withBinaryArrays(values, places) });
      const fresh = new Set(rows.map((row) => `${row.shop_id} ${row.kind} ${row.platform_no}`));
      // The last of those that woke the same: its row says no less, and no earlier time.
      const last = new Map(wakes.map((wake) => [`${wake.shopId} ${wake.kind} ${wake.platformNo}`, wake]));
      return {
        clashes: new Set(rows.flatMap(({ clash }) => clash ?? [])),
        woken: [...last].map(([name, { message: _message, ...wake }]) => ({ ...wake, isNew: fresh.has(name) })),
      };
    },
    sawPushes: async (shopIds, now) => {
      await pool.query('update shop set last_push_at = $2 where id = any($1)', [shopIds, now]);
    },
  };
}

/** A body that clashes, or work whose row is new. */
interface SavedRow {
  readonly clash: string | null;
  readonly shop_id: string | null;
  readonly kind: string | null;
  readonly platform_no: string | null;
}
