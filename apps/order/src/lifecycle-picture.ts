import { writeFileSync } from 'node:fs';
import { orderDeeds, orderLifecycle, orderStatuses } from './domain/order-lifecycle.ts';

/** Where the picture lies; a spec fails when it is stale. */
export const pictureFile = new URL('../../../docs/order-lifecycle.md', import.meta.url);

const meanings: Readonly<Record<(typeof orderDeeds)[number], string>> = {
  pay: 'the channel says paid',
  'lock stock': 'inventory holds every line',
  'lose stock': 'a hold on stock ended by itself; it is asked for again',
  source: 'fulfilment decided the warehouses',
  'hand over': 'the right to send a part to its warehouse was claimed',
  'take back': 'the decision fell: refused, stopped, or the recipient changed',
  'propose stop': 'the warehouse is asked to stop',
  'decline stop': 'a warehouse said no, or kept another part',
  cancel: 'all of it ends before it left',
  'ship part': 'some goods left',
  'ship all': 'everything that was not cancelled left',
  sign: 'every parcel is signed',
};

/** The page, made from the table in domain/order-lifecycle.ts. */
export function lifecyclePage(): string {
  const rows = orderStatuses.map((status) => {
    const deeds = orderLifecycle.deedsFrom(status);
    const cells = deeds.map((deed) => `${deed} → ${orderLifecycle.next(status, deed)}`);
    return `| ${status} | ${cells.length === 0 ? 'nothing: it is the end' : cells.join('<br>')} |`;
  });
  return `# The life of an order

Made from \`apps/order/src/domain/order-lifecycle.ts\` by \`node apps/order/src/lifecycle-picture.ts\`; a spec fails when it is stale.
A deed that a status does not list is refused there. Holds are no status: they block at the choke point, whatever the status is.

\`\`\`mermaid
${orderLifecycle.toMermaid().trimEnd()}
\`\`\`

## Deeds

${orderDeeds.map((deed) => `- **${deed}**: ${meanings[deed]}`).join('\n')}

## Table

| status | deeds |
|---|---|
${rows.join('\n')}

A cancelled order that its warehouse ships all the same becomes outbound: the shipped fact stands, and a conflict is raised (ruling C-17).
`;
}

if (process.argv[1] === import.meta.filename) writeFileSync(pictureFile, lifecyclePage());
