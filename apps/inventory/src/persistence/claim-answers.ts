import type { ClaimAnswers } from '../application/ports.ts';

/** Read only: written until release 0080 of the tables, and gone with the release after. */
export const claimAnswers: ClaimAnswers = {
  granted: async (tx, claims) => {
    const { rows } = await tx.query<{ key: string }>(
      `select a.kind || ' ' || a.claim_id as key from unnest($1::text[], $2::text[]) as c (kind, claim_id) join claim_answer a using (kind, claim_id)`,
      [claims.map((claim) => claim.kind), claims.map((claim) => claim.claimId)],
    );
    return new Set(rows.map((row) => row.key));
  },
};
