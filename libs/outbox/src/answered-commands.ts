import { createHash } from 'node:crypto';
import { DomainError } from '@orderloom/domain-kernel';
import type { Pool } from 'pg';
import type { Tx } from './transaction.ts';

/** The same key came with another input, or for another command. */
export class IdempotencyKeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

/** The key is empty, longer than 200 characters, or holds control characters. */
export class IdempotencyKeyUnusable extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_UNUSABLE';
}

/** A command as it was asked. Two scopes never meet: the same key of two partners is two keys. */
export interface AskedCommand {
  /** Whose key it is: a partner, an account, or another part of the hub. */
  readonly scope: string;
  readonly key: string;
  /** Which command; one key is for one command only. */
  readonly command: string;
  /** Stands for the input: `printOf(input)`, or a keyed index where the input holds personal data. */
  readonly print: string;
}

/** What is known of a command. `begun`: its first transaction committed, its answer did not. */
export type KnownCommand =
  | { readonly kind: 'new' | 'begun' | 'reused' }
  /** Written by `keepAnswers` in the form of the command's own. */
  | { readonly kind: 'answered'; readonly answer: unknown };

/** An input as text: the same values in any order of fields give the same one; a field that is undefined is no field. */
export function canonicalText(input: unknown): string {
  return (
    JSON.stringify(input, (_name, value: unknown) => {
      if (typeof value === 'bigint') return value.toString();
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}

/** Stands for an input that holds no personal data. */
export function printOf(input: unknown): string {
  return createHash('sha256').update(canonicalText(input)).digest('base64url');
}

/** Refuses a key that cannot be kept. */
export function checkKey(key: string): void {
  if (!/^[^\p{Cc}\p{Cs}]{1,200}$/u.test(key))
    throw new IdempotencyKeyUnusable('An idempotency key has 1 to 200 characters and no control character.');
}

/** Looks commands up, each in its place of the answer. Two calls with one key: the second one waits for the first one's transaction. */
export async function lookUpCommands(tx: Pick<Tx, 'query'>, asked: readonly AskedCommand[]): Promise<readonly KnownCommand[]> {
  if (asked.length === 0) return [];
  const [scopes, keys] = [asked.map((one) => one.scope), asked.map((one) => one.key)];
  await tx.query(
    `select pg_advisory_xact_lock(place) from (
       select distinct hashtextextended(scope || chr(31) || key, 0) as place from unnest($1::text[], $2::text[]) as t (scope, key) order by 1) places`,
    [scopes, keys],
  );
  const { rows } = await tx.query<Row>(
    `select a.scope, a.key, a.command, a.print, a.answer from unnest($1::text[], $2::text[]) as t (scope, key)
       join kept_answer a on a.scope = t.scope and a.key = t.key`,
    [scopes, keys],
  );
  const known = new Map(rows.map((row) => [placeOf(row), row]));
  return asked.map((one): KnownCommand => {
    const row = known.get(placeOf(one));
    if (row === undefined) return { kind: 'new' };
    if (row.command !== one.command || row.print !== one.print) return { kind: 'reused' };
    return row.answer === null ? { kind: 'begun' } : { kind: 'answered', answer: row.answer };
  });
}

/** The same for one command, which is refused when its key was used for something else. */
export async function lookUpCommand(tx: Pick<Tx, 'query'>, asked: AskedCommand): Promise<KnownCommand> {
  checkKey(asked.key);
  const [known = { kind: 'new' } as const] = await lookUpCommands(tx, [asked]);
  if (known.kind === 'reused') throw new IdempotencyKeyReused('The idempotency key was used with another input.');
  return known;
}

/** Keeps answers with the change that they tell of; `null` says that the command has begun. A stored answer never changes. */
export async function keepAnswers(
  tx: Pick<Tx, 'query'>,
  answered: readonly { readonly asked: AskedCommand; readonly answer: unknown }[],
  now: Date,
): Promise<void> {
  if (answered.length === 0) return;
  await tx.query(
    `insert into kept_answer as a (scope, key, command, print, answer, answered_at)
     select scope, key, command, print, nullif(answer, 'null'::jsonb), $6
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[]) as t (scope, key, command, print, answer) order by 1, 2
     on conflict (scope, key) do update set answer = excluded.answer, answered_at = excluded.answered_at where a.answer is null`,
    [
      answered.map(({ asked }) => asked.scope),
      answered.map(({ asked }) => asked.key),
      answered.map(({ asked }) => asked.command),
      answered.map(({ asked }) => asked.print),
      answered.map(({ answer }) => JSON.stringify(answer ?? null)),
      now,
    ],
  );
}

/** Forgets what nobody repeats any more: partners are told 72 hours, a week is kept. */
export async function sweepAnsweredCommands(pool: Pick<Pool, 'query'>): Promise<void> {
  await pool.query("delete from kept_answer where answered_at < now() - interval '7 days'");
}

interface Row {
  readonly scope: string;
  readonly key: string;
  readonly command: string;
  readonly print: string;
  readonly answer: unknown;
}

function placeOf({ scope, key }: Pick<AskedCommand, 'scope' | 'key'>): string {
  return `${scope}\u001f${key}`;
}
