import { z } from 'zod';

const yes = z.union([z.boolean(), z.string().transform((text) => text.toLowerCase() === 'true')]);

const status = z.object({
  IsSuccess: yes,
  MsgCode: z.coerce.number().default(0),
  ErrorCode: z.union([z.number(), z.string()]).optional(),
  Errors: z.array(z.object({ FieldName: z.string().nullish(), Message: z.string(), DIndex: z.coerce.number().default(0) })).nullish(),
  SuccessEntitys: z
    .array(z.object({ Id: z.union([z.number(), z.string()]), Number: z.coerce.string(), DIndex: z.coerce.number().default(0) }))
    .nullish(),
});

const saved = z.object({ Result: z.object({ ResponseStatus: status }) });

export interface RowOutcome {
  readonly number: string | undefined;
  readonly error: string | undefined;
}

/** What the ERP did with each document of a BatchSave. Business failures arrive with HTTP 200. */
export type SaveOutcome =
  | { readonly kind: 'ANSWERED'; readonly rows: readonly RowOutcome[] }
  /** Nothing was done: the session is gone, or somebody else holds the lock, or too many calls. */
  | { readonly kind: 'TRY_AGAIN'; readonly sessionLost: boolean; readonly reason: string }
  | { readonly kind: 'UNREADABLE'; readonly reason: string };

const TRY_AGAIN = new Set([1, 13, 14]);
/** The ERP's own exceptions and its database's: they say nothing about the documents, nor whether they were booked. */
const SYSTEM_FAULT = new Set([4, 6]);

export function readSaved(body: Buffer, documents: number): SaveOutcome {
  const text = body.toString('utf8');
  if (/会话信息已丢失/.test(text)) return { kind: 'TRY_AGAIN', sessionLost: true, reason: 'session lost' };
  const parsed = saved.safeParse(parseJson(text));
  if (!parsed.success)
    return { kind: 'UNREADABLE', reason: text.startsWith('response_error:') ? text.slice(0, 200) : 'not an answer to Save' };
  const answer = parsed.data.Result.ResponseStatus;
  const rows: RowOutcome[] = Array.from({ length: documents }, () => ({ number: undefined, error: undefined }));
  for (const entity of answer.SuccessEntitys ?? []) rows[entity.DIndex] = { number: entity.Number, error: undefined };
  const nothingSaved = !answer.IsSuccess && (answer.SuccessEntitys ?? []).length === 0;
  if (nothingSaved && SYSTEM_FAULT.has(answer.MsgCode)) return { kind: 'UNREADABLE', reason: `MsgCode ${answer.MsgCode}` };
  if (nothingSaved && TRY_AGAIN.has(answer.MsgCode)) {
    return { kind: 'TRY_AGAIN', sessionLost: answer.MsgCode === 1, reason: answer.Errors?.[0]?.Message ?? `MsgCode ${answer.MsgCode}` };
  }
  for (const fault of answer.Errors ?? []) {
    const row = rows[fault.DIndex];
    if (row?.number === undefined)
      rows[fault.DIndex] = { number: undefined, error: [row?.error, fault.Message].filter(Boolean).join('; ') };
  }
  return { kind: 'ANSWERED', rows };
}

/** The numbers that ExecuteBillQuery found, from its bare table. Undefined when the answer is an error. */
export function readFound(body: Buffer): ReadonlySet<string> | undefined {
  const parsed = z.array(z.array(z.unknown())).safeParse(parseJson(body.toString('utf8')));
  if (!parsed.success || parsed.data.some((row) => typeof row[0] === 'object')) return undefined;
  return new Set(parsed.data.map((row) => String(row[0])));
}

export function readLogin(body: Buffer): { readonly ok: boolean; readonly message: string } {
  const parsed = z
    .object({ LoginResultType: z.coerce.number(), Message: z.string().nullish() })
    .safeParse(parseJson(body.toString('utf8')));
  if (!parsed.success) return { ok: false, message: 'not an answer to a login' };
  return { ok: parsed.data.LoginResultType === 1, message: parsed.data.Message ?? '' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
