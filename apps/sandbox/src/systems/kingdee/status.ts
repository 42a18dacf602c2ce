import type { FieldFault } from './model.ts';

export interface SuccessEntity {
  readonly Id: number;
  readonly Number: string;
  readonly DIndex: number;
}

export interface RowFault extends FieldFault {
  readonly row: number;
}

export interface Outcome {
  readonly done: readonly SuccessEntity[];
  readonly faults: readonly RowFault[];
  readonly msgCode: number;
}

/** ResponseStatus; one failed row makes the whole a failure, though the other rows are booked. */
export function responseStatus(outcome: Outcome): Readonly<Record<string, unknown>> {
  const isSuccess = outcome.faults.length === 0;
  return {
    ...(isSuccess ? {} : { ErrorCode: 500 }),
    IsSuccess: isSuccess,
    Errors: outcome.faults.map(({ field, message, row }) => ({ FieldName: field === '' ? null : field, Message: message, DIndex: row })),
    SuccessEntitys: outcome.done,
    SuccessMessages: [],
    MsgCode: isSuccess ? 0 : outcome.msgCode,
  };
}

export const failed = (message: string, msgCode: number): Outcome => ({ done: [], faults: [{ field: '', message, row: 0 }], msgCode });
