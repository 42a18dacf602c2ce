/** Work that is done again and again. */
export interface Repeated {
  /** Does it now rather than after the pause. */
  wake(): void;
  /** Ends after the turn in hand. */
  stop(): Promise<void>;
}

/** Repeats work with a pause between, never two turns at once. A turn that fails is told and tried again after the pause. */
export function repeat(pauseMs: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let stopped = false;
  let rung = false;
  let wake: (() => void) | undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      rung = false;
      await work().catch(onError);
      if (rung) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = run();
  const ring = (): void => {
    rung = true;
    wake?.();
  };
  return {
    wake: ring,
    stop: async () => {
      stopped = true;
      ring();
      await running;
    },
  };
}
