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

/** The mutations of an operation, in their order; none for a query. */
export function deedsOf({ operation, fragments, variables }: Asked): readonly AskedDeed[] {
  if (operation.operation !== 'mutation') return [];
  return rootFields(operation.selectionSet, fragments).map((field) => ({
    mutation: field.name.value,
    about: { orderId: textIn(field, variables, 'orderId'), shopId: textIn(field, variables, 'shopId') },
    orderId: /^[A-Z]{2}[\w.-]{1,40}$/.exec(textIn(field, variables, 'orderId'))?.[0] ?? '',
    idempotencyKey: hashed(textIn(field, variables, 'idempotencyKey')),
  }));
}

function hashed(text: string): string {
  return text === '' ? '' : createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function textIn(field: FieldNode, variables: Readonly<Record<string, unknown>>, name: string): string {
  const given = Object.fromEntries(
    (field.arguments ?? []).map((one) => [one.name.value, valueFromASTUntyped(one.value, { ...variables })]),
  );
  const input = given['input'];
  const nested =
    typeof input === 'object' && input !== null && name in input ? (input as Readonly<Record<string, unknown>>)[name] : undefined;
  const value = given[name] ?? nested;
  return typeof value === 'string' ? value : '';
}
