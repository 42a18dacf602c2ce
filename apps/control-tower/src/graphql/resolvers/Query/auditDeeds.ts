import { requireRole } from '@orderloom/subgraph';
import { listDeeds } from '../../../persistence/audit-list.ts';
import type { TowerContext } from '../../context.ts';

export function auditDeeds(_parent: unknown, _args: unknown, context: TowerContext) {
  requireRole(context.viewer, 'operations', 'service', 'finance', 'supply', 'warehouse');
  return listDeeds(context.pool);
}
