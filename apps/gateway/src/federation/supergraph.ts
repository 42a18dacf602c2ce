import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import { operationOf, type Prepared } from './documents.ts';
import { maskResult, type Answer, type GatewayLog } from './mask-result.ts';
import { subgraphSource, type RequestContext, type SubgraphSource } from './subgraph-source.ts';

export type Supergraph = {
  /** The public schema: without federation's own fields. */
  readonly schema: GraphQLSchema;
  readonly execute: (request: ExecuteRequest) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

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
  const sources: SubgraphSource[] = [];
  const gateway = new ApolloGateway({
    supergraphSdl: options.sdl,
    buildService: ({ name }) => {
      const source = subgraphSource({ name, url: options.urlOf(name), deadlineMs: options.deadlineMs, onFailure: options.onFailure });
      sources.push(source);
      return source;
    },
    logger: quietLogger,
    __exposeQueryPlanExperimental: false,
    experimental_approximateQueryPlanStoreMiB: 64,
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    execute: async (request) => maskResult(await executor(requestContext(schema, request)), options.log),
    stop: async () => {
      await gateway.stop();
      await Promise.all(sources.map((source) => source.close()));
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
