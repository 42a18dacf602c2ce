import { createServer, type ServiceImplementation } from 'nice-grpc';
import type { CompatServiceDefinition } from 'nice-grpc/lib/service-definitions/index.js';
import { admitCalls, type RpcContext } from './server-admission.ts';
import { answerErrors, type RpcLog } from './server-errors.ts';
import { requireInternalKey, type InternalKey } from './identity.ts';
import { channelOptions } from './wire.ts';

/** A definition tied to its implementation; made by `serve`. */
export type RpcService = (
  add: <D extends CompatServiceDefinition>(definition: D, implementation: ServiceImplementation<D, RpcContext>) => void,
) => void;

/** Ties an implementation to its definition; each method gets `(request, context)` with identity and deadline. */
export function serve<D extends CompatServiceDefinition>(definition: D, implementation: ServiceImplementation<D, RpcContext>): RpcService {
  return (add) => add(definition, implementation);
}

/** A running server. */
export type RpcServer = {
  readonly port: number;
  /** Takes no new call, waits for calls in hand up to the grace (ms, default 5,000), then cuts the rest. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

/** Starts a gRPC server that admits only callers with a signed identity. Port 0 takes a free one. */
export async function startRpcServer(options: {
  readonly host: string;
  readonly port: number;
  readonly services: readonly RpcService[];
  readonly internalKey: InternalKey;
  readonly log: RpcLog;
}): Promise<RpcServer> {
  const internalKey = requireInternalKey(options.internalKey);
  const draining = new AbortController();
  const server = createServer(channelOptions)
    .use(answerErrors(options.log))
    .use(admitCalls({ internalKey, draining: draining.signal }));
  for (const service of options.services) {
    service((definition, implementation) => server.add(definition, implementation));
  }
  const port = await server.listen(`${options.host}:${options.port}`);

  return {
    port,
    stop: async (graceMs = 5_000) => {
      draining.abort();
      const cut = setTimeout(() => server.forceShutdown(), graceMs);
      await server.shutdown();
      clearTimeout(cut);
    },
  };
}
