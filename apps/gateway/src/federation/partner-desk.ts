import {
  getVariableValues,
  GraphQLError,
  Kind,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { PartnerMarks } from '@orderloom/subgraph';
import { costOf, prices, requirePayable } from './cost.ts';
import { DocumentRefused, documents, operationOf, type Documents, type Prepared } from './documents.ts';
import { introspector, isIntrospection } from './introspection.ts';
import { partnerSchemas } from './partner-schema.ts';
import { requireFewVariables } from './variable-limits.ts';

/** What a key asked, priced; not yet run. */
export type Asked = {
  readonly prepared: Prepared;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  /** As the services will read them: with the defaults of the document, and a list where a list belongs. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly cost: number;
  /** Present for a question about the schema: it never leaves the gateway. */
  readonly answerHere?: () => ExecutionResult;
};

export type PartnerDesk = {
  readonly schemaOf: (scopes: readonly string[]) => GraphQLSchema;
  /** Parses, checks and prices a document against what the scopes admit. Throws a refusal. */
  readonly read: (
    scopes: readonly string[],
    source: string,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ) => Asked;
};

type Corner = { readonly schema: GraphQLSchema; readonly documents: Documents; readonly introspect: ReturnType<typeof introspector> };

/** Where documents of keys are read: each set of scopes has its own schema, and documents that were checked against it. */
export function partnerDesk(schema: GraphQLSchema, marks: PartnerMarks): PartnerDesk {
  const schemaOf = partnerSchemas(schema, marks);
  const corners = new Map<GraphQLSchema, Corner>();
  const cornerOf = (scopes: readonly string[]): Corner => {
    const own = schemaOf(scopes);
    const known = corners.get(own);
    if (known !== undefined) return known;
    const made = { schema: own, documents: documents(own, new Map(), () => undefined), introspect: introspector(own) };
    corners.set(own, made);
    return made;
  };
  return {
    schemaOf,
    read: (scopes, source, operationName, given) => {
      requireFewVariables(given);
      const corner = cornerOf(scopes);
      const prepared = corner.documents.adHoc(source);
      const operation = operationOf(prepared, operationName);
      // Validation knows no fields of a type that is not there, and so finds no fault with a mutation where none exists.
      if (corner.schema.getRootType(operation.operation) == null)
        throw new DocumentRefused('GRAPHQL_VALIDATION_FAILED', `This key has no ${operation.operation}.`);
      const variables = variablesOf(corner.schema, operation, given);
      const fragments = fragmentsOf(prepared);
      const asked = { prepared, operation, operationName, variables, fragments };
      if (isIntrospection(operation, fragments)) {
        const { document, hash } = prepared;
        return {
          ...asked,
          cost: prices.introspection,
          answerHere: () => corner.introspect({ document, hash, operation, fragments, variables }),
        };
      }
      const cost = argumentsFit(() => costOf(corner.schema, operation, fragments, variables));
      requirePayable(cost);
      return { ...asked, cost };
    },
  };
}

// Here, and not where the document is run: a value of the wrong kind must not cost a plan.
function variablesOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { errors, coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], { ...given }, { maxErrors: 1 });
  const [first] = errors ?? [];
  // A message quotes the value, which may be a quarter of a megabyte.
  if (coerced === undefined) throw new DocumentRefused('BAD_USER_INPUT', (first?.message ?? 'The variables do not fit.').slice(0, 300));
  return coerced;
}

// A null for a variable that has a default may stand where no null may: seen only when the argument is read.
function argumentsFit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) throw new DocumentRefused('BAD_USER_INPUT', error.message.slice(0, 300));
    throw error;
  }
}

function fragmentsOf({ document }: Prepared): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
}
