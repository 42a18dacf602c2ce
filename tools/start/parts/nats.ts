import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProgramToRun } from '../processes/supervised.ts';
import { waitUntil, type Waiting } from '../wait.ts';
import { Problem } from '../problem.ts';

export interface NatsPlace {
  readonly host: string;
  readonly port: number;
  readonly monitorPort: number;
  readonly storeDir: string;
  readonly configFile: string;
  readonly logFile: string;
}

/** Writes the configuration and says how to run the server. */
export function prepareNats(serverPath: string, place: NatsPlace): ProgramToRun {
  mkdirSync(place.storeDir, { recursive: true, mode: 0o700 });
  writeFileSync(place.configFile, configuration(place), { mode: 0o600 });
  return {
    app: 'nats',
    marks: [place.configFile],
    command: serverPath,
    args: ['-c', place.configFile],
    cwd: join(place.storeDir, '..'),
    env: { PATH: process.env['PATH'] },
    logFile: place.logFile,
    endBy: 'SIGTERM',
    graceMs: 10_000,
  };
}

// sync_interval always: an ack of the broker then means that the message is on disk (the default flushes every two minutes).
function configuration(place: NatsPlace): string {
  return `# Written by tools/start at each start.
listen: "${place.host}:${place.port}"
http: "${place.host}:${place.monitorPort}"
server_name: orderloom
max_payload: 8MB
max_pending: 128MB
jetstream {
  store_dir: ${JSON.stringify(place.storeDir)}
  max_memory_store: 256MB
  max_file_store: 20GB
  sync_interval: always
}
`;
}

export async function waitForNats(place: NatsPlace, waiting: Waiting = {}): Promise<void> {
  const health = `http://${place.host}:${place.monitorPort}/healthz?js-enabled-only=true`;
  const ready = await waitUntil(
    async () => {
      const answer = await fetch(health, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      return answer?.ok === true;
    },
    { deadlineMs: 30_000, ...waiting },
  );
  if (!ready) throw new Problem({ what: 'NATS did not become ready', why: `${health} does not say ok`, remedy: `read ${place.logFile}` });
}
