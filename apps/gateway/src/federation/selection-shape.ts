import {
  getNamedType,
  isObjectType,
  Kind,
  print,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * What an operation answers with, as one text: its keys with fields and arguments, fragments written out, in no order of theirs.
 * Undefined where that depends on more than the text: directives, names of types, and types that are one of several.
 */
export function shapeOf(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments): string | undefined {
  const root = schema.getRootType(operation.operation);
  if (!isObjectType(root) || (operation.directives ?? []).length > 0) return undefined;
  return shapeOfSets({ schema, fragments }, root, [operation.selectionSet]);
}

interface At {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

interface Asked {
  readonly field: string;
  readonly type: unknown;
  readonly sets: SelectionSetNode[];
}

/** Several sets about one object are one. */
function shapeOfSets(at: At, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): string | undefined {
  const asked = new Map<string, Asked>();
  if (!sets.every((set) => collect(at, type, set, asked))) return undefined;
  const parts: string[] = [];
  for (const [key, { field, type: fieldType, sets: inner }] of asked) {
    if (inner.length === 0) {
      parts.push(`${key}:${field}`);
      continue;
    }
    const shape = isObjectType(fieldType) ? shapeOfSets(at, fieldType, inner) : undefined;
    if (shape === undefined) return undefined;
    parts.push(`${key}:${field}${shape}`);
  }
  return `{${parts.toSorted().join(' ')}}`;
}

/** False where the set asks for what this text cannot tell. */
function collect(at: At, type: GraphQLObjectType, set: SelectionSetNode, asked: Map<string, Asked>): boolean {
  return set.selections.every((selection) => {
    if ((selection.directives ?? []).length > 0) return false;
    switch (selection.kind) {
      case Kind.FIELD: {
        const definition = type.getFields()[selection.name.value];
        if (definition === undefined) return false;
        const key = selection.alias?.value ?? selection.name.value;
        const known = asked.get(key) ?? {
          field: `${selection.name.value}(${(selection.arguments ?? []).map((one) => print(one)).join()})`,
          type: getNamedType(definition.type),
          sets: [],
        };
        if (selection.selectionSet !== undefined) known.sets.push(selection.selectionSet);
        asked.set(key, known);
        return true;
      }
      case Kind.INLINE_FRAGMENT:
        return isAbout(type, selection.typeCondition?.name.value) && collect(at, type, selection.selectionSet, asked);
      case Kind.FRAGMENT_SPREAD: {
        const fragment = at.fragments.get(selection.name.value);
        return (
          fragment !== undefined &&
          (fragment.directives ?? []).length === 0 &&
          isAbout(type, fragment.typeCondition.name.value) &&
          collect(at, type, fragment.selectionSet, asked)
        );
      }
    }
  });
}

function isAbout(type: GraphQLObjectType, condition: string | undefined): boolean {
  return condition === undefined || condition === type.name;
}
