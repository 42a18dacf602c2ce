import { readdirSync, readFileSync } from 'node:fs';

/** CPU of a process in milliseconds, as the scheduler counted it. */
export interface ThreadCpu {
  /** Of the thread that answers requests. */
  readonly main: number;
  /** Of the others: what the engine collects and compiles beside it. */
  readonly others: number;
}

export function cpuOf(pid: number): ThreadCpu {
  let main = 0;
  let others = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const ms = runMs(pid, task);
    if (task === String(pid)) main += ms;
    else others += ms;
  }
  return { main, others };
}

/** What was used since, shared out over so many. */
export function cpuSince(before: ThreadCpu, now: ThreadCpu, shares: number): ThreadCpu {
  return { main: (now.main - before.main) / shares, others: (now.others - before.others) / shares };
}

export function wholeOf({ main, others }: ThreadCpu): number {
  return main + others;
}

// A thread may end between the list and the look.
function runMs(pid: number, task: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
