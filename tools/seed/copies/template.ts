import type pg from 'pg';
import { cut, type Piece } from './tokens.ts';
import { keptFacts, ownersTables } from './tables.ts';

/** When the template's life turned, in epoch milliseconds of its own time. */
export interface Milestones {
  readonly placed: number;
  readonly accepted: number | undefined;
  readonly outbound: number | undefined;
  readonly firstNode: number | undefined;
  readonly signed: number | undefined;
  readonly promises: ReadonlySet<number>;
  readonly arrivals: ReadonlySet<number>;
}

/** A row of a table, each column cut into pieces; null stays null. */
export type CutRow = readonly (readonly Piece[] | null)[];

export interface CutTable {
  readonly app: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly CutRow[];
}

export interface CutRaw {
  readonly app: string;
  readonly id: string;
  /** id, direction, system, operation, content type, received at, subject. */
  readonly columns: CutRow;
  readonly body: readonly Piece[];
}

/** One real order of the hub, ready to be copied. */
export interface Template {
  readonly id: string;
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly trackingNumbers: readonly string[];
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
  readonly recipientTokens: ReadonlySet<string>;
  readonly firstSku: string;
  readonly isCancelled: boolean;
  readonly milestones: Milestones;
  readonly facts: readonly { readonly type: string; readonly occurredAt: number; readonly row: CutRow }[];
  readonly twin: CutRow;
  readonly figure: CutRow | undefined;
  readonly owners: readonly CutTable[];
  readonly raws: readonly CutRaw[];
}

export interface Columns {
  readonly fact: readonly string[];
  readonly twin: readonly string[];
  readonly figure: readonly string[];
}

interface State {
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
  readonly maskedName: string;
  readonly maskedPhone: string;
  readonly phoneIndex: string;
  readonly phoneTailIndex: string;
  readonly placedAt: number;
  readonly promisedShipAt?: number;
  readonly skus?: readonly string[];
  readonly cancelled?: object;
  readonly parts: Readonly<Record<string, { readonly acceptedAt?: number; readonly outboundAt?: number }>>;
  readonly parcels: Readonly<
    Record<string, { readonly trackingNumber?: string; readonly eta?: number; readonly firstNodeAt?: number; readonly signedAt?: number }>
  >;
}

type Clients = ReadonlyMap<string, pg.Client>;
type OpenRaws = (
  app: string,
  ids: readonly string[],
) => Promise<ReadonlyMap<string, { readonly columns: readonly string[]; readonly body: string }>>;
type TextRow = Readonly<Record<string, string | null>>;

const DAY = 86_400_000;

