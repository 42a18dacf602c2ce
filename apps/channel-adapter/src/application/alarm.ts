/** A wake-up call that is not lost when it rings before somebody waits. */
export interface Alarm {
  readonly ring: () => void;
  readonly wait: (milliseconds: number) => Promise<void>;
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
          rung = false;
          wake = undefined;
          resolve();
        };
        const timer = setTimeout(finish, milliseconds);
        wake = finish;
        if (rung) finish();
      }),
  };
}
