import { inTransaction, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import {
  initialValues,
  problemOf,
  thresholdDefinitions,
  type ThresholdKind,
  type ThresholdProblem,
  type ThresholdValues,
} from '../domain/threshold-definitions.ts';
import type { TowerStore } from './ports.ts';
import { recordAct, type ActDeps } from './record-act.ts';

export interface Publishing {
  readonly kind: ThresholdKind;
  readonly basedOn: number;
  readonly note: string;
  readonly account: string;
  /** Values to change, or the version whose values come back. */
  readonly change: { readonly values: ThresholdValues } | { readonly restore: number };
}

export type Published =
  | { readonly outcome: 'PUBLISHED'; readonly version: number; readonly previous: number }
  | { readonly outcome: 'CHANGED'; readonly current: number }
  | { readonly outcome: 'UNCHANGED' }
  | {
      readonly outcome: 'REFUSED';
      readonly problem: ThresholdProblem | { readonly code: 'NOTE_MISSING' | 'VERSION_UNKNOWN'; readonly key?: undefined };
    };

const LONGEST_NOTE = 200;

type Versions = Pick<TowerStore, 'appendAudit' | 'addVersion' | 'lockVersions' | 'readVersions'>;

/** Publishes a new version of thresholds, with its entry in the audit log. */
export function publishThresholds(
  deps: ActDeps & { readonly pool: Pool; readonly store: Versions },
  asked: Publishing,
): Promise<Published> {
  const note = asked.note.trim();
  if (note === '' || note.length > LONGEST_NOTE) return Promise.resolve({ outcome: 'REFUSED', problem: { code: 'NOTE_MISSING' } });
  return inTransaction(deps.pool, async (tx) => {
    await deps.store.lockVersions(tx, asked.kind);
    const [current] = await deps.store.readVersions(tx, { kind: asked.kind, limit: 1 });
    const version = current?.version ?? 0;
    if (version !== asked.basedOn) return { outcome: 'CHANGED', current: version };
    const before = { ...initialValues(asked.kind), ...current?.thresholds };
    const values = await wantedValues(deps.store, tx, asked, before);
    if (values === undefined) return { outcome: 'REFUSED', problem: { code: 'VERSION_UNKNOWN' } };
    const problem = problemOf(asked.kind, values);
    if (problem !== undefined) return { outcome: 'REFUSED', problem };
    const changed = thresholdDefinitions[asked.kind].filter(({ key }) => values[key] !== before[key]);
    if (changed.length === 0) return { outcome: 'UNCHANGED' };
    const now = deps.now();
    const restores = 'restore' in asked.change ? asked.change.restore : null;
    await deps.store.addVersion(tx, { kind: asked.kind, version: version + 1, values, by: asked.account, note, restores, now });
    await recordAct(deps, tx, {
      actor: asked.account,
      deed: restores === null ? 'thresholds.publish' : 'thresholds.restore',
      subjectKind: 'thresholds',
      subjectId: asked.kind,
      details: {
        reason: note,
        version: String(version + 1),
        ...(restores === null ? {} : { restores: String(restores) }),
        ...Object.fromEntries(changed.map(({ key }) => [`before.${key}`, String(before[key])])),
        ...Object.fromEntries(changed.map(({ key }) => [`after.${key}`, String(values[key])])),
      },
    });
    return { outcome: 'PUBLISHED', version: version + 1, previous: version };
  });
}

async function wantedValues(store: Versions, tx: Tx, asked: Publishing, before: ThresholdValues): Promise<ThresholdValues | undefined> {
  if ('values' in asked.change) return { ...before, ...asked.change.values };
  const [older] = await store.readVersions(tx, { kind: asked.kind, version: asked.change.restore, limit: 1 });
  return older && { ...initialValues(asked.kind), ...older.thresholds };
}
