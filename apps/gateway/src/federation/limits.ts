import { DomainError } from '@orderloom/domain-kernel';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** The document asks for more than one request may. */
export class DocumentTooGreat extends DomainError {
  readonly code = 'DOCUMENT_TOO_GREAT';
}

/** Greatest counts of one operation, fragments expanded where they are spread. */
export const limits = {
  depth: 12,
  introspectionDepth: 20,
  aliases: 30,
  fields: 600,
  directives: 60,
  tokens: 4_000,
  rootFields: 20,
  /** Times that one field of one object is asked for; each pair of them is compared. */
  repeats: 30,
  variables: 60,
  /** Of the text: comments and strings are no tokens, or one. */
  characters: 32 * 1024,
} as const;

type Count = { rootFields: number; fields: number; aliases: number; directives: number; readonly byPath: Map<string, number> };

/** Refuses a text that is too long to be read at all. */
export function requireShort(source: string): void {
  if (source.length > limits.characters) throw tooGreat('characters', limits.characters);
}

/**
 * Refuses documents that would be dear to validate, plan or execute. Runs before validation, whose cost grows with the square of
 * some of these; the counts stop at the limit, so that a fragment bomb costs no more than an honest document.
 */
export function requireWithinLimits(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
  }
  if (operations.length > 5) throw tooGreat('operations', 5);
  for (const operation of operations) {
    if ((operation.variableDefinitions?.length ?? 0) > limits.variables) throw tooGreat('variables', limits.variables);
    const count = { rootFields: 0, fields: 0, aliases: 0, directives: 0, byPath: new Map<string, number>() };
    walk({ set: operation.selectionSet, path: '', depth: 1, greatest: limits.depth, fragments, count });
  }
}

type Walk = {
  readonly set: SelectionSetNode;
  /** Names from the root, as they stand in the answer. */
  readonly path: string;
  readonly depth: number;
  readonly greatest: number;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly count: Count;
};

function walk(at: Walk): void {
  const { set, depth, greatest, count } = at;
  if (depth > greatest) throw tooGreat('depth', greatest);
  for (const selection of set.selections) {
    count.directives += selection.directives?.length ?? 0;
    // A spread counts as a field: an empty fragment spread ten thousand times is work too.
    count.fields += 1;
    if (count.fields > limits.fields) throw tooGreat('fields', limits.fields);
    if (count.directives > limits.directives) throw tooGreat('directives', limits.directives);
    switch (selection.kind) {
      case Kind.FIELD: {
        // Counted here, so that those in a fragment count as well.
        if (at.path === '') count.rootFields += 1;
        if (count.rootFields > limits.rootFields) throw tooGreat('root fields', limits.rootFields);
        if (selection.alias !== undefined) count.aliases += 1;
        if (count.aliases > limits.aliases) throw tooGreat('aliases', limits.aliases);
        const path = `${at.path}/${selection.alias?.value ?? selection.name.value}`;
        const times = (count.byPath.get(path) ?? 0) + 1;
        count.byPath.set(path, times);
        if (times > limits.repeats) throw tooGreat('repeats of one field', limits.repeats);
        const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
        if (selection.selectionSet !== undefined) {
          walk({
            ...at,
            path,
            set: selection.selectionSet,
            depth: depth + 1,
            greatest: introspects ? limits.introspectionDepth : greatest,
          });
        }
        break;
      }
      case Kind.INLINE_FRAGMENT:
        walk({ ...at, set: selection.selectionSet, depth: depth + 1, greatest });
        break;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = at.fragments.get(selection.name.value);
        // A cycle ends at the depth limit; an unknown name is validation's to report.
        if (fragment !== undefined) walk({ ...at, set: fragment.selectionSet, depth: depth + 1, greatest });
        break;
      }
    }
  }
}

function tooGreat(what: string, greatest: number): DocumentTooGreat {
  return new DocumentTooGreat(`The document has more ${what} than ${greatest}.`, { what, greatest });
}
