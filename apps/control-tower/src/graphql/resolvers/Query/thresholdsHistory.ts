import { connection, decodeCursor, pageSize } from '@orderloom/subgraph';
import type { ThresholdKind } from '../../../domain/threshold-definitions.ts';
import { countVersions, readVersions } from '../../../persistence/threshold-store.ts';
import { isAbsent } from '../../absent.ts';
import type { TowerContext } from '../../context.ts';
import { shownThresholds } from '../../shown-thresholds.ts';

export async function thresholdsHistory(
  _parent: unknown,
  args: { readonly kind: ThresholdKind; readonly first?: number | null; readonly after?: string | null },
  { pool }: TowerContext,
) {
  const list = `thresholds:${args.kind}`;
  const size = pageSize(args.first ?? 20, 200);
  const before = isAbsent(args.after) ? undefined : Number(decodeCursor(list, args.after, 1)[0]);
  const [rows, totalCount] = await Promise.all([
    readVersions(pool, { kind: args.kind, before, limit: size + 1 }),
    countVersions(pool, args.kind),
  ]);
  return { ...connection({ list, rows, size, keyOf: (row) => [row.version], nodeOf: shownThresholds }), totalCount };
}
