import { flushTelemetry } from '@orderloom/telemetry';
import { flushCompileCache } from 'node:module';
import { setPriority } from 'node:os';
import { createLogger, type Logger } from './logger.ts';

/** A composed service. `stop` is called once: readiness false, intake stopped, work in hand finished, everything closed. */
export interface RunningService {
  stop(): Promise<void>;
}

const STOP_DEADLINE_MS = 15_000;
const KEEP_COMPILED_MS = 10_000;
const PARENT_CHECK_MS = 1_000;

/** Who is given the cores first when there are not enough: who answers somebody that waits, or who works behind him. */
export type Standing = 'front' | 'behind';

// Three times the share of the cores for who stands in front (each step is a quarter more); `behind` still gets what nobody else wants.
const BEHIND = 5;

/** Starts a service and ties its life to signals and to the process that started it. */
export async function runService(
  name: string,
  compose: (log: Logger) => Promise<RunningService>,
  standing: Standing = 'behind',
): Promise<void> {
  if (standing === 'behind') stepBehind();
  const log = createLogger(name, process.env['LOG_LEVEL'] ?? 'info');
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  let service: RunningService | undefined;
  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'stopping');
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    await service?.stop().catch((error: unknown) => log.error({ err: error }, 'stop failed'));
    await flushTelemetry();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  if (process.env['HUB_PARENT_PID'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) void stop('the parent process is gone');
    }, PARENT_CHECK_MS).unref();
  }
  try {
    const started = Date.now();
    service = await compose(log);
    log.info({ ms: Date.now() - started }, 'ready');
    // Where NODE_COMPILE_CACHE names a folder: at its end a killed process writes nothing, and it is the killed one that must be back soon.
    setTimeout(flushCompileCache, KEEP_COMPILED_MS).unref();
  } catch (error) {
    log.fatal({ err: error }, 'could not start');
    process.exit(1);
  }
}

// Of this thread and what it starts from now on; a thread that was started before keeps its place.
function stepBehind(): void {
  try {
    setPriority(BEHIND);
  } catch {
    // Some systems do not allow it; the service works the same without.
  }
}
