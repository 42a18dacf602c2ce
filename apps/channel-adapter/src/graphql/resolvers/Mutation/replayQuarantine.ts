import { inTransaction } from '@orderloom/outbox';
import { auditEvent } from '../../../application/audit.ts';
import { replayQuarantine as replay } from '../../../application/replay-quarantine.ts';
import { refusalFor, type ChannelContext } from '../../context.ts';

export async function replayQuarantine(
  _root: unknown,
  { ids }: { readonly ids?: readonly string[] | null },
  context: ChannelContext,
): Promise<object> {
  const refusal = refusalFor(context, 'operations');
  if (refusal !== undefined) return refusal;
  const report = await replay(context.replay, ids == null ? {} : { ids });
  const { pool, outbox, now } = context.replay;
  const details = { released: String(report.released), held: String(report.held) };
  await inTransaction(pool, (tx) =>
    outbox.append(tx, [
      auditEvent({
        actor: context.viewer.account,
        actorKind: 'PERSON',
        deed: 'replay-quarantine',
        subjectKind: 'quarantine',
        subjectId: ids?.[0] ?? 'all',
        details,
        now: now(),
      }),
    ]),
  );
  return { __typename: 'QuarantineReplayed', ...report };
}
