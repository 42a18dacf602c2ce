import { DomainError } from '@orderloom/domain-kernel';

/** REFUSED: the event itself is at fault and will be so again. OUTAGE: it may work in a moment. UNKNOWN: worth a few tries. */
export type FailureKind = 'REFUSED' | 'OUTAGE' | 'UNKNOWN';

/** Postgres: clashes of transactions, a table that changed under a prepared statement, lost connections, shutdown, full disk; Node: the network's own codes. */
const OUTAGE_CODES =
  /^(0A000|40001|40P01|55P03|57P0[1-5]|57014|08...|53...|58030|25P02|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|UND_ERR_.*)$/;
const OUTAGE_NAMES = new Set(['RpcUnavailable', 'OutboundUnavailable', 'TimeoutError', 'AbortError']);
const OUTAGE_TEXT =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|not queryable|transaction was rolled back/i;

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
