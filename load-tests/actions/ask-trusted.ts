import http from 'k6/http';
import { Counter, Trend } from 'k6/metrics';

const ids = JSON.parse(__ENV['DOCUMENTS'] ?? '{}') as Readonly<Record<string, string>>; // id by operation, from the runner

/** The command center's documents that this load asks, by the name of their operation. */
export const documents = {
  list: ['OrdersPage', 'OrdersCount', 'OrderFilterOptions'],
  page: ['OrderTwin', 'OrderOwn', 'OrderFulfilment', 'OrderReservations', 'OrderStory'],
  boards: [
    'GateCounts',
    'FlowBoard',
    'UrgentBoard',
    'StuckFunnel',
    'IntakeBoard',
    'ChannelBoard',
    'WaitingBoard',
    'SyncBoard',
    'HealthBoard',
    'AlertBoard',
  ],
} as const;
export type DocumentName = (typeof documents)[keyof typeof documents][number];

const names: readonly DocumentName[] = [...documents.list, ...documents.page, ...documents.boards];
const times = new Map(names.map((name) => [name, new Trend(`document_${name}`, true)]));

const failed = new Counter('documents_failed');

for (const name of names) if (ids[name] === undefined) throw new Error(`the command center has no document ${name}`);

/** Asks as a browser does: by the document's id. Undefined where there was no clean answer. */
export function askTrusted(gateway: string, cookie: string, name: DocumentName, variables: object): unknown {
  const answer = http.post(`${gateway}/graphql`, JSON.stringify({ documentId: ids[name], variables }), {
    headers: { 'content-type': 'application/json', cookie },
    tags: { name },
    responseType: 'text',
    timeout: '10s',
  });
  times.get(name)?.add(answer.timings.duration);
  if (answer.status === 200 && !answer.body.includes('"errors":')) return (JSON.parse(answer.body) as { readonly data: unknown }).data;
  failed.add(1);
  console.error(`${name} failed: status ${answer.status} ${answer.body?.slice(0, 300)}`);
  return undefined;
}
