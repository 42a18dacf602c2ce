import { fileURLToPath } from 'node:url';
import { startNode } from './child.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

/** Its door in infra/addresses.json; tests shift it to where nobody is. */
const DOOR = 4900;
const program = fileURLToPath(new URL('../../../apps/sandbox/src/main.ts', import.meta.url));

/** The outside world as a process of its own, without a data folder: it begins empty. */
export interface OutsideWorld {
  readonly base: string;
  /** A fault for the next calls of one operation. */
  misbehave(rule: {
    readonly system: string;
    readonly operation: string;
    readonly kind: string;
    readonly next: number;
    readonly ms?: number;
  }): Promise<void>;
  /** What a system really did, in order. */
  ledger(system: string, kind: string): Promise<readonly { readonly key: string; readonly data: Readonly<Record<string, unknown>> }[]>;
  get<T>(path: string): Promise<T>;
  post(path: string, body: unknown): Promise<void>;
  stop(): void;
}

export async function startOutsideWorld(): Promise<OutsideWorld> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = startNode([program], { HUB_PORT_OFFSET: String(port - DOOR), LOG_LEVEL: 'error' });
  await eventually(async () => (await fetch(`${base}/control/state`)).ok, { timeoutMs: 60_000, everyMs: 100 });
  const get = async <T>(path: string): Promise<T> => (await fetch(base + path)).json() as Promise<T>; // the caller knows the route
  const post = async (path: string, body: unknown): Promise<void> => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  };
  return {
    base,
    get,
    post,
    misbehave: (rule) => post('/control/misbehave', rule),
    ledger: async (system, kind) =>
      (await get<{ entries: Awaited<ReturnType<OutsideWorld['ledger']>> }>(`/control/ledger?system=${system}&kind=${kind}`)).entries,
    stop: () => void child.end('SIGKILL'),
  };
}
