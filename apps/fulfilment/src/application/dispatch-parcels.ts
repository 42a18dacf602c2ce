import { inTransaction } from '@orderloom/outbox';
import { estimateArrival } from '../domain/eta.ts';
import { distanceKm, type Gcj02 } from '../domain/places.ts';
import type { Base, Weather } from './ports.ts';
import type { ParcelStore, ReadyParcel } from './parcel-store.ts';
import { about } from './take-outcome.ts';

const BATCH = 200;

export interface ParcelDispatchDeps extends Base {
  readonly store: ParcelStore;
  readonly weather: Weather;
  readonly warehouseAt: (id: string) => (Gcj02 & { readonly province: string }) | undefined;
}

/** Outbound and numbered, in whichever order that came (C-04): now the customer and the channel may know, with a time of arrival. */
export async function dispatchParcels(deps: ParcelDispatchDeps): Promise<boolean> {
  return inTransaction(deps.pool, async (tx) => {
    const parcels = await deps.store.lockReady(tx, BATCH);
    if (parcels.length === 0) return false;
    const lanes = await deps.store.readLanes(
      tx,
      parcels.map((parcel) => ({ province: provinceOf(deps, parcel), city: parcel.clearance.district.city })),
    );
    const places = [...new Set(parcels.map((parcel) => parcel.clearance.district.code))];
    // The port answers from memory or within its own short deadline, and never throws.
    const weather = new Map(await Promise.all(places.map(async (code) => [code, await deps.weather.delayHours(code)] as const)));
    const told = parcels.map((parcel) => {
      const origin = deps.warehouseAt(parcel.warehouseId);
      const eta = estimateArrival({
        outboundAt: parcel.outboundAt,
        history: lanes.get(`${provinceOf(deps, parcel)} ${parcel.clearance.district.city}`),
        km: origin === undefined ? 1_000 : distanceKm(origin, parcel.clearance.at),
        weatherHours: weather.get(parcel.clearance.district.code) ?? 0,
      });
      return { parcel, eta };
    });
    await deps.store.dispatchParcels(
      tx,
      told.map(({ parcel, eta }) => ({ id: parcel.id, eta: eta.at, basis: eta.basis })),
      deps.now(),
    );
    await deps.append(
      tx,
      told.map(({ parcel, eta }) => dispatchedEvent(parcel, eta, deps.now())),
    );
    return parcels.length === BATCH;
  });
}

function provinceOf(deps: ParcelDispatchDeps, parcel: ReadyParcel): string {
  return deps.warehouseAt(parcel.warehouseId)?.province ?? '';
}

function dispatchedEvent(parcel: ReadyParcel, eta: { readonly at: Date; readonly basis: readonly string[] }, now: Date) {
  const { clearance } = parcel;
  return about(
    parcel,
    { rawRef: parcel.rawRef },
    {
      type: 'hub.fulfilment.parcel-dispatched.v1',
      data: {
        orderId: parcel.orderId,
        channel: clearance.channel,
        shopId: clearance.shopId,
        platformOrderNo: clearance.platformOrderNo,
        parcelId: parcel.id,
        fulfilmentOrderId: parcel.fulfilmentOrderId,
        warehouseId: parcel.warehouseId,
        carrier: parcel.carrier,
        trackingNumber: parcel.trackingNumber,
        lines: [...parcel.lines],
        eta: eta.at,
        etaBasis: [...eta.basis],
        recipientToken: clearance.recipientToken,
        outboundAt: parcel.outboundAt,
      },
    },
    'hub',
    now,
  );
}
