import { connection, decodeCursor, pageSize, requireRole } from '@orderloom/subgraph';
import { AuditEntry } from '../../../persistence/audit-entry.mapping.ts';
import type { TowerContext } from '../../context.ts';

const LIST = 'audit:position';

export async function auditLog(
  _parent: unknown,
  args: {
    readonly orderId?: string | null;
    readonly actor?: string | null;
    readonly from?: Date | null;
    readonly until?: Date | null;
    readonly first?: number | null;
    readonly after?: string | null;
  },
  context: TowerContext,
) {
  requireRole(context.viewer, 'operations', 'service', 'finance', 'supply', 'warehouse');
  const size = pageSize(args.first, 200);
  const after = args.after == null ? undefined : decodeCursor(LIST, args.after, 1);
  const where = {
    ...(args.orderId == null ? {} : { orderId: args.orderId }),
    ...(args.actor == null ? {} : { actor: args.actor }),
    ...(args.from == null && args.until == null
      ? {}
      : { actedAt: { ...(args.from == null ? {} : { $gte: args.from }), ...(args.until == null ? {} : { $lt: args.until }) } }),
    ...(after === undefined ? {} : { position: { $lt: BigInt(after[0] ?? 0) } }),
  };
  const rows = await context.em.find(AuditEntry, where, { orderBy: { position: 'desc' }, limit: size + 1 });
  return connection<AuditEntry>({ list: LIST, rows, size, keyOf: (row) => [row.position.toString()], nodeOf: (row) => row });
}
