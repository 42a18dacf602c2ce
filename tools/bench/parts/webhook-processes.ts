import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fromRoot } from '../../start/paths.ts';

/** A program that a campaign kills and starts again. */
export interface Mortal {
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The end of what it printed. */
  output(): string;
}

export function mortal(args: readonly string[], env: NodeJS.ProcessEnv, isUp: () => Promise<boolean>): Mortal {
  let child: ChildProcess | undefined;
  let output = '';
  process.on('exit', () => child?.kill('SIGKILL'));
  return {
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    start: async () => {
      child = spawn(process.execPath, [...args], {
        cwd: fromRoot(),
        env: { PATH: process.env['PATH'], ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (part: Buffer) => {
          output = (output + part.toString('utf8')).slice(-4_000);
        });
      for (let tries = 0; tries < 600; tries += 1) {
        if (await isUp().catch(() => false)) return;
        await pause(50);
      }
      throw new Error(`${args.at(-1) ?? ''} did not come up:\n${output}`);
    },
    output: () => output,
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
