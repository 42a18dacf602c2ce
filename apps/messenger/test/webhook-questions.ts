import { createSubgraph, readSdl, type Viewer } from '@orderloom/subgraph';
import { graphql } from 'graphql';
import { randomBytes, randomUUID } from 'node:crypto';
import type { KeeperDeps } from '../src/application/webhooks/keeper-ports.ts';
import { resolvers } from '../src/graphql/resolvers/index.ts';
import { endpointStore } from '../src/persistence/webhooks/endpoint-store.ts';
import { createFence, Fenced } from '../src/transports/webhook/fence.ts';
import type { WebhookBench } from './webhook-bench.ts';

const fence = createFence({ allowed: [], resolve: (name) => Promise.resolve(name.endsWith('.inside') ? ['10.0.0.1'] : ['47.96.0.1']) });
const subgraph = createSubgraph({
  typeDefs: readSdl(new URL('../src/graphql/', import.meta.url)),
  resolvers,
  buildContext: () => ({}),
  internalKey: randomBytes(32),
  log: { error: () => undefined },
});

export interface Said {
  readonly __typename?: string;
  readonly [field: string]: unknown;
}

export type Ask = (viewer: Viewer, source: string, variables?: object) => Promise<Said>;

/** The subgraph of messenger over a bench, asked as the gateway asks it; the answer is that of the first field. */
export function askOver(bench: WebhookBench): Ask {
  const keeping: KeeperDeps = {
    pool: bench.pool,
    outbox: bench.deps.outbox,
    endpoints: endpointStore,
    secrets: bench.deps.secrets,
    refusalOfUrl: async (url) => {
      try {
        await fence.addressOf(fence.read(url));
        return undefined;
      } catch (error) {
        return error instanceof Fenced ? { reason: error.reason, message: error.message } : Promise.reject(error);
      }
    },
    keepDays: 30,
    now: bench.now,
    newId: randomUUID,
    wake: () => undefined,
  };
  return async (viewer, source, variables = {}) => {
    const { data, errors } = await graphql({
      schema: subgraph.schema,
      source,
      variableValues: { ...variables },
      contextValue: { viewer, keeping, em: undefined },
    });
    if (errors !== undefined) throw errors[0]?.originalError ?? errors[0];
    return Object.values(data ?? {})[0] as Said;
  };
}
