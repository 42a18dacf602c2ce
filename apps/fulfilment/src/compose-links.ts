import type { RawArchive } from '@orderloom/raw-archive';
import { createOutboundHttp, type OutboundHttp } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { gather } from './application/gather.ts';
import type { CarrierLink, WarehouseLink, Weather } from './application/ports.ts';
import { createSfClient } from './carriers/sf/client.ts';
import { createSfLink } from './carriers/sf/link.ts';
import type { FulfilmentDeployment } from './deployment.ts';
import type { KeepRaw } from './keep-raw.ts';
import { amapWeather, noWeather } from './weather/amap.ts';
import { createQimenClient } from './warehouse-links/qimen/client.ts';
import { createQimenLink } from './warehouse-links/qimen/link.ts';

export interface Links {
  readonly warehouse: WarehouseLink;
  /** The same warehouses over connections of its own: neither a queue of creates nor one of queries holds a cancel up. */
  readonly cancels: WarehouseLink;
  carrierOf(code: string): { readonly system: string; readonly link: CarrierLink } | undefined;
  readonly weather: Weather;
  close(): Promise<void>;
}

/** The outside systems of this deployment, each with its own connections. */
export function createLinks(deps: {
  readonly deployment: FulfilmentDeployment;
  readonly pool: Pool;
  /** Nothing but cancels goes by it. */
  readonly cancelPool: Pool;
  readonly archive: RawArchive;
  readonly now: () => Date;
}): Links {
  const { deployment, archive, pool, now } = deps;
  const { wms, amap } = deployment;
  const keepRaw = keepTogether(archive, pool, now);
  const http = createOutboundHttp({ system: 'qimen', deadlineMs: wms.deadlineMs, connections: 24 });
  const cancelHttp = createOutboundHttp({ system: 'qimen', deadlineMs: wms.deadlineMs, connections: 24 });
  const link = (own: { readonly http: OutboundHttp; readonly keepRaw: KeepRaw }): WarehouseLink =>
    createQimenLink({
      client: createQimenClient({ ...own, account: wms, refOf: archive.refOf, now }),
      shops: {
        ownerCode: wms.ownerCode,
        shopNick: (shopId) => deployment.shops.find((shop) => shop.id === shopId)?.name ?? shopId,
      },
      skus: deployment.products.map((product) => product.sku),
      now,
    });
  const carriers = new Map(
    deployment.carriers.map((carrier) => {
      const carrierHttp = createOutboundHttp({ system: carrier.system, deadlineMs: carrier.deadlineMs, connections: 16 });
      const link = createSfLink(createSfClient({ http: carrierHttp, account: carrier, keepRaw, now }), carrier);
      return [carrier.code, { system: carrier.system, link, http: carrierHttp }] as const;
    }),
  );
  const weatherHttp = createOutboundHttp({ system: 'amap', deadlineMs: 3_000, connections: 4 });

  return {
    warehouse: link({ http, keepRaw }),
    cancels: link({ http: cancelHttp, keepRaw: keepTogether(archive, deps.cancelPool, now) }),
    carrierOf: (code) => carriers.get(code),
    weather: amap === undefined ? noWeather : amapWeather({ http: weatherHttp, baseUrl: amap.baseUrl, key: amap.key, now }),
    close: async () => {
      await Promise.all(
        [http, cancelHttp, weatherHttp, ...[...carriers.values()].map((carrier) => carrier.http)].map((one) => one.close()),
      );
    },
  };
}

/** Bodies of calls that run at the same time are saved together. */
function keepTogether(archive: RawArchive, pool: Pool, now: () => Date): KeepRaw {
  const save = gather(async (groups: readonly Parameters<KeepRaw>[0][]) => {
    const receivedAt = now();
    const ids = await archive.save(
      pool,
      groups.flatMap((raws) => raws.map((raw) => ({ ...raw, receivedAt }))),
    );
    let from = 0;
    return groups.map((raws) => ids.slice(from, (from += raws.length)).map(archive.refOf));
  }, 100);
  return (raws) => save(raws);
}
