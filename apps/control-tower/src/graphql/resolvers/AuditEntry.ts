import type { AuditEntry as AuditRow } from '../../persistence/audit-entry.mapping.ts';

export const AuditEntry = {
  position: (entry: AuditRow) => entry.position.toString(),
  orderId: (entry: AuditRow) => (entry.orderId === '' ? null : entry.orderId),
  details: (entry: AuditRow) => Object.entries(entry.details).map(([name, value]) => ({ name, value })),
};
