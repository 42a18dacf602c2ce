import { z } from 'zod';

export const heard = z.object({
  endpoint: z.string(),
  id: z.string(),
  type: z.string(),
  /** What its order is kept by: the order, the product, or the thing itself. */
  about: z.string(),
  at: z.number(),
});
export type Heard = z.infer<typeof heard>;

const said = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

export function readBody(endpoint: string, id: string, body: unknown): Heard {
  const { type, data } = said.parse(body);
  const about = ['orderId', 'sku', 'workItemId', 'platformOrderNo'].map((name) => data[name]).find((value) => typeof value === 'string');
  return { endpoint, id, type, about: typeof about === 'string' ? about : '', at: Date.now() };
}

const LATEST = 50;

/** One address of the partner's shop system, and what came there. */
export class Hook {
  secrets: readonly string[] = [];
  readonly #times = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  #latest: readonly Heard[] = [];

  /** False for one that was had before. */
  hear(one: Heard): boolean {
    const times = this.#times.get(one.id) ?? 0;
    this.#times.set(one.id, times + 1);
    this.#latest = [one, ...this.#latest].slice(0, LATEST);
    return times === 0;
  }

  refuse(reason: string): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }

  summary(): unknown {
    const times = [...this.#times.values()];
    return {
      events: times.length,
      calls: times.reduce((sum, one) => sum + one, 0),
      refused: Object.fromEntries(this.#refused),
      secrets: this.secrets.length,
      latest: this.#latest,
    };
  }
}
