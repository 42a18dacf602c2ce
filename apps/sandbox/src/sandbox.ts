import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createControl } from './control/control.ts';
import { createContext } from './core/context.ts';
import type { ContextOptions, OwnedContext } from './core/context.ts';
import { createSandboxServer, json, text } from './core/http.ts';
import { createPlayer } from './scenario/player.ts';
import { createOutsideWorld } from './systems/all.ts';

const page = readFileSync(new URL('./page/index.html', import.meta.url), 'utf8');

export interface SandboxOptions extends ContextOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly onError: (path: string, error: unknown) => void;
}

export interface Sandbox {
  readonly context: OwnedContext;
  readonly port: number;
  close(): Promise<void>;
}

/** Builds the world, takes back what the journal kept, then opens the door. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const context = createContext(options);
  const { systems, marketplaces } = createOutsideWorld(context);
  const player = createPlayer(context, marketplaces);
  const restorers = new Map(systems.map((system) => [system.name, system]));
  await context.journal.replay((name, record) => {
    if (name === 'ledger') context.ledger.restore(record);
    else if (name === 'scenario') player.restore(record);
    else restorers.get(name)?.restore?.(record);
  });
  for (const system of systems) system.resume?.();
  player.resume();

  const server = createSandboxServer(
    [
      ...systems,
      createControl({ context, systems, marketplaces, player }),
      { mount: '/live', handle: async () => json({ live: true }) },
      {
        mount: '/',
        handle: async ({ path }) => (path === '/' ? text(page, 200, 'text/html; charset=utf-8') : text('not found', 404)),
      },
    ],
    options.onError,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });

  return {
    context,
    port: portOf(server.address()),
    async close() {
      player.halt();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await context.close();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port');
  return address.port;
}
