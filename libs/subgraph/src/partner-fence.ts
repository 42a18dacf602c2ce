import { DomainError } from '@orderloom/domain-kernel';
import {
  BREAK,
  defaultFieldResolver,
  isObjectType,
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { Viewer } from './viewer.ts';

/** The key's scopes do not admit it to this field. */
export class ScopeMissing extends DomainError {
  readonly code = 'SCOPE_MISSING';
}

/** Field coordinate (`Order.lines`) -> scopes of which a key needs one. What is not here does not exist for keys. */
export type PartnerMarks = ReadonlyMap<string, readonly string[]>;

/**
 * The `@partner(scope)` marks of an SDL. A mark on a type counts for the fields written in that block; a field's own marks replace
 * it. Several marks on one field admit by any of them.
 */
export function partnerMarks(typeDefs: DocumentNode | string): PartnerMarks {
  const marks = new Map<string, readonly string[]>();
  const document = typeof typeDefs === 'string' ? parse(typeDefs) : typeDefs;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const ofType = scopesOf(definition.directives);
    for (const field of definition.fields ?? []) {
      const own = scopesOf(field.directives);
      const scopes = own.length > 0 ? own : ofType;
      if (scopes.length > 0) marks.set(`${definition.name.value}.${field.name.value}`, scopes);
    }
  }
  return marks;
}

/** Whether a key with these scopes is admitted by the marks of a field. */
export function admittedBy(marks: readonly string[] | undefined, scopes: readonly string[]): boolean {
  return marks?.some((scope) => scope === 'any' || scopes.includes(scope)) === true;
}

/**
 * The second fence: the gateway shows a key only its own schema, and each field asks once more here. The fields of entity keys are
 * open, because the gateway itself asks for them to join.
 */
export function fencePartners(schema: GraphQLSchema, typeDefs: DocumentNode): void {
  const marks = partnerMarks(typeDefs);
  const keys = entityKeys(typeDefs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (keys.has(coordinate) || field.name === '_entities') continue;
      field.resolve = fenced(coordinate, marks.get(coordinate), field.resolve ?? defaultFieldResolver);
    }
  }
}

/** Whether a document asks about the schema itself: a subgraph's schema names what the key's own does not. */
export function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: (field) => {
      if (field.name.value !== '__schema' && field.name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

type Resolver = GraphQLFieldResolver<unknown, { readonly viewer: Viewer }>;

function fenced(coordinate: string, marks: readonly string[] | undefined, resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const { scopes } = context.viewer;
    if (scopes !== undefined && !admittedBy(marks, scopes))
      throw new ScopeMissing(`This key may not ask ${coordinate}.`, { field: coordinate });
    return resolve(source, args, context, info);
  };
}

function entityKeys(document: DocumentNode): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'key') continue;
      for (const field of textOf(directive, 'fields').split(/\s+/)) keys.add(`${definition.name.value}.${field}`);
    }
  }
  return keys;
}

function scopesOf(directives: readonly ConstDirectiveNode[] | undefined): readonly string[] {
  return (directives ?? []).filter((directive) => directive.name.value === 'partner').map((directive) => textOf(directive, 'scope'));
}

function textOf(directive: ConstDirectiveNode, argument: string): string {
  const value = directive.arguments?.find((given) => given.name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
