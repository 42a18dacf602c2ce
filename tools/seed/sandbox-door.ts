import { z } from 'zod';
import { Problem } from '../start/problem.ts';
import type { PastOrder } from './history.ts';

const stateShape = z.object({
  speed: z.number(),
  ledger: z.object({ size: z.number() }),
  scenario: z.object({ running: z.boolean() }),
  products: z.array(z.object({ sku: z.string() })),
});

export type SandboxState = z.infer<typeof stateShape>;

/** The part of the sandbox's control door that a history needs. */
export interface SandboxDoor {
  readonly isOpen: () => Promise<boolean>;
  readonly state: () => Promise<SandboxState>;
  readonly place: (order: PastOrder) => Promise<void>;
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
      await ask('/orders', order);
    },
    setSpeed: async (speed) => {
      await ask('/speed', { speed });
    },
  };
}
