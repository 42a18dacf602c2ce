import { createHmac, randomUUID } from 'node:crypto';
import { createSeal } from '@orderloom/raw-archive';
import { drawPace, lifeOf } from './life.ts';
import { drawPerson, msOfDay, pick, randomFrom } from './draw.ts';
import { holdOf, namesOf } from './names.ts';
import type { CutRow, Template, Columns } from './template.ts';
import { paste, type Copy } from './tokens.ts';
import { lastGoodFact, troubleFact, type Trouble } from './troubles.ts';

const DAY = 86_400_000;
const committedAtOnce = 50_000;
const HOUR = 3_600_000;
const SHANGHAI = 8 * HOUR;

export interface Plan {
  readonly orders: number;
  readonly days: number;
  readonly seed: string;
  readonly now: number;
  /** So many of the newest get the rows and raw bodies of every owner. */
  readonly whole: number;
  readonly indexKey: Buffer;
  readonly masterKey: Buffer;
  readonly columns: Columns;
  /** First serial to give, by channel and day: serials of the seed stand above those that the hub mints. */
  readonly firstSerial: (channel: string, day: string) => number;
}

/** Rows of the copies, table by table. */
export interface Sink {
  write(app: string, table: string, columns: readonly string[], values: readonly (string | null)[]): void;
  /** Called between two orders. */
  breathe(): Promise<void>;
  /** Makes whole what was written, so that an end in the middle costs little. */
  commit(): Promise<void>;
}

export interface Tally {
  readonly byFate: Record<string, number>;
  facts: number;
  raws: number;
}

/** Makes the orders of the past, oldest first, each a copy of a real one with a life, a person and numbers of its own. */
export async function copyOrders(plan: Plan, templates: readonly Template[], sink: Sink): Promise<Tally> {
  const next = randomFrom(plan.seed);
  const shipped = templates.filter((template) => !template.isCancelled);
  const cancelled = templates.filter((template) => template.isCancelled);
  const serials = new Map<string, number>();
  const tally: Tally = { byFate: {}, facts: 0, raws: 0 };
  const writer = createWriter(plan, sink, tally);
  const firstDay = Math.floor((plan.now + SHANGHAI) / DAY) * DAY - SHANGHAI - (plan.days - 1) * DAY;
  const run = (Math.floor(plan.now / 1_000) % 65_536).toString(16).padStart(4, '0');
  // Seconds of the clock in front: a second seed gives no number again.
  const firstNumber = BigInt(Math.floor(plan.now / 1_000)) * 10_000_000n;
  let made = 0;
  for (let day = 0; day < plan.days; day += 1) {
    const share = Math.round((plan.orders * (day + 1)) / plan.days) - made;
    const length = Math.min(DAY, plan.now - (firstDay + day * DAY));
    const times = Array.from({ length: share }, () => firstDay + day * DAY + Math.floor((msOfDay(next) / DAY) * length)).toSorted(
      (a, b) => a - b,
    );
    for (const placedAt of times) {
      const template = next() < 0.03 && cancelled.length > 0 ? pick(cancelled, next) : pick(shipped, next);
      const dayName = new Date(placedAt + SHANGHAI).toISOString().slice(0, 10).replaceAll('-', '');
      const series = `${template.channel}${dayName}`;
      const serial = serials.get(series) ?? plan.firstSerial(template.channel, dayName);
      serials.set(series, serial + 1);
      writer.copy(template, {
        id: `${series}-${serial}`,
        number: String(firstNumber + BigInt(made)).padStart(template.platformOrderNo.length, '6'),
        nth: made,
        run,
        placedAt,
        isWhole: made >= plan.orders - plan.whole,
        next,
      });
      made += 1;
      await sink.breathe();
      if (made % committedAtOnce === 0) await sink.commit();
    }
  }
  return tally;
}

interface Order {
  readonly id: string;
  readonly number: string;
  readonly nth: number;
  /** Four hexadecimal digits of this seeding: a second one gives no id again. */
  readonly run: string;
  readonly placedAt: number;
  readonly isWhole: boolean;
  readonly next: () => number;
}

