import type { Outbox, Tx } from '@orderloom/outbox';

import type { NewRaw, RawArchive } from '@orderloom/raw-archive';
import type { Logger } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
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

export interface OutsideCommand {
  /** An earlier call may have been heard. */
  readonly unknown: boolean;
  readonly attempts: number;
  readonly look: () => Promise<boolean>;
  readonly send: () => Promise<CommandOutcome>;
}

export type End =
  | { readonly kind: 'done'; readonly exchange: Exchange | undefined }
  | { readonly kind: 'refused'; readonly words: string; readonly exchange: Exchange }
  | { readonly kind: 'again'; readonly unknown: boolean; readonly dueAt: Date };

/** An unknown outcome becomes `done` when the platform shows the deed; when it does not, the command is sent (again). */
export async function endOf(
  deps: Pick<OutsideDeps, 'log' | 'now'>,
  command: OutsideCommand,
  about: Readonly<Record<string, string>>,
): Promise<End> {
  let unknown = command.unknown;
  try {
    const outcome = await sendOnce({
      ...command,
      send: () => {
        unknown = true;
        return command.send();
      },
    });
    switch (outcome.kind) {
      case 'found':
        return { kind: 'done', exchange: undefined };
      case 'done':
      case 'refused':
        return outcome;
      case 'later':
        unknown = false;
        break;
      case 'unknown':
        unknown = true;
        break;
    }
  } catch (error) {
    deps.log.warn({ ...about, err: error }, 'outside command not looked up');
  }
  return { kind: 'again', unknown, dueAt: backOff(command.attempts, deps.now()) };
}

async function sendOnce(command: OutsideCommand): Promise<CommandOutcome | { readonly kind: 'found' }> {
  if (command.unknown && (await command.look())) return { kind: 'found' };
  const outcome = await command.send();
  // Refused because it was done before (an answer that was lost, or somebody did it by hand): that is done.
  if (outcome.kind === 'refused' && (await command.look().catch(() => false))) return { kind: 'found' };
  return outcome;
}

export interface Heard {
  readonly system: string;
  readonly subject: string;
  readonly exchange: Exchange;
}

/** Saves both bodies of each call in one statement; answers with the ids of the answers. */
export async function saveExchanges(tx: Tx, deps: Pick<OutsideDeps, 'archive'>, heard: readonly Heard[]): Promise<readonly string[]> {
  const saved = heard.map((one) => ({ ...one, id: uuidv7() }));
  await deps.archive.save(
    tx,
    saved.flatMap(({ system, subject, exchange, id }): NewRaw[] => {
      const common = { system, operation: exchange.operation, contentType: 'application/json', receivedAt: exchange.at, subject };
      return [
        { ...common, direction: 'OUT', body: exchange.request },
        { ...common, id, direction: 'ANSWER', body: exchange.answer },
      ];
    }),
  );
  return saved.map(({ id }) => id);
}

function backOff(attempts: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(300_000, 500 * 2 ** Math.min(attempts, 10)));
}
