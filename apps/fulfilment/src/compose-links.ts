import type { RawArchive } from '@orderloom/raw-archive';
import { createOutboundHttp } from '@orderloom/service-runtime';
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
  carrierOf(code: string): { readonly system: string; readonly link: CarrierLink } | undefined;
  readonly weather: Weather;
  close(): Promise<void>;
}

/** The outside systems of this deployment, each with its own connections. */
export function createLinks(deps: {
  readonly deployment: FulfilmentDeployment;
  readonly pool: Pool;
  readonly archive: RawArchive;
  readonly now: () => Date;
}): Links {
  const { deployment, archive, pool, now } = deps;
  const { wms, amap } = deployment;
  // Bodies of calls that run at the same time are saved together.
  const saveTogether = gather(async (groups: readonly Parameters<KeepRaw>[0][]) => {
    const receivedAt = now();
    const ids = await archive.save(
      pool,
      groups.flatMap((raws) => raws.map((raw) => ({ ...raw, receivedAt }))),
    );
    let from = 0;
    return groups.map((raws) => ids.slice(from, (from += raws.length)).map(archive.refOf));
  }, 100);
  const keepRaw: KeepRaw = (raws) => saveTogether(raws);

  const http = createOutboundHttp({ system: 'qimen', deadlineMs: wms.deadlineMs, connections: 16 });
  const cancelHttp = createOutboundHttp({ system: 'qimen', deadlineMs: wms.deadlineMs, connections: 8 });
  const warehouse = createQimenLink({
    client: createQimenClient({ http, account: wms, keepRaw, now }),
    cancelClient: createQimenClient({ http: cancelHttp, account: wms, keepRaw, now }),
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
    warehouse,
    carrierOf: (code) => carriers.get(code),
    weather: amap === undefined ? noWeather : amapWeather({ http: weatherHttp, baseUrl: amap.baseUrl, key: amap.key, now }),
    close: async () => {
      await Promise.all(
        [http, cancelHttp, weatherHttp, ...[...carriers.values()].map((carrier) => carrier.http)].map((one) => one.close()),
      );
    },
  };
}