function createWriter(plan: Plan, sink: Sink, tally: Tally): { readonly copy: (template: Template, order: Order) => void } {
  const index = (purpose: string, text: string): string =>
    createHmac('sha256', plan.indexKey).update(`${purpose}\u001f${text}`).digest('base64url').slice(0, 32);
  const seals = new Map<string, ReturnType<typeof createSeal>>();
  const sealOf = (app: string): ReturnType<typeof createSeal> => {
    const context = app === 'channel-adapter' ? 'channel' : app === 'finance-reconciliation' ? 'finance' : app;
    const seal = seals.get(context) ?? createSeal(plan.masterKey, `raw:${context}:1`);
    seals.set(context, seal);
    return seal;
  };
  const at = { data: plan.columns.fact.indexOf('data'), rawRef: plan.columns.fact.indexOf('raw_ref') };

  const copy = (template: Template, order: Order): void => {
    const { next } = order;
    const person = drawPerson(next);
    const names = namesOf(template, order, {
      ...person,
      phoneIndex: index('phone', person.phone),
      phoneTailIndex: index('phone-tail', person.phone.slice(-4)),
    });
    const momentOf = lifeOf(template.milestones, order.placedAt, drawPace(next));
    const text: Copy = { momentOf, nameOf: names };
    const column = (row: CutRow): (string | null)[] => row.map((pieces) => (pieces === null ? null : paste(pieces, text)));

    const age = plan.now - order.placedAt;
    const trouble = template.isCancelled ? undefined : drawTrouble(age, next);
    const end = template.milestones.signed === undefined ? order.placedAt : momentOf(template.milestones.signed);
    const isUnpaid = trouble === undefined && age < HOUR && next() < 0.2;
    const isOnItsWay = trouble !== undefined || isUnpaid || end > plan.now;
    const facts = factsUntil(template, trouble, isUnpaid).filter((fact) => !isOnItsWay || momentOf(fact.occurredAt) <= plan.now);
    for (const fact of facts) {
      const values = column(fact.row);
      if (!order.isWhole) values[at.rawRef] = '';
      sink.write('control-tower', 'fact', plan.columns.fact, values);
    }
    tally.facts += facts.length;
    const lastAt = facts.reduce((latest, fact) => Math.max(latest, momentOf(fact.occurredAt)), order.placedAt);
    if (trouble !== undefined) writeTrouble(trouble, template, order, lastAt);
    writeRow(template, order, column, isOnItsWay);
    for (const term of termsOf(
      order,
      names,
      template,
      isOnItsWay,
      facts.map((fact) => fact.type),
    )) {
      sink.write('control-tower', 'order_search', ['term', 'order_id'], [term, order.id]);
    }
    sink.write('control-tower', 'platform_order', ['shop_id', 'platform_order_no', 'order_id'], [template.shopId, order.number, order.id]);
    const fate = trouble ?? (isUnpaid ? 'AWAITING_PAYMENT' : isOnItsWay ? 'ON_ITS_WAY' : template.isCancelled ? 'CANCELLED' : 'SIGNED');
    tally.byFate[fate] = (tally.byFate[fate] ?? 0) + 1;
    if (order.isWhole)
      writeWhole(template, order, { text, column, isOnItsWay, trouble, isUnpaid, types: new Set(facts.map((fact) => fact.type)) });
  };

  const writeTrouble = (trouble: Trouble, template: Template, order: Order, lastAt: number): void => {
    const since = Math.min(plan.now, lastAt + 1_000);
    const fact = troubleFact(trouble, { id: order.id, template, at: since, holdId: holdOf(order), warehouseId: 'WH-HZ' });
    if (fact === undefined) return;
    const time = new Date(since).toISOString();
    const values: Readonly<Record<string, string>> = {
      event_id: randomUUID(),
      order_id: order.id,
      type: fact.type,
      system: fact.actor === 'qimen' ? 'qimen' : 'hub',
      actor: fact.actor,
      occurred_at: time,
      received_at: time,
      recorded_at: time,
      raw_ref: '',
      data: JSON.stringify(fact.data),
    };
    sink.write(
      'control-tower',
      'fact',
      plan.columns.fact,
      plan.columns.fact.map((name) => values[name] ?? null),
    );
    tally.facts += 1;
  };

  /** A finished order's row is the template's; of one that is on its way the tower makes the row itself, from the facts. */
  const writeRow = (template: Template, order: Order, column: (row: CutRow) => (string | null)[], isOnItsWay: boolean): void => {
    if (!isOnItsWay) {
      sink.write('control-tower', 'order_twin', plan.columns.twin, column(template.twin));
      if (template.figure !== undefined) sink.write('control-tower', 'order_figure', plan.columns.figure, column(template.figure));
      return;
    }
    const placed = new Date(order.placedAt).toISOString();
    sink.write(
      'control-tower',
      'order_twin',
      ['id', 'state', 'channel', 'shop_id', 'status', 'current_gate', 'placed_at', 'updated_at'],
      [order.id, JSON.stringify({ id: order.id }), template.channel, template.shopId, 'AWAITING_PAYMENT', '1', placed, placed],
    );
  };

  const writeWhole = (
    template: Template,
    order: Order,
    how: {
      readonly text: Copy;
      readonly column: (row: CutRow) => (string | null)[];
      readonly isOnItsWay: boolean;
      readonly trouble: Trouble | undefined;
      readonly isUnpaid: boolean;
      readonly types: ReadonlySet<string>;
    },
  ): void => {
    for (const table of template.owners) {
      // What is on its way is told by the order alone: rows of others would set them to work that the outside world knows nothing of.
      if (how.isOnItsWay && !(table.app === 'order' && table.table === 'orders')) continue;
      for (const row of table.rows) {
        const values = how.column(row);
        if (table.table === 'message') set(values, table.columns, 'transport_id', `seed-${order.nth}-${values[0] ?? ''}`);
        if (how.isOnItsWay && table.table === 'orders') unfinish(values, table.columns, how);
        sink.write(table.app, table.table, table.columns, values);
      }
    }
    if (how.trouble === 'HELD' || how.trouble === 'REVIEW') writeHold(order, how.trouble);
    for (const raw of template.raws) {
      const [id = '', ...rest] = raw.columns.map((pieces) => (pieces === null ? null : paste(pieces, how.text)));
      const body = Buffer.from(paste(raw.body, how.text));
      const sealed = sealOf(raw.app).close(body, id ?? '');
      sink.write(
        raw.app,
        'raw_body',
        ['id', 'direction', 'system', 'operation', 'content_type', 'received_at', 'subject', 'size_bytes', 'key_version', 'sealed'],
        [id, ...rest, String(body.length), '1', `\\x${sealed.toString('hex')}`],
      );
      tally.raws += 1;
    }
  };

  const writeHold = (order: Order, trouble: 'HELD' | 'REVIEW'): void => {
    const placed = new Date(Math.min(plan.now, order.placedAt + 5_000));
    sink.write(
      'order',
      'hold',
      ['id', 'order_id', 'reason', 'owner', 'placed_by', 'placed_at', 'due_at', 'note'],
      [
        holdOf(order),
        order.id,
        trouble === 'HELD' ? 'PERSON' : 'HIGH_VALUE',
        'operations',
        trouble === 'HELD' ? 'operations' : 'hold-rules',
        placed.toISOString(),
        new Date(placed.getTime() + (trouble === 'HELD' ? 4 : 2) * HOUR).toISOString(),
        '',
      ],
    );
  };

  return { copy };
}

