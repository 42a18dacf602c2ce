import { replayQuarantine, type ReplayDeps } from './replay-quarantine.ts';

export interface ReplayReport {
  readonly released: number;
  readonly held: number;
  readonly running: boolean;
}

/** A screen's request is given up after three seconds. */
const PATIENCE_MS = 1_800;

/** Replays, and answers before the caller loses patience: a big quarantine goes on in the background, and what is held tells how far it is. */
export async function replayInTime(
  deps: ReplayDeps,
  filter: { readonly ids?: readonly string[]; readonly shopIds?: readonly string[] },
  onFailure: (error: unknown) => void,
): Promise<ReplayReport> {
  const before = await countOpen(deps, filter);
  const work = replayQuarantine(deps, filter).then((report) => ({ ...report, running: false }));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, undefined)));
  const report = await Promise.race([work, late]).finally(() => clearTimeout(timer));
  if (report !== undefined) return report;
  work.catch(onFailure);
  const held = await countOpen(deps, filter);
  return { released: Math.max(0, before - held), held, running: true };
}

async function countOpen(deps: ReplayDeps, filter: Parameters<ReplayDeps['quarantine']['open']>[0]): Promise<number> {
  return (await deps.quarantine.open(filter)).length;
}
