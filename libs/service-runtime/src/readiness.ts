/** Checks that must pass before a service takes traffic; a drain makes it not ready for good. */
export interface Readiness {
  check(name: string, probe: () => Promise<unknown>): void;
  report(): Promise<ReadinessReport>;
  drain(): void;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

const PROBE_DEADLINE_MS = 2_000;

export function createReadiness(): Readiness {
  const probes = new Map<string, () => Promise<unknown>>();
  let draining = false;
  return {
    check: (name, probe) => void probes.set(name, probe),
    drain: () => {
      draining = true;
    },
    report: async () => {
      const results = await Promise.all([...probes].map(async ([name, probe]) => [name, await outcome(probe)] as const));
      const checks = Object.fromEntries(draining ? [...results, ['drain', 'stopping']] : results);
      return { ready: Object.values(checks).every((result) => result === 'ok'), checks };
    },
  };
}

async function outcome(probe: () => Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), PROBE_DEADLINE_MS);
    });
    await Promise.race([probe(), late]);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 120) : 'failed';
  } finally {
    clearTimeout(timer);
  }
}
