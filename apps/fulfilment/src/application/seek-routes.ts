import { inTransaction } from '@orderloom/outbox';
import { applyRoutes, type RouteDeps } from './apply-routes.ts';
import { noEffects } from './fulfilment-state.ts';
import type { CarrierLink } from './ports.ts';

const BATCH = 50;

export interface SeekDeps extends RouteDeps {
  readonly carrierOf: (code: string) => { readonly system: string; readonly link: CarrierLink } | undefined;
  /** How long a parcel may be without news before its carrier is asked. */
  readonly quietMs: number;
}

/** The slow sweep behind the pushes: asks the carrier for parcels that it has not spoken of for long. */
export async function seekRoutes(deps: SeekDeps): Promise<boolean> {
  const since = new Date(deps.now().getTime() - deps.quietMs);
  const quiet = await deps.store.readQuietParcels(deps.pool, { since, limit: BATCH });
  for (const [code, parcels] of Map.groupBy(quiet, (parcel) => parcel.carrier)) {
    const carrier = deps.carrierOf(code);
    if (carrier === undefined) continue;
    const { rawRef, nodes } = await carrier.link.routes(parcels.map((parcel) => parcel.trackingNumber));
    const now = deps.now();
    await inTransaction(deps.pool, async (tx) => {
      const effects = noEffects();
      const reads = nodes.map((node) => ({ push: { kind: 'ROUTED' as const, node }, system: carrier.system, rawRef, receivedAt: now }));
      await applyRoutes(deps, tx, reads, effects, now);
      await deps.append(tx, effects.events);
    });
  }
  return false;
}
