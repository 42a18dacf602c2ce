import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dyingWithUs, startChild, type Child } from './child.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { natsProgram } from './nats-program.ts';

/** A nats-server with JetStream of one test file. */
export type TestNats = {
  readonly url: string;
  /** SIGTERM by default; 'SIGKILL' is the crash. The store stays. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same port and store, stopping it first if it runs. */
  readonly restart: () => Promise<void>;
  /** Stops it, deletes the whole store, starts it: the broker that forgot everything. */
  readonly wipe: () => Promise<void>;
  /** Stops it and removes everything. */
  readonly remove: () => Promise<void>;
};

/** Starts a real nats-server on a free port, its store in a temporary folder, flushed at each write as in production. */
export async function testNats(): Promise<TestNats> {
  const folder = mkdtempSync(join(tmpdir(), 'orderloom-nats-'));
  const [port, monitorPort] = [await freePort(), await freePort()];
  const store = join(folder, 'store');
  const config = join(folder, 'nats.conf');
  writeFileSync(config, configuration({ port, monitorPort, store }));
  const program = natsProgram();
  let child: Child | undefined;

  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    await child?.end(signal);
    child = undefined;
  };
  const restart = async (): Promise<void> => {
    await stop();
    mkdirSync(store, { recursive: true });
    const started = startChild(dyingWithUs([program, '-c', config], 'KILL'));
    child = started;
    await eventually(() => requireHealthy(monitorPort, started), { timeoutMs: 20_000 });
  };
  await restart();
  return {
    url: `nats://127.0.0.1:${port}`,
    stop,
    restart,
    wipe: async () => {
      await stop('SIGKILL');
      rmSync(store, { recursive: true, force: true });
      await restart();
    },
    remove: async () => {
      await stop('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function requireHealthy(monitorPort: number, child: Child): Promise<void> {
  if (child.ended()) throw new Error(`nats-server ended: ${child.output()}`);
  const answer = await fetch(`http://127.0.0.1:${monitorPort}/healthz?js-enabled-only=true`, { signal: AbortSignal.timeout(2_000) });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`nats-server is not healthy: ${answer.status}`);
}

function configuration(place: { readonly port: number; readonly monitorPort: number; readonly store: string }): string {
  return `listen: "127.0.0.1:${place.port}"
http: "127.0.0.1:${place.monitorPort}"
server_name: orderloom-test
max_payload: 8MB
jetstream { store_dir: ${JSON.stringify(place.store)}, max_memory_store: 64MB, max_file_store: 4GB, sync_interval: always }
`;
}
