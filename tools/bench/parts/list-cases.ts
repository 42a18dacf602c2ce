/** One thing that a person asks of the list of orders. */
export interface ListCase {
  readonly name: string;
  readonly filter?: object;
  readonly sort?: string;
}

/** Filters and sorts of the page, common and rare. */
export const filterCases: readonly ListCase[] = [
  { name: 'newest' },
  { name: 'oldest', sort: 'OLDEST' },
  { name: 'time left', sort: 'DUE' },
  { name: 'highest amount', sort: 'AMOUNT' },
  { name: 'lowest amount', sort: 'AMOUNT_LEAST' },
  { name: 'longest waiting', sort: 'WAITING' },
  { name: 'stuck, time left', filter: { stuck: true }, sort: 'DUE' },
  { name: 'stuck for 4 h', filter: { stuckLongerThanMinutes: 240 }, sort: 'DUE' },
  { name: 'held', filter: { statuses: ['HELD'] } },
  { name: 'gate 5', filter: { gates: [5] } },
  { name: 'one channel, by amount', filter: { channels: ['WX'] }, sort: 'AMOUNT' },
  { name: 'one channel, stuck', filter: { channels: ['WX'], stuck: true }, sort: 'DUE' },
  { name: 'one warehouse', filter: { warehouses: ['WH-CD'] } },
  { name: 'one warehouse, time left', filter: { warehouses: ['WH-CD'] }, sort: 'DUE' },
  { name: 'one warehouse, longest waiting', filter: { warehouses: ['WH-CD'] }, sort: 'WAITING' },
  { name: 'one product, by amount', filter: { skus: ['TEA-PUER-357'] }, sort: 'AMOUNT' },
  { name: 'one product in one warehouse', filter: { skus: ['TEA-PUER-357'], warehouses: ['WH-CD'] } },
  { name: 'amount range', filter: { amountFrom: '100000' } },
  { name: 'amount range, oldest', filter: { amountFrom: '20000', amountTo: '20100' }, sort: 'OLDEST' },
  { name: 'one week of two months ago, by amount', filter: placed(67, 60), sort: 'AMOUNT' },
  { name: 'one week of two months ago, time left', filter: placed(67, 60), sort: 'DUE' },
  { name: 'one week of two months ago, one product', filter: { ...placed(67, 60), skus: ['TEA-PUER-357'] } },
  { name: 'paid in one day of last month', filter: { paidFrom: daysAgo(31), paidUntil: daysAgo(30) } },
  { name: 'promised for today', filter: { promisedFrom: daysAgo(0), promisedUntil: daysAgo(-1) }, sort: 'DUE' },
  { name: 'cancelled', filter: { statuses: ['CANCELLED'] } },
  { name: 'cancelled, by amount', filter: { statuses: ['CANCELLED'] }, sort: 'AMOUNT' },
  { name: 'held by a person', filter: { holdReasons: ['PERSON'] } },
  { name: 'shortage pool', filter: { pools: ['SHORTAGE'] } },
  { name: 'nothing fits', filter: { skus: ['NO-SUCH-PRODUCT'], warehouses: ['WH-CD'] }, sort: 'AMOUNT' },
];

/** The boards of the homes and places, with what each asks for. */
export const boardCases: readonly { readonly operation: string; readonly variables?: object }[] = [
  { operation: 'WaitingBoard' },
  { operation: 'FlowBoard' },
  { operation: 'HealthBoard', variables: { days: 30 } },
  { operation: 'ChannelBoard' },
  { operation: 'IntakeBoard' },
  { operation: 'SyncBoard' },
  { operation: 'UrgentBoard', variables: { first: 20 } },
  { operation: 'AlertBoard' },
  { operation: 'GateCounts' },
  { operation: 'StuckFunnel' },
  { operation: 'DayMoney', variables: { from: daysAgo(0) } },
  { operation: 'OpenWorkItemsCount' },
  { operation: 'OrderFilterOptions' },
];

function placed(from: number, until: number): object {
  return { placedFrom: daysAgo(from), placedUntil: daysAgo(until) };
}

function daysAgo(days: number): string {
  return new Date(Math.floor(Date.now() / 86_400_000 - days) * 86_400_000).toISOString();
}
