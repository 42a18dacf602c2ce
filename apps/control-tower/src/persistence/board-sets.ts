import { isUuid } from '@orderloom/domain-kernel';
import type { Phrase } from '../domain/answer.ts';
import { indicators, WAITING_HEALTHY_MS } from '../domain/indicators.ts';
import { daySpan, isDay, minuteOf, type Span } from '../domain/shanghai-day.ts';

/** Adds a value to the statement and answers with its placeholder. */
export type Bind = (value: unknown) => string;

/** The rows that a set chooses from before its own condition: what an index answers. */
export type Scope = { readonly kind: 'OPEN' } | { readonly kind: 'SPAN'; readonly column: string; readonly span: Span };

/** A named set of rows that a board counts and that a list shows: one condition for both, so that they cannot differ. */
export interface BoardSet {
  readonly set: string;
  readonly place: '/orders' | '/exceptions';
  readonly scope: Scope;
  /** The rest of the condition; column names stand without alias. */
  readonly rest: (bind: Bind) => string;
  readonly meaning: Phrase;
}

const HEALTHY = `interval '${WAITING_HEALTHY_MS} milliseconds'`;
/** What orders that are stuck at one gate have in common: the product, the warehouse or the carrier. */
export const STUCK_KEY = `case when current_gate = 2 then short_sku when current_gate = 7 then carrier else warehouse end`;
const DIMENSIONS = { CHANNEL: 'channel', WAREHOUSE: 'warehouse', CARRIER: 'carrier' } as const;
export type Dimension = keyof typeof DIMENSIONS;

type Made = Pick<BoardSet, 'scope' | 'rest'> & { readonly place?: BoardSet['place']; readonly parameters?: Phrase['parameters'] };
type Family = (args: readonly string[], now: Date) => Made | undefined;

const all = (): string => 'true';
const inDay = (column: string, day: string): Scope => ({ kind: 'SPAN', column, span: daySpan(day) });
const open = (rest: Made['rest'], parameters: Phrase['parameters'] = {}): Made => ({ scope: { kind: 'OPEN' }, rest, parameters });

/** Sets of one day in one column, with a condition of their own. */
const ofDay =
  (column: string, condition: string): Family =>
  ([day = '']) =>
    isDay(day) ? { scope: inDay(column, day), rest: () => condition, parameters: { day } } : undefined;

const ofShopDay =
  (column: string, condition: string): Family =>
  ([day = '', shop]) => {
    if (!isDay(day)) return undefined;
    const rest = (bind: Bind): string => (shop === undefined ? condition : `${condition} and shop_id = ${bind(shop)}`);
    return { scope: inDay(column, day), rest, parameters: { day, ...(shop === undefined ? {} : { shop }) } };
  };

const gateOf = (text: string | undefined): number | undefined => (/^[1-7]$/.test(text ?? '') ? Number(text) : undefined);
const passedColumn = (gate: number): string => (gate === 1 ? 'paid_at' : `gate${gate}_at`);

const ofIndicator =
  (kind: 'due' | 'good' | 'missed'): Family =>
  ([number = '', day = ''], now) => {
    if (!isDay(day)) return undefined;
    const parameters = { indicator: number, day };
    const { from, until } = daySpan(day);
    const end = new Date(Math.max(from.getTime(), Math.min(until.getTime(), now.getTime())));
    if (number === '10') {
      const good = 'closed_at is not null and not ended_by_person';
      const rest = { due: all, good: () => good, missed: () => `not (${good})` }[kind];
      return { place: '/exceptions', scope: { kind: 'SPAN', column: 'due_at', span: { from, until: end } }, rest, parameters };
    }
    const orders = indicators.find((one) => String(one.number) === number)?.orders;
    if (orders === undefined) return undefined;
    const earlier = (at: Date): Date => new Date(at.getTime() - orders.withinMs);
    const scope: Scope = { kind: 'SPAN', column: orders.from, span: { from: earlier(from), until: earlier(end) } };
    const condition = {
      due: orders.applies,
      good: `${orders.applies} and coalesce(${orders.good}, false)`,
      missed: `${orders.applies} and not coalesce(${orders.good}, false)`,
    }[kind];
    return { scope, rest: () => condition, parameters };
  };

