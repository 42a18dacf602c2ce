/** Orders that arrived in one hour of one day. */
export interface ArrivalHour {
  readonly from: Date;
  readonly orders: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An hour without history is judged by these hours before it. */
const RECENT_HOURS = 3;
const LEAST_RECENT = 10;

/**
 * How many orders were to be expected in a span (C-10): from the same hours of the days before, so that a quiet night alarms nobody.
 * On the first day from the hours just before it. Undefined without enough history to expect anything.
 */
export function expectedOrders(
  history: readonly ArrivalHour[],
  recent: readonly ArrivalHour[],
  span: { readonly from: Date; readonly until: Date },
): number | undefined {
  if (span.until.getTime() <= span.from.getTime()) return 0;
  if (history.length === 0) return expectedFromRecent(recent, span);
  const firstDay = Math.min(...history.map((hour) => hour.from.getTime()));
  const byHour = Map.groupBy(history, (hour) => hourOfDay(hour.from.getTime()));
  let expected = 0;
  for (let at = span.from.getTime(); at < span.until.getTime();) {
    const end = Math.min(span.until.getTime(), (Math.floor(at / HOUR_MS) + 1) * HOUR_MS);
    const days = Math.max(1, Math.min(7, Math.ceil((span.until.getTime() - firstDay) / DAY_MS) - 1));
    const orders = (byHour.get(hourOfDay(at)) ?? []).reduce((sum, hour) => sum + hour.orders, 0);
    expected += (orders / days) * ((end - at) / HOUR_MS);
    at = end;
  }
  return expected;
}

function expectedFromRecent(recent: readonly ArrivalHour[], span: { readonly from: Date; readonly until: Date }): number | undefined {
  const earliest = span.from.getTime() - RECENT_HOURS * HOUR_MS;
  const near = recent.filter((hour) => hour.from.getTime() + HOUR_MS > earliest && hour.from.getTime() <= span.from.getTime());
  const orders = near.reduce((sum, hour) => sum + hour.orders, 0);
  if (orders < LEAST_RECENT) return undefined;
  const begin = Math.min(...near.map((hour) => hour.from.getTime()));
  const perMs = orders / Math.max(span.from.getTime() - begin, HOUR_MS / 4);
  return perMs * (span.until.getTime() - span.from.getTime());
}

function hourOfDay(at: number): number {
  return Math.floor(at / HOUR_MS) % 24;
}
