import type { Tx } from '@orderloom/outbox';

/** Several writes as one statement: a round trip each would cost more than the rows. Parts without rows are left out. */
export interface OneStatement {
  /** `text` gets a placeholder for each value. A part that is `guarded` must touch exactly so many rows. */
  part(name: string, rows: number, text: (at: (value: unknown) => string) => string, guarded?: () => Error): void;
  run(tx: Tx): Promise<void>;
}

export function oneStatement(): OneStatement {
  const values: unknown[] = [];
  const parts: string[] = [];
  const guards: { readonly name: string; readonly rows: number; readonly broken: () => Error }[] = [];
  const at = (value: unknown): string => `$${values.push(value)}`;
  return {
    part: (name, rows, text, guarded) => {
      if (rows === 0) return;
      parts.push(`${name} as (${text(at)}${guarded === undefined ? '' : ' returning 1'})`);
      if (guarded !== undefined) guards.push({ name, rows, broken: guarded });
    },
    run: async (tx) => {
      if (parts.length === 0) return;
      const counts = guards.map(({ name }) => `(select count(*)::int from ${name}) as ${name}`);
      const text = `with ${parts.join(',\n')} select ${counts.length === 0 ? '1' : counts.join(', ')}`;
      const { rows } = await tx.query<Record<string, number>>(text, values);
      for (const guard of guards) if (rows[0]?.[guard.name] !== guard.rows) throw guard.broken();
    },
  };
}
