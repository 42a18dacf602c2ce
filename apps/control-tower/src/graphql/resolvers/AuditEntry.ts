import type { AuditRow } from '../../persistence/audit-list.ts';

export const AuditEntry = {
  orderId: (entry: AuditRow) => (entry.orderId === '' ? null : entry.orderId),
  source: (entry: AuditRow) => (entry.source === '' ? null : entry.source),
  details: (entry: AuditRow) => Object.entries(entry.details).map(([name, value]) => ({ name, value })),
};
