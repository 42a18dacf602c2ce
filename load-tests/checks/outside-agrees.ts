import { z } from 'zod';
import type { Suite } from '../runner/suite.ts';
import { ledger, type Entry } from './ledger.ts';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

const doubles = z.object({ doubles: z.array(z.unknown()) });
const carrier = doubles.extend({ idle: z.array(z.unknown()), unannounced: z.array(z.unknown()) });
const units = z.object({ no: z.string(), sku: z.string(), quantity: z.coerce.number() });
const owned = z.object({ code: z.string(), no: z.string() });
const quantities = z.array(z.object({ sku: z.string(), quantity: z.number() }));

/** What the outside world has in its own books, of which the hub knows nothing: sent once, shipped once, booked once, told once. */
export async function outsideAgrees(state: FinalState, until: Suite['until'] = 'SHIPPED'): Promise<readonly Verdict[]> {
  const created = await ledger(state, 'qimen', 'delivery-order');
  const outbound = await ledger(state, 'qimen', 'outbound');
  const shipped = [...(await ledger(state, 'douyin', 'shipped')), ...(await ledger(state, 'wechat-shop', 'shipped'))];
  const signs = (await Promise.all(['qimen', 'sf', 'kingdee'].map((system) => ledger(state, system, 'bad-sign')))).flat();
  const [sf, kingdee, wecom, serviceAccount] = await Promise.all([
    state.outside('/systems/sf', carrier),
    state.outside('/systems/kingdee', doubles),
    state.outside('/systems/wecom', doubles),
    state.outside('/systems/wechat-oa', doubles),
  ]);
  return [
    verdict(
      'no order was sent to the warehouse twice',
      [...(await sentTooMuch(state, created)), ...twice(created.map(({ key }) => key))],
      `${created.length} delivery orders`,
    ),
    verdict(
      'no parcel was reported to a platform twice',
      twice(shipped.map(({ key, data }) => `${key} ${String(data['trackingNo'])}`)),
      `${shipped.length} ship notices, ${outbound.length} outbound`,
    ),
    // While warehouses are still packing, a waybill lies there for its parcel.
    until === 'SHIPPED'
      ? verdict('no double, idle or unannounced waybill at the carrier', [...sf.doubles, ...sf.idle, ...sf.unannounced], 'none')
      : verdict('no double waybill at the carrier', sf.doubles, 'none'),
    verdict('no voucher booked twice', kingdee.doubles, 'none'),
    verdict('nobody told twice', [...wecom.doubles, ...serviceAccount.doubles], 'none'),
    verdict(
      'every signature of ours was accepted',
      signs.map(({ key }) => key),
      'none refused',
    ),
  ];
}

/** Per order and product the warehouses got no more than the buyer bought; cancelled delivery orders give back. */
async function sentTooMuch(state: FinalState, created: readonly Entry[]): Promise<readonly string[]> {
  const cancelled = new Set((await ledger(state, 'qimen', 'cancelled')).map(({ key }) => key));
  const owners = new Map(
    (
      await state.query(
        'order',
        owned,
        `select p ->> 'fulfilmentOrderId' as code, o.platform_order_no as no from orders o, jsonb_array_elements(o.parts) p`,
      )
    ).map(({ code, no }) => [code, no]),
  );
  const bought = new Map(
    (
      await state.query(
        'order',
        units,
        `select o.platform_order_no as no, l.sku, sum(l.quantity) as quantity
           from orders o, jsonb_to_recordset(o.lines) as l (sku text, quantity integer) group by 1, 2`,
      )
    ).map(({ no, sku, quantity }) => [`${no} ${sku}`, quantity]),
  );
  const sent = new Map<string, number>();
  const unknown: string[] = [];
  for (const { key, data } of created) {
    const no = owners.get(key);
    if (no === undefined) unknown.push(`${key}: no order of ours`);
    if (no === undefined || cancelled.has(key)) continue;
    for (const { sku, quantity } of quantities.parse(data['lines'])) sent.set(`${no} ${sku}`, (sent.get(`${no} ${sku}`) ?? 0) + quantity);
  }
  const tooMuch = [...sent].filter(([line, quantity]) => quantity > (bought.get(line) ?? 0));
  return [...unknown, ...tooMuch.map(([line, quantity]) => `${line}: ${quantity} sent, ${bought.get(line) ?? 0} bought`)];
}

function twice(keys: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return keys.filter((key) => seen.size === seen.add(key).size);
}
