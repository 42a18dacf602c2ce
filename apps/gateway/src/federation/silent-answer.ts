import { Kind, OperationTypeNode, parse, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';

/** Apollo's own code for a subgraph that cannot be reached; clients know it. */
export const silentCode = 'DOWNSTREAM_SERVICE_ERROR';

const mostErrors = 50;

/** One error per field that a silent subgraph was asked for, with its path, so that a screen knows which parts are missing. */
export function silentAnswer(query: string, variables: Readonly<Record<string, unknown>> | undefined): readonly GraphQLFormattedError[] {
  const representations = Array.isArray(variables?.['representations']) ? variables['representations'].length : 0;
  const paths = pathsOf(query, representations);
  return paths.slice(0, mostErrors).map((path) => ({
    message: 'This part of the hub does not answer at the moment.',
    path,
    extensions: { code: silentCode },
  }));
}

function pathsOf(query: string, representations: number): readonly (readonly (string | number)[])[] {
  const operation = parse(query, { noLocation: true }).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) return [[]];
  const names = fieldNames(operation.selectionSet);
  if (operation.operation !== OperationTypeNode.QUERY || representations === 0) return names.map((name) => [name]);

  const entities = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD && selection.selectionSet !== undefined ? fieldNames(selection.selectionSet) : [],
  );
  return Array.from({ length: representations }, (_, index) => entities.map((name) => ['_entities', index, name])).flat();
}

// Inline fragments are looked into; a type condition may not fit every entity, and one error too many harms nobody.
function fieldNames(set: SelectionSetNode): readonly string[] {
  const names = set.selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return selection.name.value === '__typename' ? [] : [selection.alias?.value ?? selection.name.value];
      case Kind.INLINE_FRAGMENT:
        return fieldNames(selection.selectionSet);
      case Kind.FRAGMENT_SPREAD:
        return [];
    }
  });
  return [...new Set(names)];
}
