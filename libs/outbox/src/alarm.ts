/** A wake-up call that is not lost when it rings before somebody waits. */
export interface Alarm {
  readonly ring: () => void;
  /** Resolves when it rings, with true, or when the time is over. */
  readonly wait: (milliseconds: number) => Promise<boolean>;
}

export function alarm(): Alarm {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          const wasRung = rung;
          rung = false;
          wake = undefined;
          resolve(wasRung);
        };
        const timer = setTimeout(finish, milliseconds);
        wake = finish;
        if (rung) finish();
      }),
  };
}
