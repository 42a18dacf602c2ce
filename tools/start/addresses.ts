import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fromRoot } from './paths.ts';
import { Problem } from './problem.ts';

type Door = 'http' | 'hooks' | 'grpc' | 'tcp' | 'monitor';
type Ports = Readonly<Record<string, Readonly<Partial<Record<Door, number>>>>>;

export interface Addresses {
  readonly host: string;
  readonly offset: number;
  /** Port of one door of one program, the offset included. */
  readonly port: (app: string, door: Door) => number;
  /** `http://host:port` of one door of one program. */
  readonly url: (app: string, door: 'http' | 'hooks' | 'monitor') => string;
  /** Every port that a set of programs will listen on. */
  readonly portsOf: (apps: readonly string[]) => readonly { readonly app: string; readonly door: string; readonly port: number }[];
}

/** Addresses of everything, from `infra/addresses.json`, all ports moved by one offset. */
export function readAddresses(offset = 0, file = fromRoot('infra', 'addresses.json')): Addresses {
  const known = JSON.parse(readFileSync(file, 'utf8')) as { readonly host: string; readonly ports: Ports };
  const port = (app: string, door: Door): number => {
    const base = known.ports[app]?.[door];
    if (base === undefined) {
      throw new Problem({ what: `no address for ${app}`, why: `${file} names no port "${door}" for it`, remedy: 'add it there' });
    }
    return base + offset;
  };
  return {
    host: known.host,
    offset,
    port,
    url: (app, door) => `http://${known.host}:${port(app, door)}`,
    portsOf: (apps) =>
      apps.flatMap((app) => Object.entries(known.ports[app] ?? {}).map(([door, base]) => ({ app, door, port: base + offset }))),
  };
}

/** Ports of the list that something else already holds. */
export async function takenPorts(host: string, ports: readonly number[]): Promise<readonly number[]> {
  const free = await Promise.all(ports.map((port) => canListen(host, port)));
  return ports.filter((_, index) => free[index] === false);
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
