import {
  execute,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { CostTooGreat, IntrospectionAlone } from '../domain/partner-errors.ts';
import { keepNewest } from '../domain/keep-newest.ts';

/** How long lists of the schema usually are; `types` is counted. */
const usualLengths: Readonly<Record<string, number>> = {
  fields: 10,
  args: 3,
  inputFields: 8,
  enumValues: 8,
  possibleTypes: 5,
  interfaces: 1,
  directives: 5,
};

// The question that every tool asks comes to about half of it in the schema of a key with all scopes.
const mostNodes = 200_000;
const keptAnswers = 20;

/** Whether the operation asks about the schema. Throws IntrospectionAlone when it asks for anything else beside it. */
export function isIntrospection(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  const names = rootNames(operation.selectionSet, fragments);
  if (!names.some(isAboutSchema)) return false;
  if (names.every((name) => isAboutSchema(name) || name === '__typename')) return true;
  throw new IntrospectionAlone('Ask about the schema in a document of its own.');
}

/** Answers questions about one schema, each at most once while it is remembered. Throws CostTooGreat for a bomb. */
export function introspector(
  schema: GraphQLSchema,
): (asked: {
  readonly document: DocumentNode;
  readonly hash: string;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}) => ExecutionResult {
  const types = Object.keys(schema.getTypeMap()).length;
  const kept = new Map<string, ExecutionResult>();
  return ({ document, hash, operation, fragments, variables }) => {
    const at = `${hash} ${operation.name?.value ?? ''} ${JSON.stringify(variables)}`;
    const known = kept.get(at);
    if (known !== undefined) return known;
    const nodes = nodesOf(operation.selectionSet, fragments, types);
    if (nodes > mostNodes) throw new CostTooGreat('The question about the schema is too great.', { requested: nodes, greatest: mostNodes });
    const answer = execute({ schema, document, variableValues: variables, operationName: operation.name?.value ?? null });
    if (answer instanceof Promise) throw new Error('questions about a schema are answered at once');
    kept.set(at, answer as ExecutionResult); // not a promise: seen above
    keepNewest(kept, keptAnswers);
    return answer as ExecutionResult;
  };
}

function nodesOf(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, types: number): number {
  let sum = 0;
  for (const selection of set.selections) {
    switch (selection.kind) {
      case Kind.FIELD: {
        const times = selection.name.value === 'types' ? types : (usualLengths[selection.name.value] ?? 1);
        sum += selection.selectionSet === undefined ? 0 : times * (1 + nodesOf(selection.selectionSet, fragments, types));
        break;
      }
      case Kind.INLINE_FRAGMENT:
        sum += nodesOf(selection.selectionSet, fragments, types);
        break;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) sum += nodesOf(fragment.selectionSet, fragments, types);
        break;
      }
    }
  }
  return sum;
}

function rootNames(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): readonly string[] {
  return set.selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return [selection.name.value];
      case Kind.INLINE_FRAGMENT:
        return rootNames(selection.selectionSet, fragments);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = fragments.get(selection.name.value);
        return fragment === undefined ? [] : rootNames(fragment.selectionSet, fragments);
      }
    }
  });
}

function isAboutSchema(name: string): boolean {
  return name === '__schema' || name === '__type';
}
