import type { FactFieldsFragment } from '../gql/graphql.ts';
import type { FactKey } from '../words/codes.ts';

type Field = FactFieldsFragment['fields'][number];

/** What happened is the name of these facts: "signed · Shangrao" rather than "route node". */
const named: Partial<Record<FactKey, readonly string[]>> = {
  'fulfilment_route-node-seen': ['kind', 'place'],
  'fulfilment_warehouse-progressed': ['step'],
};

// A machine's own sentence, in no reader's language: "the buyer does not follow the service account".
const machine = /^[\u0020-\u007e]*[a-z]+ [a-z]+ [a-z]+[\u0020-\u007e]*$/i;

/** The fields that name a fact, and those that its line tells; where a code says why, the machine's sentence stays in the opened details. */
export const splitFields = (
  key: FactKey,
  fields: readonly Field[],
): { readonly naming: readonly Field[]; readonly told: readonly Field[] } => {
  const given = fields.filter((field) => field.value !== '');
  const naming = (named[key] ?? []).flatMap((name) => given.filter((field) => field.name === name));
  const coded = given.some((field) => field.name === 'code');
  const told = given.filter((field) => !naming.includes(field) && !(coded && isReason(field.name) && machine.test(field.value)));
  return { naming, told };
};

const isReason = (name: string): boolean => name === 'reason' || name === 'detail';
