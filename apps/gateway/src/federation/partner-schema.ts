import { admittedBy, type PartnerMarks } from '@orderloom/subgraph';
import {
  buildASTSchema,
  Kind,
  parse,
  printSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';

/** Makes the schema of a key: what its scopes admit, and nothing else exists. One for each set of scopes, made once. */
export function partnerSchemas(schema: GraphQLSchema, marks: PartnerMarks): (scopes: readonly string[]) => GraphQLSchema {
  const whole = parse(printSchema(schema), { noLocation: true });
  const made = new Map<string, GraphQLSchema>();
  return (scopes) => {
    const set = [...new Set(scopes)].toSorted();
    const known = made.get(set.join(' '));
    if (known !== undefined) return known;
    const narrowed = buildASTSchema(reachable(narrow(whole, (coordinate) => admittedBy(marks.get(coordinate), set))), {
      assumeValid: true,
    });
    made.set(set.join(' '), narrowed);
    return narrowed;
  };
}

/** The definitions with admitted fields only; what is left without any field goes, and with it the fields that answer it. */
function narrow(document: DocumentNode, admits: (coordinate: string) => boolean): readonly DefinitionNode[] {
  let left = document.definitions.flatMap((definition) => ofObject(definition, (type, field) => admits(`${type}.${field.name.value}`)));
  for (let before = -1; before !== sizeOf(left);) {
    before = sizeOf(left);
    const alive = new Set(
      left.flatMap((definition) => ('name' in definition && definition.name !== undefined ? [definition.name.value] : [])),
    );
    left = left
      .flatMap((definition) => ofObject(definition, (_type, field) => isBuiltIn(field.type) || alive.has(nameOf(field.type))))
      .flatMap((definition) => ofAbstract(definition, left, alive));
  }
  return left;
}

function ofObject(definition: DefinitionNode, keeps: (type: string, field: FieldDefinitionNode) => boolean): readonly DefinitionNode[] {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [definition];
  const fields = (definition.fields ?? []).filter((field) => keeps(definition.name.value, field));
  return fields.length === 0 ? [] : [{ ...definition, fields }];
}

// An interface keeps what all of its types that are left still have, a union the members that are left.
function ofAbstract(definition: DefinitionNode, all: readonly DefinitionNode[], alive: ReadonlySet<string>): readonly DefinitionNode[] {
  switch (definition.kind) {
    case Kind.UNION_TYPE_DEFINITION: {
      const types = (definition.types ?? []).filter((member) => alive.has(member.name.value));
      return types.length === 0 ? [] : [{ ...definition, types }];
    }
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const types = all.flatMap((other) =>
        other.kind === Kind.OBJECT_TYPE_DEFINITION && other.interfaces?.some((name) => name.name.value === definition.name.value) === true
          ? [new Set(other.fields?.map((field) => field.name.value))]
          : [],
      );
      const fields = (definition.fields ?? []).filter((field) => types.length > 0 && types.every((names) => names.has(field.name.value)));
      return fields.length === 0 ? [] : [{ ...definition, fields }];
    }
    case Kind.OBJECT_TYPE_DEFINITION:
      return [{ ...definition, interfaces: (definition.interfaces ?? []).filter((name) => alive.has(name.name.value)) }];
    default:
      return [definition];
  }
}

/** The definitions that a document can come to from Query and Mutation; introspection tells of no other. */
function reachable(definitions: readonly DefinitionNode[]): DocumentNode {
  const byName = new Map(definitions.flatMap((one) => ('name' in one && one.name !== undefined ? [[one.name.value, one] as const] : [])));
  const reached = new Set<string>();
  const waiting = ['Query', 'Mutation'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const definition = byName.get(name);
    if (definition === undefined || reached.has(name)) continue;
    reached.add(name);
    waiting.push(...mentionedBy(definition));
  }
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.filter((one) => 'name' in one && one.name !== undefined && reached.has(one.name.value)),
  };
}

function mentionedBy(definition: DefinitionNode): readonly string[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [
        ...(definition.interfaces ?? []).map((name) => name.name.value),
        ...(definition.fields ?? []).flatMap((field) => [
          nameOf(field.type),
          ...(field.arguments ?? []).map((argument) => nameOf(argument.type)),
        ]),
      ];
    case Kind.UNION_TYPE_DEFINITION:
      return (definition.types ?? []).map((member) => member.name.value);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return (definition.fields ?? []).map((field) => nameOf(field.type));
    default:
      return [];
  }
}

function sizeOf(definitions: readonly DefinitionNode[]): number {
  return definitions.reduce(
    (sum, one) => sum + 1 + ('fields' in one ? (one.fields?.length ?? 0) : 0) + ('types' in one ? (one.types?.length ?? 0) : 0),
    0,
  );
}

function isBuiltIn(type: TypeNode): boolean {
  return ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(nameOf(type));
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
