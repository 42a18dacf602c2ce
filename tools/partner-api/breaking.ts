import { buildASTSchema, findBreakingChanges, parse, printSchema, visit, type ConstDirectiveNode, type GraphQLSchema, Kind } from 'graphql';
import { partnerSchemas } from '../../apps/gateway/src/federation/partner-schema.ts';

/**
 * What a program that was written against the released schema would trip over. What was deprecated there with a date that has passed
 * may go: `@deprecated(reason: "2027-06-30: use X")` promises it until that day.
 */
export function breakingChanges(released: string, current: GraphQLSchema, today: string): readonly string[] {
  return findBreakingChanges(withoutEnded(released, today), current).map(({ description }) => description);
}

/** Deprecations without a date, which promise nothing. */
export function undatedDeprecations(sdl: string): readonly string[] {
  const undated: string[] = [];
  visit(parse(sdl), {
    Directive: (directive) => {
      if (directive.name.value === 'deprecated' && endOf([directive as ConstDirectiveNode]) === undefined)
        undated.push(reasonOf(directive as ConstDirectiveNode));
    },
  });
  return undated;
}

function withoutEnded(released: string, today: string): GraphQLSchema {
  const isOver = (node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): boolean => {
    const end = endOf(node.directives ?? []);
    return end !== undefined && end < today;
  };
  const drop = (node: { readonly directives?: readonly ConstDirectiveNode[] | undefined }) => (isOver(node) ? null : undefined);
  const document = visit(parse(released), { FieldDefinition: drop, EnumValueDefinition: drop, InputValueDefinition: drop });
  const left = buildASTSchema(document, { assumeValid: true });
  const fields = document.definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION ? (one.fields ?? []).map((field) => `${one.name.value}.${field.name.value}`) : [],
  );
  // Types that only an ended field came to go with it.
  return partnerSchemas(left, new Map(fields.map((field) => [field, ['any']])))([]);
}

function endOf(directives: readonly ConstDirectiveNode[]): string | undefined {
  const deprecation = directives.find(({ name }) => name.value === 'deprecated');
  return deprecation === undefined ? undefined : /^\d{4}-\d{2}-\d{2}(?=:)/.exec(reasonOf(deprecation))?.[0];
}

function reasonOf(deprecation: ConstDirectiveNode): string {
  const value = deprecation.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}

/** The schema as text, as it is released. */
export function sdlOf(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}
