/** Signals within this time are one Ctrl-C: a terminal and npm both deliver it. */
const oneDeed = 1_500;

/**
 * An abort signal that comes with the first SIGINT, SIGTERM or SIGHUP, or with the death of the parent (npm, bootstrap). A later
 * signal ends the process at once.
 */
export function endOnSignals(say: (text: string) => void): AbortSignal {
  const ending = new AbortController();
  const parent = process.ppid;
  let forcedAfter = Number.POSITIVE_INFINITY;
  const end = (): void => {
    if (Date.now() > forcedAfter) process.exit(130);
    if (!ending.signal.aborted) say('\n… ending everything (Ctrl-C again: at once)\n');
    forcedAfter = Math.min(forcedAfter, Date.now() + oneDeed);
    ending.abort(new Error('ended by a signal'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 1_000);
  watch.unref();
  return ending.signal;
}
