import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../start/paths.ts';

/** One question of the gateway, and what a client without a gateway would have to ask itself. */
export interface RatioCase {
  readonly name: 'scalar' | 'list' | 'join';
  /** P9. */
  readonly pass: number;
  readonly wow: number;
  /** The trusted document that the gateway is asked. */
  readonly document: string;
  readonly variables: (nth: number) => object;
  /** Variables whose answers are compared too: what is not there, what is empty. */
  readonly alsoCompared: readonly object[];
  /** The one question of Y, or the two calls that take the place of the join: the second is told the ids of the first. */
  readonly direct: readonly Direct[];
}

export interface Direct {
  readonly app: 'order' | 'control-tower';
  readonly query: string;
  readonly variables: (nth: number, ids: readonly string[]) => object;
}

const ownPart = 'status timeClass platformState paidAmount { minor currency } lines { sku title quantity }';
const twinPart = 'id platformOrderNo currentGate stuck maskedName';

const documents = {
  scalar: 'query RatioScalar($id: ID!) { order(id: $id) { id status platformOrderNo receivedAt } }',
  join: `query RatioJoin { orders(first: 20) { nodes { ${twinPart} order { ${ownPart} } } } }`,
} as const;

/** Documents of the bench's own; the list is the command center's. */
export const ownRatioDocuments: readonly string[] = Object.values(documents);

/** A few plain fields of one order, the command center's order list with 100 rows, and 20 orders of the tower with what the order service adds. */
export function ratioCases(ids: readonly string[]): readonly RatioCase[] {
  const idOf = (nth: number): { readonly id: string } => ({ id: ids[nth % ids.length] ?? '' });
  const list = commandCenterDocument('OrdersPage');
  const firstHundred = (): object => ({ first: 100 });
  return [
    {
      name: 'scalar',
      pass: 0.65,
      wow: 0.9,
      document: documents.scalar,
      variables: idOf,
      alsoCompared: [{ id: 'DY20200101-000001' }],
      direct: [{ app: 'order', query: documents.scalar, variables: idOf }],
    },
    {
      name: 'list',
      pass: 0.5,
      wow: 0.9,
      document: list,
      variables: firstHundred,
      alsoCompared: [{ first: 1 }, { first: 100, filter: { search: 'nobody has this number' } }],
      direct: [{ app: 'control-tower', query: list, variables: firstHundred }],
    },
    {
      name: 'join',
      pass: 0.6,
      wow: 0.75,
      document: documents.join,
      variables: () => ({}),
      alsoCompared: [],
      direct: [
        { app: 'control-tower', query: `query { orders(first: 20) { nodes { ${twinPart} } } }`, variables: () => ({}) },
        {
          app: 'order',
          query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { ${ownPart} } } }`,
          variables: (_nth, found) => ({ of: found.map((id) => ({ __typename: 'Order', id })) }),
        },
      ],
    },
  ];
}

export function commandCenterDocuments(): readonly string[] {
  const file = join(root, 'apps/command-center/trusted-documents.json');
  return Object.values(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))));
}

function commandCenterDocument(operation: string): string {
  const text = commandCenterDocuments().find((one) => new RegExp(`\\bquery ${operation}\\b`).test(one));
  if (text === undefined) throw new Error(`the command center asks nothing that is called ${operation}`);
  return text;
}
