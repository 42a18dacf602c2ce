import type { RouteNodeKind } from '@orderloom/contracts/hub/fulfilment/v1/events';
import { furthest, type CarrierNode, type NodeKind } from '../domain/route.ts';
import type { Effects } from './fulfilment-state.ts';
import type { Base, Tx } from './ports.ts';
import type { ReadPush } from './pushes.ts';
import type { NewNode, ParcelStore, RoutedParcel } from './parcel-store.ts';
import { about } from './take-outcome.ts';

export interface RouteDeps extends Base {
  readonly store: ParcelStore;
  readonly provinceOfWarehouse: (id: string) => string;
}

interface Told {
  readonly node: CarrierNode;
  readonly read: Pick<ReadPush, 'rawRef' | 'receivedAt' | 'system'>;
}

/** Carrier nodes in any order, any number of times: each is told once, and none takes a parcel back. */
export async function applyRoutes(
  deps: RouteDeps,
  tx: Tx,
  reads: readonly ReadPush[],
  effects: Effects,
  now: Date,
): Promise<ReadonlySet<string>> {
  const told = reads.flatMap((read): readonly Told[] => (read.push.kind === 'ROUTED' ? [{ node: read.push.node, read }] : []));
  if (told.length === 0) return new Set();
  const parcels = await deps.store.lockRouted(tx, {
    trackingNumbers: [...new Set(told.map(({ node }) => node.trackingNumber))],
    parcelIds: [...new Set(told.flatMap(({ node }) => (node.parcelId === '' ? [] : [node.parcelId])))],
  });
  const byNumber = new Map(parcels.map((parcel) => [parcel.trackingNumber, parcel]));
  const known = told.flatMap((one) => {
    const parcel = byNumber.get(one.node.trackingNumber);
    return parcel === undefined ? [] : [{ ...one, parcel }];
  });
  const fresh = await deps.store.insertNodes(
    tx,
    known.map(({ node, read, parcel }) => newNode(node, read.rawRef, parcel)),
  );
  const byParcel = Map.groupBy(fresh, (node) => node.parcelId);
  const changed = parcels.flatMap((parcel) => {
    const nodes = byParcel.get(parcel.id);
    return nodes === undefined ? [] : [{ parcel, nodes, ...advance(parcel, nodes) }];
  });
  await deps.store.saveProgress(
    tx,
    changed.map(({ parcel, progress, signedAt, lastNodeAt }) => ({ id: parcel.id, progress, signedAt, lastNodeAt })),
  );
  const signed = changed.filter(({ parcel, signedAt }) => parcel.signedAt === null && signedAt !== null);
  await noteLanes(deps, tx, signed, now);
  const complete =
    signed.length === 0
      ? new Set<string>()
      : await deps.store.completeOrders(
          tx,
          signed.map(({ parcel }) => parcel.orderId),
        );
  for (const one of changed) tellNodes(one, complete, told, effects);
  return new Set(told.filter(({ node }) => !byNumber.has(node.trackingNumber)).map(({ read }) => read.rawRef));
}

function newNode(node: CarrierNode, rawRef: string, parcel: RoutedParcel): NewNode {
  const { nodeId, kind, opCode, place, reachedAt } = node;
  return { parcelId: parcel.id, nodeId, kind, opCode, place, reachedAt, rawRef };
}

function advance(parcel: RoutedParcel, nodes: readonly NewNode[]) {
  const signed = nodes.filter((node) => node.kind === 'SIGNED').map((node) => node.reachedAt.getTime());
  return {
    progress: furthest(
      parcel.progress,
      nodes.map((node) => node.kind),
    ),
    signedAt: parcel.signedAt ?? (signed.length === 0 ? null : new Date(Math.min(...signed))),
    lastNodeAt: new Date(Math.max(...nodes.map((node) => node.reachedAt.getTime()))),
  };
}

async function noteLanes(
  deps: RouteDeps,
  tx: Tx,
  signed: readonly { readonly parcel: RoutedParcel; readonly signedAt: Date | null }[],
  now: Date,
): Promise<void> {
  const samples = signed.flatMap(({ parcel, signedAt }) => {
    if (parcel.outboundAt === null || signedAt === null || parcel.destinationCity === '') return [];
    const hours = (signedAt.getTime() - parcel.outboundAt.getTime()) / 3_600_000;
    return hours < 0
      ? []
      : [{ parcelId: parcel.id, province: deps.provinceOfWarehouse(parcel.warehouseId), city: parcel.destinationCity, hours, signedAt }];
  });
  await deps.store.noteLanes(tx, samples, now);
}

function tellNodes(
  one: { readonly parcel: RoutedParcel; readonly nodes: readonly NewNode[] },
  complete: ReadonlySet<string>,
  told: readonly Told[],
  effects: Effects,
): void {
  const { parcel } = one;
  const inTime = one.nodes.toSorted((a, b) => a.reachedAt.getTime() - b.reachedAt.getTime());
  const lastSigned = inTime.findLast((node) => node.kind === 'SIGNED');
  for (const node of inTime) {
    const read = told.find((candidate) => candidate.read.rawRef === node.rawRef)?.read;
    effects.events.push(
      about(
        parcel,
        { rawRef: node.rawRef, ...(read === undefined ? {} : { receivedAt: read.receivedAt }) },
        {
          type: 'hub.fulfilment.route-node-seen.v1',
          data: {
            orderId: parcel.orderId,
            parcelId: parcel.id,
            trackingNumber: parcel.trackingNumber,
            nodeId: node.nodeId,
            kind: contractKind(node.kind),
            opCode: node.opCode,
            place: node.place,
            reachedAt: node.reachedAt,
            orderComplete: node === lastSigned && complete.has(parcel.orderId),
          },
        },
        read?.system ?? 'sf',
        node.reachedAt,
      ),
    );
  }
}

function contractKind(kind: NodeKind): RouteNodeKind {
  return `ROUTE_NODE_KIND_${kind}`;
}