const families: Readonly<Record<string, Family>> = {
  arrived: ofShopDay('received_at', 'true'),
  'arrived-in': ([from = '', minutes = '', shop]) => {
    const begin = minuteOf(from);
    if (begin === undefined || !/^\d{1,4}$/.test(minutes)) return undefined;
    const span = { from: begin, until: new Date(begin.getTime() + Number(minutes) * 60_000) };
    const rest = (bind: Bind): string => (shop === undefined ? 'true' : `shop_id = ${bind(shop)}`);
    const parameters = { from: begin.toISOString(), until: span.until.toISOString(), ...(shop === undefined ? {} : { shop }) };
    return { scope: { kind: 'SPAN', column: 'received_at', span }, rest, parameters };
  },
  'arrived-until': ([day = '', time = '']) => {
    if (!isDay(day) || !/^([01]\d|2[0-3])([0-5]\d){2}$/.test(time)) return undefined;
    const until = new Date(`${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}+08:00`);
    const span = { from: daySpan(day).from, until };
    return { scope: { kind: 'SPAN', column: 'received_at', span }, rest: all, parameters: { day, until: until.toISOString() } };
  },
  excepted: ofShopDay('received_at', 'excepted_at is not null'),
  'picked-up': ofShopDay('moved_at', 'paid_at is not null'),
  passed: ([gateText, day = '']) => {
    const gate = gateOf(gateText);
    return gate === undefined || !isDay(day) ? undefined : { scope: inDay(passedColumn(gate), day), rest: all, parameters: { gate, day } };
  },
  'passed-lately': ([gateText], now) => {
    const gate = gateOf(gateText);
    const span = { from: new Date(now.getTime() - 3_600_000), until: now };
    return gate === undefined ? undefined : { scope: { kind: 'SPAN', column: passedColumn(gate), span }, rest: all, parameters: { gate } };
  },
  standing: ([gateText]) => {
    const gate = gateOf(gateText);
    return gate === undefined ? undefined : open(() => `current_gate = ${gate}`, { gate });
  },
  stuck: ([gateText], now) => {
    const gate = gateOf(gateText);
    if (gateText !== undefined && gate === undefined) return undefined;
    const at = gate === undefined ? '' : `current_gate = ${gate} and `;
    return open((bind) => `${at}stuck_at <= ${bind(now)}::timestamptz`, gate === undefined ? {} : { gate });
  },
  'stuck-alone': ([gateText, key = ''], now) => {
    const gate = gateOf(gateText);
    if (gate === undefined) return undefined;
    const alone = `order_id not in (select order_id from work_item where closed_at is null and order_id <> '')`;
    const rest = (bind: Bind): string =>
      `current_gate = ${gate} and stuck_at <= ${bind(now)}::timestamptz and ${STUCK_KEY} = ${bind(key)} and ${alone}`;
    return open(rest, { gate, key });
  },
  waiting: () => open(() => 'paid_at is not null and waited_at is null and cancelled_at is null'),
  'waiting-over': (_args, now) =>
    open(
      (bind) =>
        `paid_at < ${bind(new Date(now.getTime() - WAITING_HEALTHY_MS))}::timestamptz and waited_at is null and cancelled_at is null`,
    ),
  waited: ofDay('waited_at', 'true'),
  'waited-within': ofDay('waited_at', `waited_at <= paid_at + ${HEALTHY}`),
  'waited-over': ofDay('waited_at', `waited_at > paid_at + ${HEALTHY}`),
  'waited-hour': ([day = '', hour = '']) => {
    if (!isDay(day) || !/^\d{1,2}$/.test(hour) || Number(hour) > 23) return undefined;
    const from = new Date(daySpan(day).from.getTime() + Number(hour) * 3_600_000);
    const span = { from, until: new Date(from.getTime() + 3_600_000) };
    return { scope: { kind: 'SPAN', column: 'waited_at', span }, rest: all, parameters: { day, hour: Number(hour) } };
  },
  'waited-by': ([day = '', dimension = '', key = '', fromHour = '0']) => {
    if (!isDay(day) || !isDimension(dimension) || !/^\d{1,2}$/.test(fromHour)) return undefined;
    const { from, until } = daySpan(day);
    const span = { from: new Date(from.getTime() + Number(fromHour) * 3_600_000), until };
    const rest = (bind: Bind): string => `${DIMENSIONS[dimension]} = ${bind(key)}`;
    return { scope: { kind: 'SPAN', column: 'waited_at', span }, rest, parameters: { day, dimension, key, fromHour: Number(fromHour) } };
  },
  shown: ofDay('shown_at', 'paid_at is not null'),
  'shown-within': ofDay('shown_at', `shown_at <= paid_at + ${HEALTHY}`),
  'shown-over': ofDay('shown_at', `shown_at > paid_at + ${HEALTHY}`),
  'late-facts': ofDay('late_fact_at', 'true'),
  'short-of': ([sku = '']) => (sku === '' ? undefined : open((bind) => `short_sku = ${bind(sku)} and gate2_at is null`, { sku })),
  due: ofIndicator('due'),
  good: ofIndicator('good'),
  missed: ofIndicator('missed'),
  items: () => ({ place: '/exceptions', ...open(() => 'closed_at is null') }),
  'items-overdue': (_args, now) => ({ place: '/exceptions', ...open((bind) => `due_at <= ${bind(now)}::timestamptz`) }),
  pool: ([pool = '']) => (pool === '' ? undefined : { place: '/exceptions', ...open((bind) => `pool = ${bind(pool)}`, { pool }) }),
  item: ([id = '']) => (isUuid(id) ? { place: '/exceptions', ...open((bind) => `id = ${bind(id)}`, { id }) } : undefined),
  shortage: ([sku = '']) => ({
    place: '/exceptions',
    ...open((bind) => `pool = 'SHORTAGE' and summary->'parameters'->>'sku' = ${bind(sku)}`, { sku }),
  }),
  quarantined: ([shop = '', field = '']) => ({
    place: '/exceptions',
    ...open(
      (bind) =>
        `pool = 'QUARANTINE' and summary->'parameters'->>'shop' = ${bind(shop)} and summary->'parameters'->>'field' = ${bind(field)}`,
      { shop, field },
    ),
  }),
};

