import { Worker } from 'node:worker_threads';
import type { Shop } from '../application/ports.ts';
import type { WokenWork } from '../application/stores.ts';
import type { DoorGiven, FromDoor, Heard, PushCount, ToDoor } from './door-words.ts';
import { createUnheard } from './unheard.ts';

export interface Door {
  readonly port: number;
  /** What it has said before is told now. */
  hear(ears: DoorEars): void;
  /** From now on the shop's pushes are verified with these. */
  renew(shopId: string, credentials: Shop['credentials']): void;
  /** Stops listening, lets pushes in hand be saved, then ends. */
  stop(): Promise<void>;
}

export interface DoorEars {
  readonly onWoken: (work: readonly WokenWork[]) => void;
  readonly onMissed: (shopIds: ReadonlySet<string>) => void;
  readonly onLost: (shopId: string) => void;
  readonly onTold: () => void;
  readonly onCounted: (pushes: readonly PushCount[]) => void;
}

/** The front door's thread, reading its modules. */
export interface StartedDoor {
  open(given: DoorGiven): Promise<Door>;
}

/**
 * The front door as a thread of its own: a push is verified, saved and acknowledged however much there is to interpret, since
 * the machine shares its cores out among threads and this one needs little (ADR 0082). Started before anything else is, it reads its
 * modules while the main thread reads its own.
 */
export function startDoor(): StartedDoor {
  const worker = new Worker(new URL('door-thread.ts', import.meta.url), { name: 'front door' });
  const say = (word: ToDoor): void => worker.postMessage(word);
  let isStopping = false;
  let cause: unknown;
  worker.on('error', (error) => (cause = error));
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  // A service without its front door is none: it ends, and is started anew.
  worker.once('exit', (code) => {
    if (!isStopping) throw new Error(`the front door's thread ended with ${code}`, { cause });
  });
  return {
    open: async (given) => {
      let ears: DoorEars | undefined;
      const unheard = createUnheard();
      const port = await new Promise<number>((resolve, reject) => {
        worker.once('error', reject);
        worker.on('message', (word: FromDoor) => {
          if (word.kind === 'open') resolve(word.port);
          else if (ears === undefined) unheard.note(word);
          else tell(word, ears);
        });
        say({ kind: 'given', given });
      });
      return {
        port,
        renew: (shopId, credentials) => say({ kind: 'renew', shopId, credentials }),
        hear: (given) => {
          ears = given;
          for (const word of unheard.take()) tell(word, given);
        },
        stop: async () => {
          isStopping = true;
          say({ kind: 'stop' });
          await ended;
        },
      };
    },
  };
}

function tell(word: Heard, ears: DoorEars): void {
  switch (word.kind) {
    case 'woken':
      return ears.onWoken(word.work);
    case 'missed':
      return ears.onMissed(word.shopIds);
    case 'lost':
      return ears.onLost(word.shopId);
    case 'told':
      return ears.onTold();
    case 'counted':
      return ears.onCounted(word.pushes);
  }
}
