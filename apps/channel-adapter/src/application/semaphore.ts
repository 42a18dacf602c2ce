/** Lets only so many pieces of work run at once; the others wait in line. */
export function semaphore(places: number): { run<T>(work: () => Promise<T>): Promise<T> } {
  let free = places;
  const queue: (() => void)[] = [];
  return {
    run: async (work) => {
      if (free === 0) await new Promise<void>((resolve) => queue.push(resolve));
      else free -= 1;
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}
