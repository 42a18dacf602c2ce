import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { listDeliveries, type DeliveryFilter } from '../../../persistence/webhooks/webhook-lists.ts';
import type { MessengerContext } from '../../context.ts';
import { reachOf } from '../../webhook-viewer.ts';

const LIST = 'webhook-deliveries:position';

interface Args {
  readonly filter?: { readonly [Name in keyof DeliveryFilter]?: DeliveryFilter[Name] | null } | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export async function webhookDeliveries(_parent: unknown, args: Args, { viewer, keeping }: MessengerContext) {
  const size = pageSize(args.first, 100);
  const given = Object.entries(args.filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  const rows = await listDeliveries(keeping.pool, {
    reach: reachOf(viewer),
    filter: Object.fromEntries(given),
    limit: size + 1,
    after: typeof args.after === 'string' ? decodeCursor(LIST, args.after, 2) : undefined,
  });
  return connection({ list: LIST, rows, size, keyOf: (row) => [row.position, row.id], nodeOf: (row) => row });
}