function factsUntil(template: Template, trouble: Trouble | undefined, isUnpaid: boolean): Template['facts'] {
  if (isUnpaid) return template.facts.filter(({ type }) => type === 'hub.channel.order-captured.v1' || type === 'hub.order.placed.v1');
  if (trouble === undefined) return template.facts;
  const last = template.facts.findIndex(({ type }) => type === lastGoodFact[trouble]);
  const kept = template.facts.slice(0, last + 1);
  const captured = template.facts.find(({ type }) => type === 'hub.channel.order-captured.v1');
  return captured === undefined || kept.includes(captured) ? kept : [...kept, captured];
}

/** One in twenty-five of the last days' orders does not move. */
function drawTrouble(age: number, next: () => number): Trouble | undefined {
  const die = next();
  if (age > 2.5 * DAY || age < 10 * 60_000 || die > 0.04) return undefined;
  return pick(
    ['SHORT', 'SHORT', 'SOURCING_FAILED', 'SOURCING_FAILED', 'HELD', 'HELD', 'REVIEW', 'NO_ANSWER', 'NO_ANSWER', 'REFUSED'] as const,
    next,
  );
}

function termsOf(
  order: Order,
  nameOf: (was: string) => string,
  template: Template,
  isOnItsWay: boolean,
  types: readonly string[],
): readonly string[] {
  const isNumbered = !isOnItsWay || types.includes('hub.fulfilment.waybill-created.v1');
  const terms = [
    order.id,
    order.id.split('-')[1] ?? '',
    order.number,
    nameOf(template.phoneIndex),
    nameOf(template.phoneTailIndex),
    ...(isNumbered ? template.trackingNumbers.map(nameOf) : []),
  ];
  return [...new Set(terms)].filter((term) => term !== '');
}

function unfinish(
  values: (string | null)[],
  columns: readonly string[],
  how: { readonly isUnpaid: boolean; readonly types: ReadonlySet<string>; readonly trouble: Trouble | undefined },
): void {
  const has = (type: string): boolean => how.types.has(type);
  const status = how.isUnpaid
    ? 'AWAITING_PAYMENT'
    : has('hub.fulfilment.outbound.v1')
      ? 'OUTBOUND'
      : has('hub.fulfilment.sent-to-warehouse.v1') && how.trouble !== 'REFUSED'
        ? 'WITH_WAREHOUSE'
        : has('hub.fulfilment.order-sourced.v1')
          ? 'SOURCED'
          : has('hub.inventory.stock-reserved.v1')
            ? 'STOCK_LOCKED'
            : 'PAID';
  set(values, columns, 'status', status);
  set(values, columns, 'stock_owed_since', null);
  set(values, columns, 'parts', '[]');
  set(values, columns, 'signed_at', null);
  if (how.isUnpaid) set(values, columns, 'paid_at', null);
  if (status !== 'OUTBOUND') set(values, columns, 'first_outbound_at', null);
}

function set(values: (string | null)[], columns: readonly string[], column: string, value: string | null): void {
  const index = columns.indexOf(column);
  if (index >= 0) values[index] = value;
}
