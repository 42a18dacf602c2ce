import { gateNames, gateOwners } from '../domain/gates.ts';
import type { BulkDeed } from '../domain/possible-deeds.ts';

export interface GroupRow {
  readonly gate: number;
  readonly cause: string;
  readonly hold_owner: string | null;
}

/** What a group of stuck orders is about, who owns it, and the deed that helps all of it at once. */
export function stuckGroup(row: GroupRow): {
  readonly reason: string;
  readonly about: string;
  readonly owner: string;
  readonly deed: BulkDeed | null;
} {
  const [reason = 'OVERDUE', about = ''] = row.cause.split('|', 2);
  const owner = row.hold_owner === null ? ownerOfGate(row.gate) : row.hold_owner;
  return { reason, about, owner, deed: helpFor(reason, about) };
}

export function ownerOfGate(gate: number): string {
  const name = gateNames[gate - 1];
  return name === undefined ? '' : gateOwners[name];
}

function helpFor(reason: string, about: string): BulkDeed | null {
  if (reason === 'SOURCING_FAILED' || reason === 'WAREHOUSE_REFUSED') return 'SOURCE_AGAIN';
  return reason === 'HELD' && about === 'PERSON' ? 'RELEASE' : null;
}
