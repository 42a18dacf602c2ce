import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { listEndpoints } from '../../../persistence/webhooks/webhook-lists.ts';
import type { MessengerContext } from '../../context.ts';
import { reachOf } from '../../webhook-viewer.ts';

const LIST = 'webhook-endpoints:created';

interface Args {
  readonly partnerId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export async function webhookEndpoints(_parent: unknown, args: Args, { viewer, keeping }: MessengerContext) {
  const size = pageSize(args.first, 100);
  const rows = await listEndpoints(keeping.pool, {
    reach: reachOf(viewer),
    ...(typeof args.partnerId === 'string' ? { partnerId: args.partnerId } : {}),
    limit: size + 1,
    after: typeof args.after === 'string' ? decodeCursor(LIST, args.after, 2) : undefined,
  });
  return connection({ list: LIST, rows, size, keyOf: (row) => [row.createdAt.toISOString(), row.id], nodeOf: (row) => row });
}
