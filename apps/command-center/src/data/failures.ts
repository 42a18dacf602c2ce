export type FailureKind = 'signed-out' | 'forbidden' | 'outage' | 'rejected';

/** Why the gateway gave no data. `code` is for the person who reads the log, `kind` decides what the widget shows. */
export class RequestFailure extends Error {
  readonly kind: FailureKind;
  readonly code: string;

  constructor(kind: FailureKind, code: string) {
    super(`${kind}: ${code}`);
    this.kind = kind;
    this.code = code;
  }
}

export interface PartialFailure {
  /** The response path at which a subgraph had no answer, for example ["order", "decisions"]. */
  readonly path: readonly (string | number)[];
  readonly code: string;
}

export const kindOfCode = (code: string): FailureKind => {
  switch (code) {
    case 'UNAUTHENTICATED':
      return 'signed-out';
    case 'FORBIDDEN':
    case 'ROLE_MISSING':
      return 'forbidden';
    case 'GATEWAY_LATE':
    case 'GATEWAY_UNREACHABLE':
    case 'DOWNSTREAM_SERVICE_ERROR':
      return 'outage';
    default:
      return 'rejected';
  }
};
