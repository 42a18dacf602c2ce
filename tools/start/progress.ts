/** Tells somebody who waits what is being done, what came of it and how long it took. */
export interface Progress {
  readonly step: <Result>(title: string, work: () => Promise<Result>, outcome?: (result: Result) => string) => Promise<Result>;
  readonly note: (text: string) => void;
}

export function printProgress(write: (text: string) => void = (text) => process.stdout.write(text)): Progress {
  return {
    note: (text) => write(`  ${text}\n`),
    step: async (title, work, outcome) => {
      const began = performance.now();
      write(`… ${title}\n`);
      const beat = setInterval(() => write(`… ${title}: still at it, ${secondsSince(began)}\n`), 15_000);
      try {
        const result = await work();
        const detail = outcome?.(result) ?? '';
        write(`✓ ${title}${detail === '' ? '' : `: ${detail}`} (${secondsSince(began)})\n`);
        return result;
      } catch (error) {
        write(`✗ ${title} (${secondsSince(began)})\n`);
        throw error;
      } finally {
        clearInterval(beat);
      }
    },
  };
}

export const silentProgress: Progress = { note: () => undefined, step: (_title, work) => work() };

function secondsSince(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