/** The name of a set: its family and its values. */
export function setName(family: string, ...args: readonly (string | number)[]): string {
  return [family, ...args.map((arg) => encodeURIComponent(String(arg)))].join(':');
}

/** What a name stands for; undefined when no board has such a set. */
export function boardSet(set: string, now: Date): BoardSet | undefined {
  const [family = '', ...encoded] = set.split(':');
  const args = encoded.map(decoded);
  const make = Object.hasOwn(families, family) ? families[family] : undefined;
  const made = args.includes(undefined)
    ? undefined
    : make?.(
        args.flatMap((arg) => arg ?? []),
        now,
      );
  if (made === undefined) return undefined;
  const { place = '/orders', scope, rest, parameters = {} } = made;
  return { set, place, scope, rest, meaning: { code: family.toUpperCase().replaceAll('-', '_'), parameters } };
}

/** The whole condition of a set over its own table. */
export function setCondition(one: BoardSet, bind: Bind): string {
  return `${scopeCondition(one, bind)} and ${one.rest(bind)}`;
}

export function scopeCondition(one: BoardSet, bind: Bind): string {
  const { scope } = one;
  if (scope.kind === 'OPEN') return one.place === '/orders' ? 'is_open' : 'closed_at is null';
  return `${scope.column} >= ${bind(scope.span.from)}::timestamptz and ${scope.column} < ${bind(scope.span.until)}::timestamptz`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isDimension(text: string): text is Dimension {
  return Object.hasOwn(DIMENSIONS, text);
}
