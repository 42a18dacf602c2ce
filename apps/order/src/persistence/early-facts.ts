import type { EarlyFacts } from '../application/ports.ts';

/** Facts of orders that the hub does not know yet. */
export const earlyFacts: EarlyFacts = {
  keep: async (tx, facts, now) => {
    if (facts.length === 0) return;
    await tx.query(
      `insert into early_fact (event_id, channel, shop_id, platform_order_no, element, kept_at)
       select f.*, $6::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as f on conflict do nothing`,
      [
        facts.map((fact) => fact.eventId),
        facts.map((fact) => fact.channel),
        facts.map((fact) => fact.shopId),
        facts.map((fact) => fact.platformOrderNo),
        facts.map((fact) => fact.element),
        now,
      ],
    );
  },
  take: async (tx, keys) => {
    if (keys.length === 0) return [];
    const { rows } = await tx.query<{ element: string }>(
      `with taken as (
         delete from early_fact e using unnest($1::text[], $2::text[], $3::text[]) as k (channel, shop_id, platform_order_no)
          where e.channel = k.channel and e.shop_id = k.shop_id and e.platform_order_no = k.platform_order_no
         returning e.event_id, e.element)
       select element from taken order by event_id`,
      [keys.map((key) => key.channel), keys.map((key) => key.shopId), keys.map((key) => key.platformOrderNo)],
    );
    return rows.map((row) => row.element);
  },
};
