import type { Pool } from 'pg';
import type { SourcingRule } from '../domain/sourcing-rule.ts';
import type { FulfilmentDeployment } from '../deployment.ts';

/** Writes warehouses and carriers of the deployment; what is gone from the file takes no orders any more. */
export async function upsertReference(pool: Pool, deployment: FulfilmentDeployment): Promise<void> {
  const { warehouses, carriers } = deployment;
  await pool.query(
    `insert into warehouse (id, name, name_en, longitude, latitude, cold_chain, adcode, daily_capacity, keeper, taking_orders)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::boolean[], $7::text[], $8::int[], $9::text[], $10::boolean[])
     on conflict (id) do update set name = excluded.name, name_en = excluded.name_en, longitude = excluded.longitude, latitude = excluded.latitude,
            cold_chain = excluded.cold_chain, adcode = excluded.adcode, daily_capacity = excluded.daily_capacity, keeper = excluded.keeper,
            taking_orders = excluded.taking_orders`,
    [
      warehouses.map((one) => one.id),
      warehouses.map((one) => one.name),
      warehouses.map((one) => one.nameEn),
      warehouses.map((one) => one.longitude),
      warehouses.map((one) => one.latitude),
      warehouses.map((one) => one.coldChain),
      warehouses.map((one) => one.adcode),
      warehouses.map((one) => one.dailyCapacity),
      warehouses.map((one) => one.keeper),
      warehouses.map((one) => one.takingOrders),
    ],
  );
  await pool.query('update warehouse set taking_orders = false where id <> all($1)', [warehouses.map((one) => one.id)]);
  await pool.query(
    `insert into carrier (code, system, account, service, waybill) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
     on conflict (code) do update set system = excluded.system, account = excluded.account, service = excluded.service, waybill = excluded.waybill`,
    [
      carriers.map((one) => one.code),
      carriers.map((one) => one.system),
      carriers.map((one) => one.account),
      carriers.map((one) => one.service),
      carriers.map((one) => one.waybill),
    ],
  );
}

/** Publishes versions that are new; a version that stands is never changed. */
export async function publishRules(
  pool: Pool,
  rules: readonly { readonly rule: SourcingRule; readonly publishedBy: string }[],
  now: Date,
): Promise<void> {
  for (const { rule, publishedBy } of rules) {
    await pool.query(
      'insert into sourcing_rule (version, rule, published_at, published_by) values ($1, $2, $3, $4) on conflict do nothing',
      [rule.version, JSON.stringify(rule), now, publishedBy],
    );
  }
}

/** The rule in force: the highest version. */
export async function readRule(pool: Pool): Promise<SourcingRule> {
  const { rows } = await pool.query<{ rule: SourcingRule }>('select rule from sourcing_rule order by version desc limit 1');
  const [row] = rows;
  if (row === undefined) throw new Error('no sourcing rule is published');
  return row.rule;
}
