import type { Outbox, Tx } from '@orderloom/outbox';

import type { NewRaw, RawArchive } from '@orderloom/raw-archive';
import type { Logger } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { alarm } from './alarm.ts';
import type { CommandOutcome, Exchange, ShopChannel } from './ports.ts';

/** What the senders of outside commands share: the row stands before the call, and an unknown outcome is looked up before a repeat. */
export interface OutsideDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly channels: ReadonlyMap<string, ShopChannel>;
  readonly log: Logger;
  readonly now: () => Date;
}

export interface Sender {
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

const IDLE_MS = 1_000;

/** Takes what is due, several at a time, until nothing is; then waits for the bell. */
export function createSender<Item>(options: {
  readonly name: string;
  readonly log: Logger;
  readonly claim: () => Promise<readonly Item[]>;
  readonly handle: (item: Item) => Promise<void>;
}): Sender {
  const bell = alarm();
  let stopped = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      let items: readonly Item[] = [];
      try {
        items = await options.claim();
      } catch (error) {
        options.log.warn({ sender: options.name, err: error }, 'claim failed');
      }
      await Promise.all(
        items.map((item) =>
          options.handle(item).catch((error: unknown) => options.log.error({ sender: options.name, err: error }, 'send failed')),
        ),
      );
      if (items.length === 0 && !stopped) await bell.wait(IDLE_MS);
    }
  };
  return {
    wake: bell.ring,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      bell.ring();
      await running;
    },
  };
}

/** An unknown outcome becomes `done` when the platform shows the deed; when it does not, the command is sent (again). */
export async function sendOnce(command: {
  readonly unknown: boolean;
  readonly look: () => Promise<boolean>;
  readonly send: () => Promise<CommandOutcome>;
}): Promise<CommandOutcome | { readonly kind: 'found' }> {
  if (command.unknown && (await command.look())) return { kind: 'found' };
  const outcome = await command.send();
  // Refused because it was done before (an answer that was lost, or somebody did it by hand): that is done.
  if (outcome.kind === 'refused' && (await command.look().catch(() => false))) return { kind: 'found' };
  return outcome;
}

/** Saves both bodies of each call in one statement; answers with the ids of the answers. */
export async function saveExchanges(
  tx: Tx,
  deps: Pick<OutsideDeps, 'archive'>,
  system: string,
  subject: string,
  exchanges: readonly Exchange[],
): Promise<readonly string[]> {
  const saved = exchanges.map((exchange) => ({ exchange, id: uuidv7() }));
  await deps.archive.save(
    tx,
    saved.flatMap(({ exchange, id }): NewRaw[] => {
      const common = { system, operation: exchange.operation, contentType: 'application/json', receivedAt: exchange.at, subject };
      return [
        { ...common, direction: 'OUT', body: exchange.request },
        { ...common, id, direction: 'ANSWER', body: exchange.answer },
      ];
    }),
  );
  return saved.map(({ id }) => id);
}

/** As `saveExchanges`, for one call. */
export async function saveExchange(tx: Tx, deps: OutsideDeps, system: string, subject: string, exchange: Exchange): Promise<string> {
  const [id = ''] = await saveExchanges(tx, deps, system, subject, [exchange]);
  return id;
}

export function backOff(attempts: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(300_000, 500 * 2 ** Math.min(attempts, 10)));
}
