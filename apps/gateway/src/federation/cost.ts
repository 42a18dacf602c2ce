import {
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { CostTooGreat } from '../domain/partner-errors.ts';
import { rootFields } from './root-fields.ts';

/** Prices; docs/partner-api.md tells them to partners. */
export const prices = {
  /** Greatest price of one document. */
  greatest: 5_000,
  /** A list that is given no size counts as so many. */
  unsizedList: 5,
  /** A deed, beside what is read of its answer; each one of a list of inputs is a deed. */
  mutation: 10,
  /** A total that is counted to the end. */
  exactTotal: 50,
  /** Rows that are looked for by a part of their text. */
  search: 10,
  /** A document about the schema. */
  introspection: 100,
} as const;

// Beyond every sum that matters, and far from where numbers lose their units.
const endless = 1_000_000_000;

type Variables = Readonly<Record<string, unknown>>;
type At = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
};

/**
 * The price of an operation before it runs: 1 for each object that it may answer with. Fields of a page count as often as `first`
 * says. The document is valid and within the limits, so the walk ends.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
): number {
  const root = schema.getRootType(operation.operation);
  if (root === null || root === undefined) return 0;
  const at = { schema, fragments, variables };
  const deeds = operation.operation === 'mutation' ? rootFields(operation.selectionSet, fragments) : [];
  const deedsCost = deeds.reduce((sum, node) => {
    const field = fieldOf(schema, root.name, node.name.value);
    return sum + prices.mutation * (field === undefined ? 1 : Math.max(1, inputsIn(getArgumentValues(field, node, variables))));
  }, 0);
  return Math.min(deedsCost + costOfSet(at, operation.selectionSet, root.name, 1), endless);
}

/** Throws CostTooGreat for a price above the greatest. */
export function requirePayable(cost: number): void {
  if (cost > prices.greatest)
    throw new CostTooGreat(`The document costs ${cost}; one request may cost ${prices.greatest}. Ask for smaller pages.`, {
      requested: cost,
      greatest: prices.greatest,
    });
}

function costOfSet(at: At, set: SelectionSetNode, typeName: string, pageSize: number): number {
  let sum = 0;
  for (const selection of set.selections) {
    switch (selection.kind) {
      case Kind.FIELD:
        sum += costOfField(at, selection, typeName, pageSize);
        break;
      case Kind.INLINE_FRAGMENT:
        sum += costOfSet(at, selection.selectionSet, selection.typeCondition?.name.value ?? typeName, pageSize);
        break;
      case Kind.FRAGMENT_SPREAD: {
        const fragment = at.fragments.get(selection.name.value);
        if (fragment !== undefined) sum += costOfSet(at, fragment.selectionSet, fragment.typeCondition.name.value, pageSize);
        break;
      }
    }
    if (sum >= endless) return endless;
  }
  return sum;
}

function costOfField(at: At, node: FieldNode, typeName: string, pageSize: number): number {
  const field = fieldOf(at.schema, typeName, node.name.value);
  if (field === undefined || !isCompositeType(getNamedType(field.type)) || node.selectionSet === undefined) return 0;
  const given = getArgumentValues(field, node, at.variables);
  const asked = firstOf(field, given);
  // `orders(first: 50) { nodes { … } }`: the size is said at the page and met at the list inside it.
  const times = isList(field.type) ? (asked ?? (pageSize > 1 ? pageSize : Math.max(prices.unsizedList, inputsIn(given)))) : 1;
  const inner = costOfSet(at, node.selectionSet, getNamedType(field.type).name, isList(field.type) ? 1 : (asked ?? 1));
  return Math.min(searchCost(given) + times * (1 + inner), endless);
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const type = schema.getType(typeName);
  if (isUnionType(type) || (!isObjectType(type) && !isInterfaceType(type))) return undefined;
  return type.getFields()[name];
}

function firstOf(field: GraphQLField<unknown, unknown>, given: Variables): number | undefined {
  const argument = field.args.find(({ name }) => name === 'first');
  if (argument === undefined) return undefined;
  const size = given['first'] ?? argument.defaultValue;
  // What is no number is refused when variables are read; until then it is dear.
  return typeof size === 'number' && Number.isFinite(size)
    ? Math.max(1, Math.trunc(size))
    : size === undefined || size === null
      ? 50
      : endless;
}

/** The longest list among the arguments: each of its elements is work of its own. */
function inputsIn(given: Variables): number {
  return Math.max(0, ...Object.values(given).map((value) => (Array.isArray(value) ? value.length : 0)));
}

function searchCost({ exactTotal, search, filter }: Variables): number {
  const inFilter = typeof filter === 'object' && filter !== null && 'search' in filter ? filter.search : undefined;
  const searches = [search, inFilter].some((text) => typeof text === 'string' && text.trim() !== '');
  return (exactTotal === true ? prices.exactTotal : 0) + (searches ? prices.search : 0);
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isListType(type.ofType));
}
