import { check } from 'k6';
import { Counter, Trend } from 'k6/metrics';
import { askAsPartner } from '../actions/ask-as-partner.ts';

interface Door {
  readonly gateway: string;
  readonly key: string;
}

interface Product {
  readonly sku: string;
  readonly priceFen: number;
}

const placeTime = new Trend('partner_place', true);
const readTime = new Trend('partner_read', true);
const catchUpTime = new Trend('partner_catch_up', true);
const placed = new Counter('partner_placed');
const repeated = new Counter('partner_repeated');
const taken = new Counter('partner_taken');
const refused = new Counter('partner_refused');
const caughtUp = new Counter('partner_caught_up');
const limited = new Counter('partner_limited');
const pastLimit = new Counter('partner_past_limit');

const placeOrder = `mutation Place($input: PlaceOrderInput!) {
  placeOrder(input: $input) { __typename ... on OrderPlaced { duplicate order { id } } ... on OrderTaken { orderNo } }
}`;
const readOrder = `query Read($id: ID!) {
  order(id: $id) { id status lines { sku quantity } fulfilmentOrders { id status } reservations { sku quantity } recipient { name phone } }
}`;
const changes = `query Changes($after: String, $since: DateTime) {
  orderChanges(after: $after, changedSince: $since, first: 100) { nodes { id status currentGate } pageInfo { hasNextPage endCursor } }
}`;

interface Placed {
  readonly placeOrder: { readonly __typename: string; readonly duplicate?: boolean; readonly order?: { readonly id: string } };
}

/** Places one order, and with every fifth asks the same once more: a program that heard no answer does so. Gives the order's hub id. */
export function placeOne(door: Door, at: { readonly number: number; readonly run: string; readonly product: Product }): string | undefined {
  const { product, number, run } = at;
  const variables = { input: orderOf(product, `${run}-${number}`) };
  const first = askAsPartner<Placed>(door, 'place order', { query: placeOrder, variables });
  placeTime.add(first.ms);
  const answer = first.data?.placeOrder;
  check(answer, {
    'the order was placed, or is kept': (given) => given?.__typename === 'OrderPlaced' || given?.__typename === 'OrderTaken',
  });
  if (answer?.__typename === 'OrderPlaced') placed.add(1);
  else if (answer?.__typename === 'OrderTaken') taken.add(1);
  else {
    refused.add(1, { code: first.code || (answer?.__typename ?? 'none') });
    console.error(`not placed: ${run}-${number} ${first.status} ${first.code} ${answer?.__typename ?? ''}`);
  }
  if (number % 5 === 0) {
    const again = askAsPartner<Placed>(door, 'place the same order', { query: placeOrder, variables });
    repeated.add(1);
    const same = again.data?.placeOrder.order?.id;
    check(same, { 'the same key gives the same order': (id) => id === undefined || answer?.order === undefined || id === answer.order.id });
  }
  return answer?.order?.id;
}

/** Reads one order over the services that know of it. */
export function readOne(door: Door, id: string): void {
  const answer = askAsPartner<{ readonly order: { readonly id: string } | null }>(door, 'read order', {
    query: readOrder,
    variables: { id },
  });
  readTime.add(answer.ms);
  check(answer, { 'the order was read': ({ data }) => data?.order?.id === id });
  if (answer.data?.order?.id !== id) console.error(`not read: ${id} ${answer.status} ${answer.code}`);
}

/** Goes on from the last page to the newest change; gives where to go on next time. */
export function catchUp(door: Door, from: { readonly after: string | undefined; readonly since: string }): string | undefined {
  let { after } = from;
  for (let page = 0; page < 20; page += 1) {
    const variables = after === undefined ? { since: from.since } : { after };
    const answer = askAsPartner<{
      readonly orderChanges: {
        readonly nodes: readonly unknown[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      };
    }>(door, 'catch up', { query: changes, variables });
    catchUpTime.add(answer.ms);
    const read = answer.data?.orderChanges;
    check(read, { 'changes were read': (given) => given !== undefined });
    if (read === undefined) {
      console.error(`no changes: ${answer.status} ${answer.code}`);
      return after;
    }
    caughtUp.add(read.nodes.length);
    after = read.pageInfo.endCursor ?? after;
    if (!read.pageInfo.hasNextPage) return after;
  }
  return after;
}

/** A program that looks at what changed, and at one of these orders. */
export function readChanges(door: Door, since: string): void {
  const answer = askAsPartner<{ readonly orderChanges: { readonly nodes: readonly { readonly id: string }[] } }>(door, 'changes', {
    query: changes,
    variables: { since },
  });
  catchUpTime.add(answer.ms);
  check(answer, { 'changes were read': ({ data }) => data !== undefined });
  const nodes = answer.data?.orderChanges.nodes ?? [];
  const id = nodes[Math.floor(Math.random() * nodes.length)]?.id;
  if (id !== undefined) readOne(door, id);
}

/** A key with a small allowance that asks and asks: what is over it is refused by name, with the time to wait. */
export function askTooMuch(door: Door): void {
  const answer = askAsPartner<object>(door, 'ask too much', { query: '{ shops { id } }', variables: {} });
  const isLimited = answer.status === 429 && answer.code === 'RATE_LIMITED' && (answer.retryAfterSeconds ?? 0) > 0;
  check(answer, { 'answered, or refused by name with a time to wait': ({ status }) => status === 200 || isLimited });
  (isLimited ? limited : pastLimit).add(1);
}

function orderOf(product: Product, orderNo: string): object {
  return {
    shopId: 'own-store',
    orderNo,
    lines: [{ sku: product.sku, quantity: 1, unitPriceMinor: String(product.priceFen) }],
    paid: true,
    recipient: {
      name: `收货${orderNo.slice(-6)}`,
      phone: `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
      province: '浙江省',
      city: '杭州市',
      county: '西湖区',
      detail: `文三路 ${orderNo.slice(-4)} 号 2 幢 301 室`,
    },
    idempotencyKey: `key-${orderNo}`,
  };
}
