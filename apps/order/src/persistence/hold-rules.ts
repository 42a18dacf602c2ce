import type { Tx } from '@orderloom/outbox';
import type { HoldRules, HoldRulesBody } from '../domain/hold-rules.ts';

type Reader = Pick<Tx, 'query'>;

export interface PublishedHoldRules extends HoldRules {
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly reason: string;
}

interface Row {
  readonly version: number;
  readonly rules: {
    readonly highValue: { readonly enabled: boolean; readonly minor: string };
    readonly vagueAddress: { readonly enabled: boolean };
    readonly abnormalPrice: { readonly enabled: boolean; readonly share: number };
  };
  readonly published_at: Date;
  readonly published_by: string;
  readonly reason: string;
}

/** Versions, latest first; the first one came with the service. */
export async function readHoldRules(reader: Reader, limit: number): Promise<readonly PublishedHoldRules[]> {
  const { rows } = await reader.query<Row>('select * from hold_rules order by version desc limit $1', [limit]);
  return rows.map(({ version, rules, published_at, published_by, reason }) => ({
    version,
    highValue: { enabled: rules.highValue.enabled, minor: BigInt(rules.highValue.minor) },
    vagueAddress: rules.vagueAddress,
    abnormalPrice: rules.abnormalPrice,
    publishedAt: published_at,
    publishedBy: published_by,
    reason,
  }));
}

/** The latest version; the first came with the migration. */
export async function rulesInForce(reader: Reader): Promise<HoldRules> {
  const [latest] = await readHoldRules(reader, 1);
  if (latest === undefined) throw new Error('hold_rules is empty');
  return latest;
}

/** Answers false when another version was published in between. */
export async function insertHoldRules(
  tx: Reader,
  rules: HoldRulesBody,
  told: { readonly version: number; readonly by: string; readonly reason: string; readonly now: Date },
): Promise<boolean> {
  const body = { ...rules, highValue: { ...rules.highValue, minor: rules.highValue.minor.toString() } };
  const { rowCount } = await tx.query(
    'insert into hold_rules (version, rules, published_at, published_by, reason) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [told.version, JSON.stringify(body), told.now, told.by, told.reason],
  );
  return rowCount === 1;
}

const fewestSales = 5;

/** The middle list price of each SKU over the last days, where enough were sold to know one. */
export async function readUsualPrices(reader: Reader, since: Date): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await reader.query<{ sku: string; price: string }>(
    `select l.sku, (percentile_disc(0.5) within group (order by l.price))::text as price
       from orders o cross join lateral (
         select t.sku, t."unitPrice"::bigint as price, t.gift from jsonb_to_recordset(o.lines) as t (sku text, "unitPrice" text, gift boolean)
         union all
         select t.sku, t.unit_price_minor, t.gift from order_line t where t.order_id = o.id and o.lines is null) l
      where o.created_at >= $1 and not l.gift group by l.sku having count(*) >= ${fewestSales}`,
    [since],
  );
  return new Map(rows.map((row) => [row.sku, BigInt(row.price)]));
}
