import { json } from '../../core/http.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { isObject } from '../../core/big-json.ts';
import type { SandboxReply } from '../../core/system.ts';

/** errcode 0, or what the platform says no with. */
export type Outcome = JsonObject;

export function ok(fields: JsonObject = {}): Outcome {
  return { errcode: 0, errmsg: 'ok', ...fields };
}

export function no(errcode: number, errmsg: string): Outcome {
  return { errcode, errmsg };
}

export const BUSY = no(-1, 'system error');
export const BAD_ARGUMENT = no(40097, 'invalid args');

export function reply(outcome: Outcome): SandboxReply {
  return json(outcome);
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `{start_time, end_time}` in unix seconds. */
export function readRange(value: Json | undefined): Range | null {
  if (!isObject(value)) return null;
  const from = Number(value['start_time'] ?? Number.NaN);
  const to = Number(value['end_time'] ?? Number.NaN);
  return Number.isInteger(from) && Number.isInteger(to) && from <= to ? { from, to } : null;
}
