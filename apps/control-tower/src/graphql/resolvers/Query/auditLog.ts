import { connection, decodeCursor, pageSize, requireRole } from '@orderloom/subgraph';
import { listAudit, type AuditFilter, type AuditRow } from '../../../persistence/audit-list.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';

const LIST = 'audit:position';

type FilterInput = { readonly [Key in keyof AuditFilter]?: AuditFilter[Key] | null };

export async function auditLog(
  _parent: unknown,
  args: Pick<FilterInput, 'orderId' | 'actor' | 'from' | 'until'> & {
    readonly filter?: FilterInput | null;
    readonly first?: number | null;
    readonly after?: string | null;
  },
  context: TowerContext,
) {
  requireRole(context.viewer, 'operations', 'service', 'finance', 'supply', 'warehouse');
  const size = pageSize(args.first, 200);
  const after = isAbsent(args.after) ? undefined : decodeCursor(LIST, args.after, 1);
  const { filter, first: _first, after: _after, ...plain } = args;
  const rows = await listAudit(context.pool, { filter: known({ ...plain, ...filter }), limit: size + 1, after: after?.[0] });
  return connection<AuditRow>({ list: LIST, rows, size, keyOf: (row) => [row.position], nodeOf: (row) => row });
}

function known(input: FilterInput): AuditFilter {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => !isAbsent(value)));
}
