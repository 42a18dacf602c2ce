import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** A point in time as ISO 8601 with milliseconds and the offset of Shanghai; input needs an offset of its own. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (value instanceof Date || typeof value === 'string' || typeof value === 'number') return toShanghaiIso(new Date(value));
    throw new GraphQLError('Not a point in time.');
  },
  parseValue: (value) => parseIso(value),
  parseLiteral: (node) => parseIso(textOf(node)),
});

/** A whole number as text: GraphQL's Int ends at 2^31 and JSON's numbers at 2^53. */
export const BigIntText = new GraphQLScalarType<bigint, string>({
  name: 'BigIntText',
  serialize: (value) => {
    if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value);
    return parseWhole(value).toString();
  },
  parseValue: parseWhole,
  parseLiteral: (node) => parseWhole(textOf(node)),
});

/** Writes a date as `2026-01-15T20:04:05.678+08:00`. */
export function toShanghaiIso(at: Date): string {
  if (Number.isNaN(at.getTime())) throw new GraphQLError('Not a point in time.');
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
}

function parseIso(value: unknown): Date {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
  if (typeof value !== 'string' || !form.test(value) || Number.isNaN(Date.parse(value))) {
    throw new GraphQLError('A point in time needs ISO 8601 with an offset.', { extensions: { code: 'BAD_TIME' } });
  }
  return new Date(value);
}

function parseWhole(value: unknown): bigint {
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) {
    throw new GraphQLError('A whole number as text is needed.', { extensions: { code: 'BAD_NUMBER' } });
  }
  return BigInt(value);
}

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING ? node.value : undefined;
}
