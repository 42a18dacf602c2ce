import { createHash } from 'node:crypto';
import { valueFromASTUntyped, type FieldNode } from 'graphql';
import type { Asked } from './partner-desk.ts';
import { rootFields } from './root-fields.ts';

/**
 * One mutation of a document, as far as the audit log wants to know. Its inputs may hold personal data: told are an order id that looks
 * like one, and a hash of the idempotency key, which the partner chose.
 */
export type AskedDeed = {
  readonly mutation: string;
  readonly orderId: string;
  readonly idempotencyKey: string;
  /** What the inputs name, as it came: for asking, not for telling. */
  readonly about: { readonly orderId: string; readonly shopId: string };
};

/** The deeds of an operation, in their order: a mutation with a list of inputs is one for each of them. None for a query. */
export function deedsOf({ operation, fragments, variables }: Pick<Asked, 'operation' | 'fragments' | 'variables'>): readonly AskedDeed[] {
  if (operation.operation !== 'mutation') return [];
  return rootFields(operation.selectionSet, fragments).flatMap((field) =>
    inputsOf(field, variables).map((input) => ({
      mutation: field.name.value,
      about: { orderId: textIn(input, 'orderId'), shopId: textIn(input, 'shopId') },
      orderId: /^[A-Z]{2}[\w.-]{1,40}$/.exec(textIn(input, 'orderId'))?.[0] ?? '',
      idempotencyKey: hashed(textIn(input, 'idempotencyKey')),
    })),
  );
}

function hashed(text: string): string {
  return text === '' ? '' : createHash('sha256').update(text).digest('hex').slice(0, 16);
}

type Values = Readonly<Record<string, unknown>>;

/** What a mutation is told: each input object with the plain arguments beside it, or these alone. */
function inputsOf(field: FieldNode, variables: Values): readonly Values[] {
  const given = Object.fromEntries(
    (field.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value, { ...variables })]),
  );
  const inputs = Object.values(given).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isValues));
  return inputs.length === 0 ? [given] : inputs.map((input) => ({ ...input, ...given }));
}

function textIn(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
