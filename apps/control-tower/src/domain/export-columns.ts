import type { RowView } from './order-row.ts';
import { waitingOf } from './order-row.ts';
import { carriersOf } from './row-facets.ts';
import { liveParts, openHolds, type TwinState } from './twin-state.ts';

/** One column of an exported list. Personal data comes masked, as the list shows it. */
export interface ExportColumn {
  readonly name: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** Numbers that no program may count with: it would cut their last digits. */
  readonly isNumberText?: boolean;
  readonly value: (row: { readonly state: TwinState; readonly view: RowView }, now: number) => string | number;
}

const MINUTE = 60_000;

export const exportColumns: readonly ExportColumn[] = [
  column('id', '订单', 'Order', ({ state }) => state.id),
  column('channel', '渠道', 'Channel', ({ state }) => state.channel),
  column('shopId', '店铺', 'Shop', ({ state }) => state.shopId),
  { ...column('platformOrderNo', '平台单号', 'Platform number', ({ state }) => state.platformOrderNo), isNumberText: true },
  column('status', '状态', 'Status', ({ view }) => view.status),
  column('currentGate', '当前关卡', 'Gate', ({ view }) => view.currentGate),
  column('dueAt', '到期', 'Due', ({ view }) => moment(view.dueAt)),
  column('stuckReason', '卡住原因', 'Why stuck', ({ view }) => view.stuckReason?.code ?? ''),
  column('owner', '负责方', 'Owner', ({ view }) => view.owner ?? ''),
  column('holdReasons', '暂停原因', 'Holds', ({ state }) => listed(openHolds(state).map((hold) => hold.reason ?? ''))),
  column('paidAmount', '实付（元）', 'Paid (CNY)', ({ state }) => Number(state.paidMinor) / 100),
  column('quantity', '件数', 'Units', ({ state }) => state.quantity),
  column('skus', '商品编码', 'Products', ({ state }) => listed(state.skus)),
  column('warehouses', '仓库', 'Warehouse', ({ state }) => listed(liveParts(state).flatMap(([, part]) => part.warehouse ?? []))),
  column('carriers', '快递', 'Carrier', ({ state }) => listed(carriersOf(state))),
  {
    ...column('trackingNumbers', '运单号', 'Parcel numbers', ({ state }) =>
      listed(Object.values(state.parcels).flatMap((parcel) => parcel.trackingNumber ?? [])),
    ),
    isNumberText: true,
  },
  column('maskedName', '收货人', 'Recipient', ({ state }) => state.maskedName),
  column('maskedPhone', '手机', 'Phone', ({ state }) => state.maskedPhone),
  column('district', '省市区', 'District', ({ state }) => state.district),
  column('placedAt', '平台下单', 'Placed', ({ state }) => moment(state.placedAt)),
  column('paidAt', '付款', 'Paid at', ({ state }) => moment(state.paidAt)),
  column('receivedAt', '中台接收', 'Received', ({ state }) => moment(state.receivedAt)),
  column('promisedShipAt', '承诺发货', 'Promised', ({ state }) => moment(state.promisedShipAt)),
  column('waiting', '已等（分钟）', 'Waited (min)', ({ state }, now) => waited(state, now)),
];

/** The columns that are wanted, in the order in which they are wanted; all of them where none is named. */
export function wantedColumns(names: readonly string[]): readonly ExportColumn[] {
  const byName = new Map(exportColumns.map((one) => [one.name, one]));
  const wanted = names.flatMap((name) => byName.get(name) ?? []);
  return wanted.length === 0 ? exportColumns : wanted;
}

function column(name: string, zh: string, en: string, value: ExportColumn['value']): ExportColumn {
  return { name, label: { zh, en }, value };
}

function listed(values: readonly string[]): string {
  return [...new Set(values)].join(' ');
}

function waited(state: TwinState, now: number): string | number {
  const { startedAt, endedAt } = waitingOf(state);
  if (startedAt === undefined) return '';
  const until = endedAt ?? state.cancelled?.at ?? now;
  return Math.round((until - startedAt) / MINUTE);
}

/** Shanghai's clock to the second, as its people write it. */
function moment(at: number | undefined): string {
  return at === undefined ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
