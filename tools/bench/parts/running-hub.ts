import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { readAddresses } from '../../start/addresses.ts';
import { readOrMakeSecrets } from '../../start/parts/secrets.ts';
import { databaseUrl } from '../../start/parts/services.ts';
import { root } from '../../start/paths.ts';
import { Problem } from '../../start/problem.ts';

export interface Answered {
  readonly ms: number;
  readonly text: string;
}

/** The hub answered that it has no answer, as it does after three seconds of waiting for a service. */
export class NoAnswer extends Error {
  readonly ms: number;

  constructor(message: string, ms: number) {
    super(message);
    this.ms = ms;
  }
}

/** A hub that somebody started and filled: a bench asks it as the command center does and leaves it standing. */
export interface RunningHub {
  readonly gateway: string;
  readonly cookie: string;
  /** One trusted document by its operation's name. */
  readonly ask: (operation: string, variables?: object) => Promise<Answered>;
  /** The first process of each of its programs. */
  readonly pids: () => ReadonlyMap<string, number>;
  readonly connect: (app: string) => Promise<pg.Client>;
}

export async function openRunningHub(at: {
  readonly data: string;
  readonly portOffset: number;
  readonly account: string;
}): Promise<RunningHub> {
  const dataDir = resolve(root, at.data);
  const addresses = readAddresses(at.portOffset);
  const gateway = addresses.url('gateway', 'http');
  const secrets = readOrMakeSecrets(join(dataDir, 'secrets.json'));
  const databaseBase =
    process.env['DATABASE_URL_BASE'] ??
    `postgres://orderloom:${secrets.databasePassword}@${addresses.host}:${addresses.port('postgres', 'tcp')}`;
  const idOf = trustedIds();
  const cookie = await signIn(gateway, at.account, secrets.demoPassword);
  return {
    gateway,
    cookie,
    ask: async (operation, variables = {}) => {
      const began = performance.now();
      const answer = await fetch(`${gateway}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie, origin: gateway },
        body: JSON.stringify({ documentId: idOf(operation), variables }),
      });
      const text = await answer.text();
      const ms = performance.now() - began;
      if (!answer.ok || text.includes('"errors"')) throw new NoAnswer(`${operation}: ${answer.status} ${text.slice(0, 500)}`, ms);
      return { ms, text };
    },
    pids: () =>
      new Map(recorded.parse(JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8'))).map(({ app, pid }) => [app, pid])),
    connect: async (app) => {
      const client = new pg.Client({ connectionString: databaseUrl(app, databaseBase, process.env), application_name: 'bench' });
      await client.connect();
      return client;
    },
  };
}

const recorded = z.array(z.object({ app: z.string(), pid: z.number() }));

function trustedIds(): (operation: string) => string {
  const file = join(root, 'apps/command-center/trusted-documents.json');
  const documents = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  const ids = new Map(Object.entries(documents).map(([id, text]) => [/\b(?:query|mutation) (\w+)\b(?! [a-z])/.exec(text)?.[1] ?? '', id]));
  return (operation) => {
    const id = ids.get(operation);
    if (id === undefined) throw new Error(`the command center asks nothing that is called ${operation}`);
    return id;
  };
}

async function signIn(gateway: string, account: string, password: string): Promise<string> {
  const answer = await fetch(`${gateway}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: gateway },
    body: JSON.stringify({ account, password }),
  }).catch(() => undefined);
  const cookie = answer?.headers.get('set-cookie')?.split(';')[0];
  if (answer?.ok === true && cookie !== undefined) return cookie;
  throw new Problem({
    what: 'no sign-in',
    why: answer === undefined ? `nothing answers at ${gateway}` : `${gateway} answered ${answer.status}`,
    remedy: 'start the hub first (npm start), and name its --data and --port-offset',
  });
}
