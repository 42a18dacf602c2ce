import { DomainError } from '@orderloom/domain-kernel';

/** REFUSED: the event itself is at fault and will be so again. OUTAGE: it may work in a moment. UNKNOWN: worth a few tries. */
export type FailureKind = 'REFUSED' | 'OUTAGE' | 'UNKNOWN';

/** Postgres: clashes of transactions, lost connections, shutdown, full disk; Node: the network's own codes. */
const OUTAGE_CODES =
  /^(40001|40P01|55P03|57P0[1-5]|57014|08...|53...|58030|25P02|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_.*)$/;
const OUTAGE_NAMES = new Set(['RpcUnavailable', 'OutboundUnavailable', 'TimeoutError', 'AbortError']);
// The plan: a newer release has changed a table under a statement that was prepared; the next try prepares it anew.
const OUTAGE_TEXT =
  /cached plan must not change result type|connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|transaction was rolled back/i;

/** Codes of Postgres that say that the data breaks a rule: integrity, data exceptions. */
const REFUSED_CODES = /^(22...|23...)$/;

export function failureKind(error: unknown): FailureKind {
  if (error instanceof DomainError) return 'REFUSED';
  if (!(error instanceof Error)) return 'UNKNOWN';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (OUTAGE_NAMES.has(error.name) || OUTAGE_CODES.test(code) || OUTAGE_TEXT.test(error.message)) return 'OUTAGE';
  if (REFUSED_CODES.test(code)) return 'REFUSED';
  return error.cause === undefined ? 'UNKNOWN' : failureKind(error.cause);
}
