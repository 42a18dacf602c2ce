import { connection, decodeCursor, pageSize, requireRole } from '@orderloom/subgraph';
import { AuditEntry } from '../../../persistence/audit-entry.mapping.ts';
import type { TowerContext } from '../../context.ts';
import { isAbsent } from '../../absent.ts';

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
  const after = isAbsent(args.after) ? undefined : decodeCursor(LIST, args.after, 1);
  const where = {
    ...(isAbsent(args.orderId) ? {} : { orderId: args.orderId }),
    ...(isAbsent(args.actor) ? {} : { actor: args.actor }),
    ...(isAbsent(args.from) && isAbsent(args.until)
      ? {}
      : { actedAt: { ...(isAbsent(args.from) ? {} : { $gte: args.from }), ...(isAbsent(args.until) ? {} : { $lt: args.until }) } }),
    ...(after === undefined ? {} : { position: { $lt: BigInt(after[0] ?? 0) } }),
  };
  const rows = await context.em.find(AuditEntry, where, { orderBy: { position: 'desc' }, limit: size + 1 });
  return connection<AuditEntry>({ list: LIST, rows, size, keyOf: (row) => [row.position.toString()], nodeOf: (row) => row });
}
