import type { GatewayConfig } from '@apollo/gateway';
import {
  getVariableValues,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { shapeOf } from './selection-shape.ts';

/** A document whose whole answer comes out of one question to one subgraph, in the very form in which it is to leave. */
export type Lane = {
  readonly subgraph: string;
  readonly query: string;
  readonly operationName: string | undefined;
  /** Names of the variables that go with the question. */
  readonly variables: readonly string[];
};

export type QueryPlan = Parameters<NonNullable<GatewayConfig['experimental_didResolveQueryPlan']>>[0]['queryPlan'];

/**
 * The lane of an operation, by the plan that Apollo made for it: a single fetch that needs and rewrites nothing, and asks the subgraph for
 * just what the client asked for. The client's own text is sent then, because a plan has its own order. Undefined for every other plan.
 */
export function laneOf(
  schema: GraphQLSchema,
  asked: { readonly source: string; readonly document: DocumentNode; readonly operation: OperationDefinitionNode },
  plan: QueryPlan,
): Lane | undefined {
  const { node } = plan;
  if (node?.kind !== 'Fetch' || node.requires !== undefined) return undefined;
  if ([node.inputRewrites, node.outputRewrites, node.contextRewrites].some((rewrites) => (rewrites ?? []).length > 0)) return undefined;
  const fetched = parse(node.operation);
  const [sent] = fetched.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (asked.operation.operation !== 'query' || sent?.operation !== 'query') return undefined;
  const wanted = shapeOf(schema, asked.operation, fragmentsOf(asked.document));
  if (wanted === undefined || wanted !== shapeOf(schema, sent, fragmentsOf(fetched))) return undefined;
  return {
    subgraph: node.serviceName,
    query: asked.source,
    operationName: asked.operation.name?.value,
    variables: node.variableUsages ?? [],
  };
}

/** What goes to the subgraph; undefined where Apollo would refuse the variables, in its own words. */
export function variablesFor(
  lane: Lane,
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...given }, { maxErrors: 1 });
  if (errors !== undefined) return undefined;
  return Object.fromEntries(
    lane.variables.flatMap((name) => (Object.hasOwn(given, name) && given[name] !== undefined ? [[name, given[name]]] : [])),
  );
}

const begin = Buffer.from('{"data":{');

/** Whether a subgraph's answer may leave as it stands: data and nothing else. One that only quotes these words goes the long way. */
export function passes({ statusCode, bytes }: { readonly statusCode: number; readonly bytes: Buffer }): boolean {
  return (
    statusCode === 200 && begin.equals(bytes.subarray(0, begin.length)) && !bytes.includes('"errors":') && !bytes.includes('"extensions":')
  );
}

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
}
