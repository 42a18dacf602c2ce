import type { CommandAnswers } from '../application/ports.ts';

/** Answers of commands by their idempotency key. */
export const commandAnswers: CommandAnswers = {
  read: async (tx, key) => {
    // Two calls with one key at once: the second one waits and then finds the answer of the first.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    const { rows } = await tx.query<{ body_hash: string; answer: unknown }>(
      'select body_hash, answer from command_answer where idempotency_key = $1',
      [key],
    );
    const row = rows[0];
    return row === undefined ? undefined : { bodyHash: row.body_hash, answer: row.answer };
  },
  write: async (tx, { key, bodyHash, answer, now }) => {
    await tx.query('insert into command_answer (idempotency_key, body_hash, answer, answered_at) values ($1, $2, $3, $4)', [
      key,
      bodyHash,
      JSON.stringify(answer),
      now,
    ]);
  },
};
