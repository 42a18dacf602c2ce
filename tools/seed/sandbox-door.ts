import { z } from 'zod';
import { Problem } from '../start/problem.ts';
import type { PastOrder } from './history.ts';

const stateShape = z.object({
  speed: z.number(),
  ledger: z.object({ size: z.number() }),
  scenario: z.object({ running: z.boolean() }),
  products: z.array(z.object({ sku: z.string() })),
});

const placedShape = z.object({ orders: z.array(z.string()) });

export type SandboxState = z.infer<typeof stateShape>;

/** The part of the sandbox's control door that a history needs. */
export interface SandboxDoor {
  readonly isOpen: () => Promise<boolean>;
  readonly state: () => Promise<SandboxState>;
  /** Answers with the platform's number. */
  readonly place: (order: PastOrder) => Promise<string>;
  /** The buyer wants the money back before anything was sent, and the platform agrees at once. */
  readonly takeBack: (orderNo: string) => Promise<void>;
  readonly setSpeed: (speed: number) => Promise<void>;
}

export function sandboxDoor(url: string): SandboxDoor {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/control${path}`, {
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Problem({
      what: 'the sandbox refused',
      why: `${path} answered ${answer.status} ${text.slice(0, 300)}`,
      remedy: 'read the log of the sandbox',
    });
  };
  return {
    isOpen: () =>
      ask('/state').then(
        () => true,
        () => false,
      ),
    state: async () => stateShape.parse(await ask('/state')),
    place: async (order) => {
      const [placed = ''] = placedShape.parse(await ask('/orders', order)).orders;
      return placed;
    },
    takeBack: async (orderNo) => {
      await ask(`/orders/${orderNo}/refund`, { instant: true });
    },
    setSpeed: async (speed) => {
      await ask('/speed', { speed });
    },
  };
}
