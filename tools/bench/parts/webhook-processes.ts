import { startNode, type Child } from '@orderloom/testing';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A program that a campaign kills and starts again. */
export interface Mortal {
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The end of what it printed. */
  output(): string;
}

export function mortal(args: readonly string[], env: Readonly<Record<string, string>>, isUp: () => Promise<boolean>): Mortal {
  let child: Child | undefined;
  return {
    kill: async () => child?.end('SIGKILL'),
    start: async () => {
      const started = startNode(args, env);
      child = started;
      for (let tries = 0; tries < 600; tries += 1) {
        if (await isUp().catch(() => false)) return;
        await pause(50);
      }
      throw new Error(`${args.at(-1) ?? ''} did not come up:\n${started.output()}`);
    },
    output: () => child?.output() ?? '',
  };
}

/** A receiver that takes every call and answers none. */
export async function deadReceiver(): Promise<{ readonly origin: string; close(): void }> {
  const server = await listening(0);
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listening(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
