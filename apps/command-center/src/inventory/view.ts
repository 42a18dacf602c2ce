import { createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs';
import type { inferParserType } from 'nuqs';
import type { StockView } from '../gql/graphql.ts';

export const stockViews = ['all', 'short', 'low', 'drifting'] as const;
type StockViewKey = (typeof stockViews)[number];

/** The stock page's whole state, in the address (law L2). */
export const stockParsers = {
  q: parseAsString.withDefault(''),
  view: parseAsStringLiteral(stockViews).withDefault('all'),
  warehouse: parseAsString.withDefault(''),
};

type StockPageView = inferParserType<typeof stockParsers>;

const serialize = createSerializer(stockParsers);

export const stockAddress = (view: Partial<StockPageView>): string => serialize('/inventory', view);

export const skuAddress = (sku: string): string => `/inventory/${encodeURIComponent(sku)}`;

const asked: Readonly<Record<StockViewKey, StockView>> = { all: 'ALL', short: 'SHORT', low: 'LOW', drifting: 'DRIFTING' };

export const stockFilter = ({ q, warehouse }: StockPageView): { readonly search: string; readonly warehouseId: string | null } => ({
  search: q.trim(),
  warehouseId: warehouse === '' ? null : warehouse,
});

export const viewAsked = (view: StockPageView): StockView => asked[view.view];

/** How pressing the days left are: red from a day down, amber to three. */
export const pressing = (row: {
  readonly waitingOrders: number;
  readonly availableToPromise: number;
  readonly daysLeft?: number | null;
}) => {
  if (row.waitingOrders > 0 || row.availableToPromise <= 0) return 'red';
  if (row.daysLeft == null || row.daysLeft > 3) return 'plain';
  return row.daysLeft <= 1 ? 'red' : 'amber';
};
