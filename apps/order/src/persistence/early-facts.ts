import type { EarlyFacts } from '../application/ports.ts';

/** Facts of orders that the hub does not know yet; whoever inserts the order takes them (save-orders). */
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
        facts.map((fact) => fact.element()),
        now,
      ],
    );
  },
};
