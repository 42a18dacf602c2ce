import type { ClaimAnswers, StoredAnswer } from '../application/ports.ts';

/** Answers of claims by their idempotency key. */
export const claimAnswers: ClaimAnswers = {
  read: async (tx, kind, claimIds) => {
    const { rows } = await tx.query<{ claim_id: string; body_hash: string; answer: unknown }>(
      'select claim_id, body_hash, answer from claim_answer where kind = $1 and claim_id = any($2)',
      [kind, claimIds],
    );
    return new Map(rows.map((row): [string, StoredAnswer] => [row.claim_id, { bodyHash: row.body_hash, answer: row.answer }]));
  },
  write: async (tx, kind, answers, now) => {
    if (answers.length === 0) return;
    await tx.query(
      `insert into claim_answer (kind, claim_id, body_hash, answer, answered_at)
       select $1, a.claim_id, a.body_hash, a.answer::jsonb, $5 from unnest($2::text[], $3::text[], $4::text[]) as a (claim_id, body_hash, answer)`,
      [
        kind,
        answers.map((answer) => answer.claimId),
        answers.map((answer) => answer.bodyHash),
        answers.map((answer) => JSON.stringify(answer.answer)),
        now,
      ],
    );
  },
};
