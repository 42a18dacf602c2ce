import { z } from 'zod';

const line = z.object({ at: z.number(), no: z.string(), nth: z.number().int().min(1), answer: z.enum(['acked', 'refused', 'unanswered']) });

/** What the client saw, and nothing else: each of its tries with the answer. */
export interface ClientLog {
  /** Every order that was pushed at all. */
  readonly sent: readonly string[];
  /** Orders whose push was acknowledged: these were promised. */
  readonly acked: readonly string[];
  /** Acknowledged at the first try or at the second. */
  readonly ackedWithOneRetry: number;
  readonly tries: number;
}

/** Reads a log of one JSON text a line. Throws at a line that cannot be read: a checker must not overlook a promise. */
export function readClientLog(text: string): ClientLog {
  const lines = text
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => line.parse(JSON.parse(one)));
  const acks = lines.filter(({ answer }) => answer === 'acked');
  return {
    sent: [...new Set(lines.map(({ no }) => no))],
    acked: [...new Set(acks.map(({ no }) => no))],
    ackedWithOneRetry: new Set(acks.filter(({ nth }) => nth <= 2).map(({ no }) => no)).size,
    tries: lines.length,
  };
}
