import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Above the doors of a system that somebody may run here, below the ports that outgoing connections are given (on Linux from 32,768 on):
// one of those could take it between the look and the use.
const LOWEST = 14_000;
const HIGHEST = 32_000;

/** A TCP port of the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

/** By how much to shift these doors of the address book so that all of them are free. */
export async function freeOffset(doors: readonly number[]): Promise<number> {
  for (;;) {
    const offset = (await freePort()) - Math.max(...doors);
    if ((await Promise.all(doors.map((door) => isFree(door + offset)))).every(Boolean)) return offset;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
