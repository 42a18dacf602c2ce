import { createHash } from 'node:crypto';
import { DomainError } from '@orderloom/domain-kernel';
import {
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { keepNewest } from '../domain/keep-newest.ts';
import { limits, requireShort, requireWithinLimits } from './limits.ts';

/** A document that may be executed. */
export type Prepared = { readonly source: string; readonly document: DocumentNode; readonly hash: string };

/** The document is not GraphQL, does not fit the schema, or is not known. */
export class DocumentRefused extends DomainError {
  readonly code:
    | 'GRAPHQL_PARSE_FAILED'
    | 'GRAPHQL_VALIDATION_FAILED'
    | 'BAD_USER_INPUT'
    | 'UNKNOWN_DOCUMENT'
    | 'OPERATION_NAME_NEEDED'
    | 'SUBSCRIPTION_REFUSED';
  readonly errors: readonly GraphQLError[];

  constructor(code: DocumentRefused['code'], message: string, errors: readonly GraphQLError[] = []) {
    super(message);
    this.code = code;
    this.errors = errors;
  }
}

export type Documents = {
  /** A document of the caller's own, within limits and valid; parsed once while it stays among the last thousand. */
  readonly adHoc: (source: string) => Prepared;
  /** A document of our own clients, by its id (`sha256:<hex>`, the prefix may be absent). */
  readonly trusted: (id: string) => Prepared;
};

const keptDocuments = 1_000;
const keptBytes = 32 * 1024;

/** Parses, checks and keeps documents. Trusted ones are prepared now; one that no longer fits the schema is told of and unknown. */
export function documents(
  schema: GraphQLSchema,
  trusted: ReadonlyMap<string, string>,
  onBroken: (id: string, reason: string) => void,
): Documents {
  const kept = new Map<string, Prepared>();
  const ours = new Map<string, Prepared>();
  for (const [id, source] of trusted) {
    try {
      ours.set(withoutPrefix(id), prepareTrusted(schema, source));
    } catch (error) {
      onBroken(id, error instanceof Error ? error.message : 'unreadable');
    }
  }
  const oursBySource = new Map([...ours.values()].map((prepared) => [prepared.source, prepared]));
  return {
    adHoc: (source) => {
      const known = kept.get(source) ?? oursBySource.get(source);
      if (known !== undefined) return known;
      const prepared = prepare(schema, source);
      // Long texts are rare and dear to keep.
      if (source.length <= keptBytes) kept.set(source, prepared);
      keepNewest(kept, keptDocuments);
      return prepared;
    },
    trusted: (id) => {
      const known = ours.get(withoutPrefix(id));
      if (known === undefined) throw new DocumentRefused('UNKNOWN_DOCUMENT', 'No document has this id.');
      return known;
    },
  };
}

/** The operation of that name, or the only one. */
export function operationOf(prepared: Prepared, name: string | undefined): OperationDefinitionNode {
  const operations = prepared.document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const named = name === undefined ? operations : operations.filter((operation) => operation.name?.value === name);
  const [operation, ...others] = named;
  if (operation === undefined || others.length > 0)
    throw new DocumentRefused('OPERATION_NAME_NEEDED', 'Name one operation of the document.');
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw new DocumentRefused('SUBSCRIPTION_REFUSED', 'Changes are at /live.');
  return operation;
}

function prepare(schema: GraphQLSchema, source: string): Prepared {
  requireShort(source);
  const document = parseText(source);
  requireWithinLimits(document);
  const errors = validate(schema, document, undefined, { maxErrors: 5 });
  if (errors.length > 0) throw new DocumentRefused('GRAPHQL_VALIDATION_FAILED', 'The document does not fit the schema.', errors);
  return { source, document, hash: createHash('sha256').update(source).digest('hex') };
}

// Our own documents passed the limits' purpose at review; they only must fit the schema.
function prepareTrusted(schema: GraphQLSchema, source: string): Prepared {
  const document = parseText(source);
  const [error] = validate(schema, document, undefined, { maxErrors: 1 });
  if (error !== undefined) throw new DocumentRefused('GRAPHQL_VALIDATION_FAILED', error.message);
  return { source, document, hash: createHash('sha256').update(source).digest('hex') };
}

function parseText(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    throw new DocumentRefused('GRAPHQL_PARSE_FAILED', error instanceof Error ? error.message.slice(0, 200) : 'Not a GraphQL document.');
  }
}

function withoutPrefix(id: string): string {
  return id.replace(/^sha256:/, '').toLowerCase();
}
