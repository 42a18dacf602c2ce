import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { laneOf, variablesFor, type Lane } from './byte-lane.ts';
import { operationOf, type Prepared } from './documents.ts';
import { maskResult, type Answer, type GatewayLog } from './mask-result.ts';
import { subgraphSource, type RequestContext, type SubgraphSource } from './subgraph-source.ts';

export type Supergraph = {
  /** The public schema: without federation's own fields. */
  readonly schema: GraphQLSchema;
  readonly execute: (request: ExecuteRequest) => Promise<Answer>;
  /** The same for documents of our own; where a single subgraph has the whole answer, its bytes as they came. */
  readonly executeTrusted: (request: ExecuteRequest) => Promise<Answer | Passed>;
  readonly stop: () => Promise<void>;
};

/** An answer that leaves as the subgraph wrote it. */
export type Passed = { readonly bytes: Buffer };

export type ExecuteRequest = {
  readonly prepared: Prepared;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
};

type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];

/** Loads the committed supergraph; the addresses in it are replaced by `urlOf`. The executor is called directly, without a server. */
export async function loadSupergraph(options: {
  readonly sdl: string;
  readonly urlOf: (subgraph: string) => URL;
  readonly deadlineMs: number;
  readonly log: GatewayLog;
  readonly onFailure: (subgraph: string, error: unknown) => void;
}): Promise<Supergraph> {
  const sources = new Map<string, SubgraphSource>();
  // By document and operation: a plan is made once, and what it allows is looked up once.
  const lanes = new Map<string, Lane | undefined>();
  const gateway = new ApolloGateway({
    supergraphSdl: options.sdl,
    buildService: ({ name }) => {
      const source = subgraphSource({ name, url: options.urlOf(name), deadlineMs: options.deadlineMs, onFailure: options.onFailure });
      sources.set(name, source);
      return source;
    },
    logger: quietLogger,
    __exposeQueryPlanExperimental: false,
    experimental_approximateQueryPlanStoreMiB: 64,
    experimental_didResolveQueryPlan: ({
      queryPlan,
      requestContext: { context, queryHash, operationName, source, document, operation },
    }) => {
      const key = `${queryHash} ${operationName ?? ''}`;
      if (context['trusted'] === true && !lanes.has(key)) lanes.set(key, laneOf(schema, { source, document, operation }, queryPlan));
    },
  });
  const { schema, executor } = await gateway.load();
  const execute = async (request: ExecuteRequest): Promise<Answer> =>
    maskResult(await executor(requestContext(schema, request)), options.log);
  return {
    schema,
    execute,
    executeTrusted: async (request) => {
      const { prepared, variables, context } = request;
      const operation = operationOf(prepared, request.operationName);
      const lane = lanes.get(`${prepared.hash} ${operation.name?.value ?? ''}`);
      const source = lane === undefined ? undefined : sources.get(lane.subgraph);
      const sent = lane === undefined ? undefined : variablesFor(lane, schema, operation, variables);
      if (lane === undefined || source === undefined || sent === undefined)
        return execute({ ...request, context: { ...context, trusted: true } });
      const { query, operationName } = lane;
      const told = await source.askForBytes(
        { query, variables: sent, ...(operationName === undefined ? {} : { operationName }) },
        context.identity,
      );
      if ('bytes' in told) return told;
      // Apollo words what went wrong, out of the answer that is there: nobody is asked twice.
      return execute({ ...request, context: { ...context, fetched: told.answer } });
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}

// Its lines quote documents and subgraph errors; what matters is logged by us.
const quietLogger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function requestContext(schema: GraphQLSchema, request: ExecuteRequest): Parameters<Executor>[0] {
  const { prepared, operationName, variables, context } = request;
  const operation = operationOf(prepared, operationName);
  return {
    schema,
    schemaHash,
    request: { query: prepared.source, variables: { ...variables }, ...(operationName === undefined ? {} : { operationName }) },
    document: prepared.document,
    operation,
    operationName: operation.name?.value ?? null,
    queryHash: prepared.hash,
    source: prepared.source,
    context: { ...context },
    cache: noCache,
    logger: quietLogger,
    metrics: {},
    overallCachePolicy: noCachePolicy,
  };
}

// A branded text that only Apollo's usage reports read, which are off.
const schemaHash = 'unused' as Parameters<Executor>[0]['schemaHash'];
const noCache = { get: () => Promise.resolve(undefined), set: () => Promise.resolve(), delete: () => Promise.resolve(false) };
const noCachePolicy = {
  maxAge: undefined,
  scope: undefined,
  restrict: () => undefined,
  replace: () => undefined,
  policyIfCacheable: () => null,
};
