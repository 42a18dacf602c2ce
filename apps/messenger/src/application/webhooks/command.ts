import { inTransaction, keepAnswers, lookUpCommand, printOf, type Tx } from '@orderloom/outbox';
import { WebhookDeedNotAllowed, WebhookEndpointNotFound } from '../../domain/webhooks/errors.ts';
import { webhookAudit } from './audit.ts';
import type { Keeper, KeeperDeps, WebhookEndpoint } from './keeper-ports.ts';

export interface Asked<Input> {
  readonly keeper: Keeper;
  readonly idempotencyKey: string;
  readonly input: Input;
}

/** Runs a command once for its key, with its answer and its line in the audit log in the same transaction. */
export async function once<Input, Answer>(
  deps: KeeperDeps,
  asked: Asked<Input>,
  deed: {
    readonly name: string;
    readonly audited: string;
    readonly run: (tx: Tx) => Promise<{
      readonly answer: Answer;
      readonly endpointId: string;
      readonly details?: Readonly<Record<string, string>>;
    }>;
  },
): Promise<Answer> {
  const { keeper, idempotencyKey, input } = asked;
  if (!keeper.mayAct) throw new WebhookDeedNotAllowed('This account may not do that.');
  const command = { scope: keeper.scope, key: idempotencyKey, command: deed.name, print: printOf(input) };
  return inTransaction(deps.pool, async (tx) => {
    const known = await lookUpCommand(tx, command);
    if (known.kind === 'answered') return known.answer as Answer; // written below with the same shape
    const { answer, endpointId, details } = await deed.run(tx);
    const now = deps.now();
    await keepAnswers(tx, [{ asked: command, answer }], now);
    const act = { actor: keeper.account, actorKind: keeper.account.startsWith('key:') ? ('SYSTEM' as const) : ('PERSON' as const) };
    await deps.outbox.append(tx, [
      webhookAudit({ ...act, deed: deed.audited, endpointId, ...(details === undefined ? {} : { details }), now }),
    ]);
    tx.onCommit(deps.wake);
    return answer;
  });
}

/** The endpoint, locked, when it exists for this keeper. */
export async function ownEndpoint(deps: KeeperDeps, tx: Tx, keeper: Keeper, id: string): Promise<WebhookEndpoint> {
  const endpoint = await deps.endpoints.lock(tx, id, keeper.reach);
  if (endpoint === undefined) throw new WebhookEndpointNotFound('No such endpoint.');
  return endpoint;
}
