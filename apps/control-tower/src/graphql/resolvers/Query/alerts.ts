import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import { countAlerts, listAlerts, type AlertQuery } from '../../../persistence/alert-store.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';

const LIST = 'alerts:rank';

interface AlertFilterInput {
  readonly open?: boolean | null;
  readonly levels?: readonly string[] | null;
  readonly rules?: readonly string[] | null;
}

export async function alerts(
  _parent: unknown,
  args: { readonly filter?: AlertFilterInput | null; readonly first?: number | null; readonly after?: string | null },
  { pool }: TowerContext,
) {
  const size = pageSize(args.first, 200);
  const after = isAbsent(args.after) ? undefined : decodeCursor(LIST, args.after, 2);
  const query = chosen(args.filter ?? {});
  const [rows, totalCount] = await Promise.all([listAlerts(pool, { ...query, limit: size + 1, after }), countAlerts(pool, query)]);
  return { ...connection({ list: LIST, rows, size, keyOf: (row) => [row.rank, row.id], nodeOf: (row) => row }), totalCount };
}

function chosen({ open, levels, rules }: AlertFilterInput): AlertQuery {
  return {
    ...(isAbsent(open) ? {} : { open }),
    ...(isAbsent(levels) ? {} : { levels }),
    ...(isAbsent(rules) ? {} : { rules }),
  };
}
