import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SandboxContext } from '../../core/system.ts';

const recordSchema = z.object({ t: z.literal('sent'), mark: z.string(), at: z.number() });

/** What arrived on people's screens. The same words to the same person twice are a double. */
export class Deliveries {
  readonly #context: SandboxContext;
  readonly #times = new Map<string, number[]>();

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  add(door: 'robot' | 'app', to: string, msgtype: string, content: unknown): void {
    const mark = markOf(door, to, msgtype, content);
    const at = Date.now();
    this.#keep(mark, at);
    this.#context.journal.write('wecom', { t: 'sent', mark, at });
    this.#context.ledger.append('message', 'wecom', to, { door, msgtype, mark, content });
  }

  /** Unix milliseconds of the last delivery of these words to this person. */
  lastOf(to: string, msgtype: string, content: unknown): number | undefined {
    return this.#times.get(markOf('app', to, msgtype, content))?.at(-1);
  }

  restore(record: unknown): void {
    const read = recordSchema.safeParse(record);
    if (read.success) this.#keep(read.data.mark, read.data.at);
  }

  reset(): void {
    this.#times.clear();
  }

  summary(): { readonly delivered: number; readonly doubles: readonly string[] } {
    const counts = [...this.#times];
    return {
      delivered: counts.reduce((sum, [, times]) => sum + times.length, 0),
      doubles: counts.filter(([, times]) => times.length > 1).map(([mark]) => mark),
    };
  }

  #keep(mark: string, at: number): void {
    const times = this.#times.get(mark) ?? [];
    times.push(at);
    this.#times.set(mark, times);
  }
}

const markOf = (door: string, to: string, msgtype: string, content: unknown): string =>
  createHash('sha256')
    .update([door, to, msgtype, JSON.stringify(content)].join('\n'))
    .digest('hex')
    .slice(0, 32);
