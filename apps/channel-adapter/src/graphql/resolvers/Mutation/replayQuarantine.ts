import { inTransaction } from '@orderloom/outbox';
import { auditEvent } from '../../../application/audit.ts';
import { heldOf, mappingName } from '../../../application/mapping-samples.ts';
import { replayInTime } from '../../../application/replay-in-time.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

export async function replayQuarantine(
  _root: unknown,
  { ids, system }: { readonly ids?: readonly string[] | null; readonly system?: string | null },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const { pool, outbox, now, log } = context.replay;
  const wanted = system == null ? ids : (await heldOf(context.replay, mappingName(system))).map((entry) => entry.id);
  const filter = wanted == null ? {} : { ids: wanted };
  const act = { actor: context.viewer.account, actorKind: 'PERSON' as const, deed: 'replay-quarantine', subjectKind: 'quarantine' };
  const held = (await context.replay.quarantine.open(filter)).length;
  const details = { held: String(held), ...(system == null ? {} : { system }) };
  // Before the work, which takes many transactions and may outlive this request: nothing is replayed that nobody is known to have asked for.
  await inTransaction(pool, (tx) => outbox.append(tx, [auditEvent({ ...act, subjectId: wanted?.[0] ?? 'all', details, now: now() })]));
  const report = await replayInTime(context.replay, filter, (err) => log.error({ err }, 'replay failed'));
  return { __typename: 'QuarantineReplayed', ...report };
}
