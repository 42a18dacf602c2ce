import { DomainError } from '@orderloom/domain-kernel';
import type { Tx } from './ports.ts';

/** The same key was used for something else. */
export class KeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

interface Key {
  readonly key: string;
  readonly command: string;
  readonly body: string;
  readonly now: Date;
}

/** Takes a key for a command, or answers with what was answered before; a second call with the key waits for the first one's transaction. */
export async function takeAnswer(tx: Pick<Tx, 'query'>, { key, command, body, now }: Key): Promise<string | undefined> {
  const inserted = await tx.query(
    `insert into answered_command (idempotency_key, command, body, answer, answered_at) values ($1, $2, $3, '', $4) on conflict do nothing`,
    [key, command, body, now],
  );
  if (inserted.rowCount === 1) return undefined;
  const { rows } = await tx.query<{ body: string; command: string; answer: string }>(
    'select body, command, answer from answered_command where idempotency_key = $1',
    [key],
  );
  const [known] = rows;
  if (known === undefined || known.body !== body || known.command !== command) throw new KeyReused('This key was used for something else.');
  return known.answer;
}

export async function storeAnswer(tx: Pick<Tx, 'query'>, key: string, answer: string): Promise<void> {
  await tx.query('update answered_command set answer = $2 where idempotency_key = $1', [key, answer]);
}
