import type { BulkAnswer } from '../application/do-bulk-deeds.ts';
import type { BulkAnswers } from '../application/ports.ts';

/** Answers of bulk rows; they stand beside those of single commands, so that a key is used once in all. */
export const bulkAnswers: BulkAnswers = {
  read: async (tx, keys) => {
    // A row that is asked again while its first asking is at work waits for it.
    await tx.query('select pg_advisory_xact_lock(hashtextextended(key, 0)) from (select unnest($1::text[]) as key order by 1) keys', [
      keys,
    ]);
    const { rows } = await tx.query<{ idempotency_key: string; answer: BulkAnswer }>(
      'select idempotency_key, answer from command_answer where idempotency_key = any($1)',
      [keys],
    );
    return new Map(rows.map((row) => [row.idempotency_key, row.answer]));
  },
  write: async (tx, answers, now) => {
    if (answers.length === 0) return;
    await tx.query(
      `insert into command_answer (idempotency_key, body_hash, answer, answered_at)
       select key, body, answer, $4 from unnest($1::text[], $2::text[], $3::jsonb[]) as t (key, body, answer)`,
      [answers.map(({ key }) => key), answers.map(({ body }) => body), answers.map(({ answer }) => JSON.stringify(answer)), now],
    );
  },
};
