import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import type { PartnerApi } from './partner-schema.ts';
import { refusalsOf } from './refusals.ts';

const head = `# Schema of the partner API

<!-- Made from apps/*/src/graphql/*.graphql by \`node tools/partner-api/main.ts\`; \`npm run check -- partner-api\` compares. -->

What a key with all scopes may ask. A key with fewer has a smaller schema: what its scopes do not admit does not exist for it. The same as SDL, for tools:
[partner-api.graphql](partner-api.graphql). Each field needs one of the scopes beside it; _any_ is every key. \`!\` is never null, \`[ ]\` a list.`;

/** The reference of the schema: questions, deeds, and every type that they come to. */
export function renderSchemaPage({ schema, marks }: PartnerApi): string {
  const refusals = new Set(refusalsOf(schema).map(({ type }) => type));
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !roots.has(name) && !refusals.has(name));
  const scopesOf = (coordinate: string): string =>
    (marks.get(coordinate) ?? []).map((scope) => (scope === 'any' ? '_any_' : `\`${scope}\``)).join(' or ');
  const link = (type: GraphQLType): string => linked(type, refusals);

  const operation = (root: string, field: GraphQLField<unknown, unknown>): string =>
    [
      `### ${field.name}`,
      deprecated(field) + (field.description ?? ''),
      `Answers ${answers(field.type, schema, link)}. Scope: ${scopesOf(`${root}.${field.name}`)}.`,
      ...(field.args.length === 0
        ? []
        : [
            [
              '| argument | type | |',
              '| --- | --- | --- |',
              ...field.args.map(
                (one) =>
                  `| \`${one.name}\` | ${link(one.type)} | ${cell(deprecated(one) + (one.description ?? '') + byDefault(one.defaultValue))} |`,
              ),
            ].join('\n'),
          ]),
    ].join('\n\n');

  const rows = (type: GraphQLNamedType): readonly string[] => {
    if (isObjectType(type))
      return [
        '| field | type | scope | |',
        '| --- | --- | --- | --- |',
        ...Object.values(type.getFields()).map(
          (field) =>
            `| \`${field.name}\` | ${link(field.type)} | ${scopesOf(`${type.name}.${field.name}`)} | ${cell(deprecated(field) + (field.description ?? ''))} |`,
        ),
      ];
    if (isInputObjectType(type) || isInterfaceType(type))
      return [
        '| field | type | |',
        '| --- | --- | --- |',
        ...Object.values(type.getFields()).map((field) => {
          const otherwise = 'defaultValue' in field ? byDefault(field.defaultValue) : '';
          return `| \`${field.name}\` | ${link(field.type)} | ${cell(deprecated(field) + (field.description ?? '') + otherwise)} |`;
        }),
      ];
    if (isEnumType(type))
      return [
        '| value | |',
        '| --- | --- |',
        ...type.getValues().map((value) => `| \`${value.name}\` | ${cell(deprecated(value) + (value.description ?? ''))} |`),
      ];
    return [];
  };

  const part = (title: string, chosen: readonly GraphQLNamedType[]): readonly string[] => [
    `## ${title}`,
    ...chosen
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .flatMap((type) => [
        `### ${type.name}`,
        ...(type.description == null ? [] : [type.description]),
        ...(rows(type).length === 0 ? [] : [rows(type).join('\n')]),
      ]),
  ];

  return [
    head,
    '## Queries',
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => operation('Query', field)),
    '## Mutations',
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => operation('Mutation', field)),
    ...part('Objects', types.filter(isObjectType)),
    ...part('Inputs', types.filter(isInputObjectType)),
    ...part('Enums', types.filter(isEnumType)),
    ...part('Interfaces', types.filter(isInterfaceType)),
    ...part(
      'Scalars',
      types.filter((type) => isScalarType(type) && !isSpecifiedScalarType(type)),
    ),
  ].join('\n\n');
}

function answers(type: GraphQLType, schema: GraphQLSchema, link: (type: GraphQLType) => string): string {
  const named = getNamedType(type);
  if (!isUnionType(named)) return link(type);
  return `${String(type) === `${named.name}!` ? '' : 'for each input '}one of ${schema.getPossibleTypes(named).map(link).join(', ')}`;
}

function linked(type: GraphQLType, refusals: ReadonlySet<string>): string {
  const named = getNamedType(type);
  const text = `\`${String(type)}\``;
  if (isSpecifiedScalarType(named) || isUnionType(named)) return text;
  return `[${text}](${refusals.has(named.name) ? 'partner-api-errors.md#refusals' : `#${named.name.toLowerCase()}`})`;
}

function deprecated({ deprecationReason }: { readonly deprecationReason?: string | null | undefined }): string {
  return deprecationReason == null ? '' : `**Goes on ${deprecationReason}.** `;
}

function byDefault(value: unknown): string {
  return value === undefined || value === null || value === '' ? '' : ` Default: \`${JSON.stringify(value)}\`.`;
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}
