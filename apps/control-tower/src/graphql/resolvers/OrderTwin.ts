import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { customerStepsOf, rowView, waitingOf, type RowView } from '../../domain/order-row.ts';
import { possibleDeeds } from '../../domain/possible-deeds.ts';
import { carriersOf } from '../../domain/row-facets.ts';
import { liveParts, openHolds } from '../../domain/twin-state.ts';
import { countStory, readStory, type FactRow } from '../../persistence/story.ts';
import type { TwinRow } from '../../persistence/order-list.ts';
import type { TowerContext } from '../context.ts';
import { openPools, sources, twins } from '../loaders.ts';
import { shownPhrase } from '../phrases.ts';
import { isAbsent } from '../absent.ts';

const STORY = 'story:occurred-at';

export const OrderTwin = {
  __resolveReference: (reference: { readonly id: string }, context: TowerContext) => twins(context).load(reference.id),
  order: (row: TwinRow) => ({ __typename: 'Order', id: row.id }),
  version: (row: TwinRow) => row.version,
  channel: (row: TwinRow) => row.state.channel,
  shopId: (row: TwinRow) => row.state.shopId,
  platformOrderNo: (row: TwinRow) => row.state.platformOrderNo,
  status: (row: TwinRow, _args: unknown, context: TowerContext) => view(row, context).status,
  gates: (row: TwinRow, _args: unknown, context: TowerContext) => shownGates(row, context),
  currentGate: (row: TwinRow, _args: unknown, context: TowerContext) => view(row, context).currentGate,
  stuck: (row: TwinRow, _args: unknown, context: TowerContext) => view(row, context).stuck,
  stuckReason: (row: TwinRow, _args: unknown, context: TowerContext) => {
    const reason = view(row, context).stuckReason;
    return reason === undefined ? null : shownPhrase(reason);
  },
  dueAt: (row: TwinRow, _args: unknown, context: TowerContext) => moment(view(row, context).dueAt),
  owner: (row: TwinRow, _args: unknown, context: TowerContext) => view(row, context).owner ?? null,
  answer: (row: TwinRow, _args: unknown, context: TowerContext) => shownPhrase(view(row, context).answer),
  warehouses: (row: TwinRow) => [...new Set(liveParts(row.state).flatMap(([, part]) => part.warehouse ?? []))],
  warehouseIds: (row: TwinRow) => [...new Set(liveParts(row.state).flatMap(([, part]) => part.warehouseId ?? []))],
  carriers: (row: TwinRow) => carriersOf(row.state),
  skus: (row: TwinRow) => row.state.skus,
  holdReasons: (row: TwinRow) => [...new Set(openHolds(row.state).map((hold) => hold.reason ?? ''))],
  openHoldIds: (row: TwinRow) =>
    Object.entries(row.state.holds).flatMap(([id, hold]) => (hold.placedAt !== undefined && hold.releasedAt === undefined ? [id] : [])),
  possibleDeeds: (row: TwinRow) => possibleDeeds(row.state),
  openPools: async (row: TwinRow, _args: unknown, context: TowerContext) => (await openPools(context).load(row.id)) ?? [],
  imported: (row: TwinRow) => row.id.startsWith('IM.'),
  trackingNumbers: (row: TwinRow) => Object.values(row.state.parcels).flatMap((parcel) => parcel.trackingNumber ?? []),
  maskedName: (row: TwinRow) => row.state.maskedName,
  maskedPhone: (row: TwinRow) => row.state.maskedPhone,
  district: (row: TwinRow) => row.state.district,
  paidAmount: (row: TwinRow) => ({ minor: row.state.paidMinor, currency: row.state.currency }),
  quantity: (row: TwinRow) => row.state.quantity,
  paidAt: (row: TwinRow) => moment(row.state.paidAt),
  receivedAt: (row: TwinRow) => moment(row.state.receivedAt) ?? row.placedAt,
  promisedShipAt: (row: TwinRow) => moment(row.state.promisedShipAt),
  waiting: (row: TwinRow, _args: unknown, context: TowerContext) => shownWaiting(row, context),
  customerView: (row: TwinRow) => customerStepsOf(row.state).map((step) => ({ level: step.level, reachedAt: new Date(step.reachedAt) })),
  sources: async (row: TwinRow, _args: unknown, context: TowerContext) =>
    ((await sources(context).load(row.id)) ?? []).map((source) => ({ system: source.system, facts: source.facts, lastAt: source.last_at })),
  story: async (row: TwinRow, args: { first?: number | null; after?: string | null; system?: string | null }, context: TowerContext) => {
    const size = pageSize(args.first, 200);
    const after = isAbsent(args.after) ? undefined : decodeCursor(STORY, args.after, 2);
    const system = args.system ?? undefined;
    const [rows, totalCount] = await Promise.all([
      readStory(context.pool, { orderId: row.id, system, limit: size + 1, after }),
      countStory(context.pool, row.id, system),
    ]);
    return {
      ...connection<FactRow>({
        list: STORY,
        rows,
        size,
        keyOf: (fact) => [fact.occurred_at.toISOString(), fact.seq],
        nodeOf: (fact) => fact,
      }),
      totalCount,
    };
  },
};

const views = new WeakMap<TwinRow, RowView>();

/** All computed fields of a row come from one computation, so that they cannot disagree. */
function view(row: TwinRow, context: TowerContext): RowView {
  const known = views.get(row);
  if (known !== undefined) return known;
  const made = rowView(row.state, context.thresholds, context.now.getTime());
  views.set(row, made);
  return made;
}

function shownGates(row: TwinRow, context: TowerContext) {
  const { gates, currentGate, stuck, status } = view(row, context);
  const ended = status === 'CANCELLED';
  return gates.map((gate) => ({
    gate: gate.gate,
    name: gate.name,
    state: gate.passedAt !== undefined ? 'PASSED' : ended ? 'ENDED' : gate.gate === currentGate ? (stuck ? 'STUCK' : 'CURRENT') : 'WAITING',
    plannedAt: moment(gate.plannedAt),
    passedAt: moment(gate.passedAt),
    stuckAt: moment(gate.stuckAt),
    owner: gate.owner,
    passedParts: gate.passedParts,
    parts: gate.parts,
  }));
}

function shownWaiting(row: TwinRow, context: TowerContext) {
  const waiting = waitingOf(row.state);
  const until = waiting.endedAt ?? context.now.getTime();
  return {
    startedAt: moment(waiting.startedAt),
    shownAt: moment(waiting.shownAt),
    endedAt: moment(waiting.endedAt),
    waitedMs: waiting.startedAt === undefined ? null : until - waiting.startedAt,
  };
}

function moment(time: number | undefined): Date | null {
  return time === undefined ? null : new Date(time);
}