/** Columns that Postgres fills itself are left out. */
export async function columnsOf(client: pg.Client, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ column_name: string }>(
    `select column_name from information_schema.columns
      where table_schema = 'public' and table_name = $1 and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return rows.map((row) => row.column_name);
}

/** Reads finished orders whole: their facts, their rows with every owner, and the raw bodies of their facts. */
export async function readTemplates(
  clients: Clients,
  ids: readonly string[],
  openRaws: OpenRaws,
): Promise<{ readonly templates: readonly Template[]; readonly columns: Columns }> {
  const tower = clientOf(clients, 'control-tower');
  const columns: Columns = {
    fact: await columnsOf(tower, 'fact'),
    twin: await columnsOf(tower, 'order_twin'),
    figure: await columnsOf(tower, 'order_figure'),
  };
  const twins = await rowsOf(tower, 'order_twin', columns.twin, 't.id', undefined, ids);
  const figures = await rowsOf(tower, 'order_figure', columns.figure, 't.order_id', undefined, ids);
  const facts = await rowsOf(tower, 'fact', columns.fact, 't.order_id', undefined, ids, 'order by t.order_id, t.occurred_at, t.seq');
  const owners = await Promise.all(
    ownersTables.map(async (spec) => {
      const client = clientOf(clients, spec.app);
      const names = await columnsOf(client, spec.table);
      return { spec, names, rows: await rowsOf(client, spec.table, names, spec.order, spec.from, ids) };
    }),
  );
  const templates: Template[] = [];
  for (const id of ids) {
    const [twin] = twins.get(id) ?? [];
    if (twin === undefined) continue;
    const kept = keep(facts.get(id) ?? []);
    const rawIds = Map.groupBy(
      kept.flatMap((row) => (row['raw_ref'] ? [row['raw_ref'].split('/') as [string, string]] : [])), // `context/id`
      ([context]) => context,
    );
    const opened = await Promise.all(
      [...rawIds].map(async ([context, refs]) => {
        const app = appOfContext(context);
        return [app, await openRaws(app, [...new Set(refs.map(([, rawId]) => rawId))])] as const;
      }),
    );
    templates.push(cutTemplate({ id, twin, figure: figures.get(id)?.[0], kept, owners, opened, columns }));
  }
  return { templates, columns };
}

function cutTemplate(read: {
  readonly id: string;
  readonly twin: TextRow;
  readonly figure: TextRow | undefined;
  readonly kept: readonly TextRow[];
  readonly owners: readonly {
    readonly spec: { readonly app: string; readonly table: string };
    readonly names: readonly string[];
    readonly rows: ReadonlyMap<string, readonly TextRow[]>;
  }[];
  readonly opened: readonly (readonly [string, ReadonlyMap<string, { readonly columns: readonly string[]; readonly body: string }>])[];
  readonly columns: Columns;
}): Template {
  const state = JSON.parse(read.twin['state'] ?? '{}') as State; // the tower's own row
  const parcels = Object.values(state.parcels);
  const parts = Object.values(state.parts);
  const trackingNumbers = parcels.flatMap((parcel) => parcel.trackingNumber ?? []);
  const names = [
    read.id,
    state.platformOrderNo,
    ...trackingNumbers,
    state.maskedName,
    state.maskedPhone,
    state.phoneIndex,
    state.phoneTailIndex,
  ].filter((name) => name.length > 1);
  const span = { from: state.placedAt - DAY, until: state.placedAt + 40 * DAY };
  const cutText = (text: string): readonly Piece[] => cut(text, names, span);
  const cutRow = (row: TextRow, of: readonly string[]): CutRow =>
    of.map((column) => {
      const text = row[column];
      return text === null || text === undefined ? null : cutText(text);
    });
  const tokens = read.owners.flatMap(({ rows }) =>
    (rows.get(read.id) ?? []).flatMap((row) => [row['recipient_token'], row['buyer_token']]),
  );
  return {
    id: read.id,
    channel: state.channel,
    shopId: state.shopId,
    platformOrderNo: state.platformOrderNo,
    trackingNumbers,
    maskedName: state.maskedName,
    maskedPhone: state.maskedPhone,
    phoneIndex: state.phoneIndex,
    phoneTailIndex: state.phoneTailIndex,
    recipientTokens: new Set(tokens.flatMap((token) => (token ? [token] : []))),
    firstSku: state.skus?.[0] ?? '',
    isCancelled: state.cancelled !== undefined,
    milestones: {
      placed: state.placedAt,
      accepted: least(parts.map((part) => part.acceptedAt)),
      outbound: least(parts.map((part) => part.outboundAt)),
      firstNode: least(parcels.map((parcel) => parcel.firstNodeAt)),
      signed: greatest(parcels.map((parcel) => parcel.signedAt)),
      promises: new Set(state.promisedShipAt === undefined ? [] : [state.promisedShipAt]),
      arrivals: new Set(parcels.flatMap((parcel) => parcel.eta ?? [])),
    },
    facts: read.kept.map((row) => ({
      type: row['type'] ?? '',
      occurredAt: Date.parse((row['occurred_at'] ?? '').replace(' ', 'T').replace('+00', 'Z')),
      row: cutRow(row, read.columns.fact),
    })),
    twin: cutRow(read.twin, read.columns.twin),
    figure: read.figure && cutRow(read.figure, read.columns.figure),
    owners: read.owners.map(({ spec, names: own, rows }) => ({
      app: spec.app,
      table: spec.table,
      columns: own,
      rows: (rows.get(read.id) ?? []).map((row) => cutRow(row, own)),
    })),
    raws: read.opened.flatMap(([app, bodies]) =>
      [...bodies].map(([id, raw]) => ({ app, id, columns: raw.columns.map(cutText), body: cutText(raw.body) })),
    ),
  };
}

/** The telling facts, each type once; of the carrier's nodes the first and the last. */
function keep(rows: readonly TextRow[]): readonly TextRow[] {
  const nodes = rows.filter((row) => row['type'] === 'hub.fulfilment.route-node-seen.v1');
  const ends = new Set([nodes[0], nodes.at(-1)]);
  const seen = new Set<string>();
  return rows.filter((row) => {
    const type = row['type'] ?? '';
    if (ends.has(row)) return true;
    if (!keptFacts.has(type) && !isOfCancel(type)) return false;
    const isFirst = !seen.has(type);
    seen.add(type);
    return isFirst;
  });
}

function isOfCancel(type: string): boolean {
  return /\.(hold-placed|hold-released|stop-proposed|stop-confirmed|cancelled|refund-requested|refund-answered|stock-released)\.v1$/.test(
    type,
  );
}

async function rowsOf(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  order: string,
  from: string | undefined,
  ids: readonly string[],
  sort = '',
): Promise<ReadonlyMap<string, readonly TextRow[]>> {
  const list = columns.map((column) => `t.${column}::text as "${column}"`).join(', ');
  const { rows } = await client.query<TextRow & { readonly copied_order: string }>(
    `select ${order} as copied_order, ${list} from ${from ?? `${table} t`} where ${order} = any($1) ${sort}`,
    [ids],
  );
  return Map.groupBy(rows, (row) => row.copied_order);
}

export function appOfContext(context: string): string {
  return context === 'channel' ? 'channel-adapter' : context === 'finance' ? 'finance-reconciliation' : context;
}

export function clientOf(clients: Clients, app: string): pg.Client {
  const client = clients.get(app);
  if (client === undefined) throw new Error(`no database of ${app}`);
  return client;
}

function least(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function greatest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
