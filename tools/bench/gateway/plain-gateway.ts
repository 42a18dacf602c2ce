import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { identityHeader } from '@orderloom/rpc/identity';
import { Kind, parse, type DocumentNode } from 'graphql';
import { fromRoot } from '../../start/paths.ts';
import type { RatioCase } from './cases.ts';

/** Apollo's gateway as it comes, with its own data sources: whoever asks it gets what ours must answer. */
export interface PlainGateway {
  readonly ask: (document: string, variables: object) => Promise<{ readonly data?: unknown; readonly errors?: unknown }>;
  readonly stop: () => Promise<void>;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export async function plainGateway(urlOf: (app: string) => string, identity: () => string): Promise<PlainGateway> {
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(fromRoot('apps', 'gateway', 'supergraph.graphql'), 'utf8'),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource({
        url: urlOf(name),
        willSendRequest: ({ request }) => request.http?.headers.set(identityHeader, identity()),
      }),
    logger: silent,
  });
  const { schema, executor } = await gateway.load();
  return {
    ask: async (source, variables) => {
      const document = parse(source);
      const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      if (operation === undefined) throw new Error('no operation');
      return executor({
        schema,
        // A branded text that only usage reports read.
        schemaHash: 'unused' as Parameters<typeof executor>[0]['schemaHash'],
        request: { query: source, variables: { ...variables } },
        document,
        operation,
        operationName: operation.name?.value ?? null,
        queryHash: createHash('sha256').update(source).digest('hex'),
        source,
        context: {},
        cache: { get: async () => undefined, set: async () => undefined, delete: async () => false },
        logger: silent,
        metrics: {},
        overallCachePolicy: {
          maxAge: undefined,
          scope: undefined,
          restrict: () => undefined,
          replace: () => undefined,
          policyIfCacheable: () => null,
        },
      });
    },
    stop: () => gateway.stop(),
  };
}

const differentOrders = 20;

/** Asks the same of both, for several orders and for one that is not there; throws at the first difference. Gives how many were alike. */
export async function compareAnswers(
  one: RatioCase,
  { ours, plain }: { readonly ours: (variables: object) => Promise<string>; readonly plain: PlainGateway },
): Promise<number> {
  const variables = [...Array.from({ length: differentOrders }, (_, nth) => one.variables(nth)), ...one.alsoCompared];
  for (const each of variables) {
    const answer = await plain.ask(one.document, each);
    const wanted = JSON.stringify({ data: answer.data });
    const given = await ours(each);
    if (answer.errors !== undefined || given !== wanted)
      throw new Error(
        `${one.name} ${JSON.stringify(each)}: the gateway answers ${given.slice(0, 400)}\nand Apollo's own ${wanted.slice(0, 400)}`,
      );
  }
  return variables.length;
}

/**
 * Every query of the command center that can be asked without knowing anything: both answer in the same form, key by key. Values are left
 * out, for the boards say when they looked.
 */
export async function compareForms(
  texts: readonly string[],
  { ours, plain }: { readonly ours: (document: string) => Promise<string>; readonly plain: PlainGateway },
): Promise<number> {
  const free = texts.filter((text) => isFree(parse(text)));
  for (const text of free) {
    const answer = await plain.ask(text, {});
    const wanted = JSON.stringify({ data: answer.data }, formOnly);
    // Asked twice: the first time its plan is not known yet.
    for (const given of [await ours(text), await ours(text)]) {
      if (JSON.stringify(JSON.parse(given), formOnly) !== wanted)
        throw new Error(
          `${text.slice(0, 200)}: the gateway answers ${given.slice(0, 400)}\nand Apollo's own is of the form ${wanted.slice(0, 400)}`,
        );
    }
  }
  return free.length;
}

function isFree(document: DocumentNode): boolean {
  return document.definitions.every(
    (one) =>
      one.kind !== Kind.OPERATION_DEFINITION ||
      (one.operation === 'query' &&
        (one.variableDefinitions ?? []).every(({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE || defaultValue !== undefined)),
  );
}

function formOnly(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null ? value : 0;
}
