import { parse, visit } from 'graphql';

/** Types, fields, arguments and enum values of an SDL text without a description: partners live with this schema for years. */
export function undescribed(typeDefs: string): readonly string[] {
  const missing: string[] = [];
  let owner = '';
  const named = (node: { readonly name: { readonly value: string }; readonly description?: unknown }): void => {
    owner = node.name.value;
    if (node.description === undefined) missing.push(owner);
  };
  const owned = (node: { readonly name: { readonly value: string }; readonly description?: unknown }): void => {
    if (node.description === undefined) missing.push(`${owner}.${node.name.value}`);
  };
  const extended = (node: { readonly name: { readonly value: string } }): void => {
    owner = node.name.value;
  };
  visit(parse(typeDefs), {
    ObjectTypeDefinition: (node) => (isRoot(node.name.value) ? extended(node) : named(node)),
    InterfaceTypeDefinition: named,
    UnionTypeDefinition: named,
    EnumTypeDefinition: named,
    InputObjectTypeDefinition: named,
    ScalarTypeDefinition: named,
    ObjectTypeExtension: extended,
    FieldDefinition: owned,
    EnumValueDefinition: owned,
    InputValueDefinition: owned,
  });
  return missing;
}

function isRoot(name: string): boolean {
  return name === 'Query' || name === 'Mutation';
}
