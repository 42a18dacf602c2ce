import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { identityHeader, requireInternalKey, type InternalKey } from '@orderloom/rpc/identity';
import { insideSpan, runWithTraceparent } from '@orderloom/telemetry';
import { parse, type GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import { maskError, type SubgraphLog } from './mask-error.ts';
import { fencePartners, introspects, ScopeMissing } from './partner-fence.ts';
import { sharedResolvers } from './shared-resolvers.ts';
import { viewerOf, type Viewer } from './viewer.ts';

/** What every resolver gets: the viewer and what `buildContext` adds. */
export type SubgraphContext<Added extends object> = Added & { readonly viewer: Viewer };

/** A subgraph; `handle` answers POST /graphql on a plain Node server. */
export type Subgraph = {
  readonly schema: GraphQLSchema;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

const schemaSecret: Plugin<{ readonly viewer: Viewer }> = {
  onExecute: ({ args }) => {
    if (args.contextValue.viewer.scopes !== undefined && introspects(args.document))
      throw new ScopeMissing('The schema of a key is told by the gateway.');
  },
};

const bodyBytes = 256 * 1024;

/** Builds the federated schema of one service and its door, which opens to the gateway's signed viewers only. */
export function createSubgraph<Added extends object>(options: {
  /** SDL text, as readSdl gives it. */
  readonly typeDefs: string;
  /** Resolver map; `DateTime`, `BigIntText` and `Money` are added where the SDL declares them. */
  readonly resolvers: Readonly<Record<string, unknown>>;
  readonly buildContext: (viewer: Viewer) => Added;
  readonly internalKey: InternalKey;
  readonly log: SubgraphLog;
}): Subgraph {
  const internalKey = requireInternalKey(options.internalKey);
  const typeDefs = parse(options.typeDefs);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: asResolverMap({ ...sharedResolvers(typeDefs), ...options.resolvers }) }]);
  fencePartners(schema, typeDefs);
  const yoga = createYoga<{ readonly viewer: Viewer }, Added>({
    schema,
    context: ({ viewer }) => options.buildContext(viewer),
    maskedErrors: { maskError: (error) => maskError(error, options.log) },
    // Parsed and validated documents are kept: the gateway sends the same few hundred again and again.
    parserAndValidationCache: true,
    plugins: [schemaSecret],
    maxRequestBodySize: bodyBytes,
    batching: false,
    multipart: false,
    graphiql: false,
    landingPage: false,
    cors: false,
    logging: false,
  });

  return {
    schema,
    handle: async (request, response) => {
      if (request.method !== 'POST') return refuse(response, 405, 'Only POST is answered here.');
      const viewer = viewerOf(internalKey, headerOf(request, identityHeader));
      if (viewer === undefined) return refuse(response, 401, 'No valid identity.');
      if (isLate(headerOf(request, 'x-hub-deadline'))) return refuse(response, 504, 'The deadline passed before the work began.');
      const answer = async (): Promise<void> => {
        await yoga(request, response, { viewer });
      };
      // With the http instrumentation the span of this request is open already.
      if (insideSpan()) return answer();
      return runWithTraceparent(headerOf(request, 'traceparent'), 'POST /graphql', answer);
    },
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ errors: [{ message }] }));
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function isLate(deadline: string | undefined): boolean {
  return deadline !== undefined && /^\d{13}$/.test(deadline) && Number(deadline) <= Date.now();
}

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], readonly unknown[]>[number] extends infer M
    ? M extends { resolvers?: infer R }
      ? R
      : never
    : never
>;

// Apollo's map has an index signature that generated resolver types do not satisfy; buildSubgraphSchema checks names itself.
function asResolverMap(resolvers: Readonly<Record<string, unknown>>): ResolverMap {
  return resolvers as ResolverMap;
}
