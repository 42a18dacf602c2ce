import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** Text around a selection of one type: `query { order(id: "x") { ` and ` } }`. */
export interface Way {
  readonly open: string;
  readonly close: string;
  readonly isDeed: boolean;
}

/** What may be walked through. */
export type Admits = (coordinate: string) => boolean;

/** The shortest way to each type, from Query and Mutation and from what else is given. Values that a field needs are made up. */
export function waysThrough(
  schema: GraphQLSchema,
  admits: Admits,
  options: { readonly orderId: string; readonly from?: ReadonlyMap<string, Way> },
): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>([
    ['Query', { open: 'query { ', close: ' }', isDeed: false }],
    ...(options.from ?? []),
    ...(schema.getMutationType() == null ? [] : [['Mutation', { open: 'mutation { ', close: ' }', isDeed: true }] as const]),
  ]);
  const waiting = [...ways.keys()];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const type = schema.getType(name);
    const way = ways.get(name);
    if (way === undefined || (!isObjectType(type) && !isInterfaceType(type))) continue;
    for (const field of Object.values(type.getFields())) {
      if (!admits(`${name}.${field.name}`)) continue;
      const answer = getNamedType(field.type);
      const open = `${way.open}${field.name}${argumentsOf(field, options.orderId)} { `;
      const next = isUnionType(answer) ? answer.getTypes() : isObjectType(answer) ? [answer] : [];
      for (const one of next) {
        if (ways.has(one.name)) continue;
        const [before, after] = isUnionType(answer) ? [`${open}... on ${one.name} { `, ` } }${way.close}`] : [open, ` }${way.close}`];
        ways.set(one.name, { open: before, close: after, isDeed: way.isDeed });
        waiting.push(one.name);
      }
    }
  }
  return ways;
}

/** A document that asks for one field under the name `probe`. */
export function probe(way: Way, field: GraphQLField<unknown, unknown>, orderId: string): string {
  const answer = getNamedType(field.type);
  const inner = isObjectType(answer) || isUnionType(answer) || isInterfaceType(answer) ? ' { __typename }' : '';
  return `${way.open}probe: ${field.name}${argumentsOf(field, orderId)}${inner}${way.close}`;
}

/** Whether an answer holds a value under the name `probe`. */
export function isProbed(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isProbed);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, inner]) => (name === 'probe' && inner !== null) || isProbed(inner));
}

function argumentsOf(field: GraphQLField<unknown, unknown>, orderId: string): string {
  const needed = field.args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  if (needed.length === 0) return '';
  return `(${needed.map((argument) => `${argument.name}: ${madeUp(argument.name, argument.type, orderId)}`).join(', ')})`;
}

function madeUp(name: string, type: GraphQLInputType, orderId: string): string {
  if (isNonNullType(type)) return madeUp(name, type.ofType, orderId);
  if (isListType(type)) return `[${madeUp(name, type.ofType, orderId)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'NONE';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined);
    return `{ ${fields.map((field) => `${field.name}: ${madeUp(field.name, field.type, orderId)}`).join(', ')} }`;
  }
  switch (type.name) {
    case 'Int':
    case 'Float':
      return '1';
    case 'Boolean':
      return 'true';
    case 'DateTime':
      return '"2026-11-22T12:00:00+08:00"';
    case 'BigIntText':
      return '"1"';
    default:
      return JSON.stringify(name === 'id' ? orderId : name === 'day' ? '2026-11-22' : 'x');
  }
}
