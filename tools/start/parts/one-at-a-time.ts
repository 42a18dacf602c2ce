import { lockDataDir, type DataLock } from '../processes/lock.ts';
import { Problem } from '../problem.ts';
import { waitUntil } from '../wait.ts';

const longestMs = 600_000;

/** Does work that two commands must not do at once, waiting for the other one. The lock of a killed one is taken over. */
export async function oneAtATime<Result>(folder: string, work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  let lock: DataLock | undefined;
  const taken = await waitUntil(
    async () => {
      lock = await lockDataDir(folder).catch((error: unknown) => {
        if (error instanceof Problem) return undefined;
        throw error;
      });
      return lock !== undefined;
    },
    { deadlineMs: longestMs, everyMs: 500, signal },
  );
  if (!taken)
    throw new Problem({
      what: 'another command holds the lock',
      why: `${folder} was not free for 10 minutes`,
      remedy: 'end the other command',
    });
  try {
    return await work();
  } finally {
    lock?.release();
  }
}
