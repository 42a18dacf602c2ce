import { check } from 'k6';
import { askTrusted, documents, type DocumentName } from '../actions/ask-trusted.ts';

type Person = (name: DocumentName, variables: object) => unknown;

export function personAt(gateway: string, cookie: string): Person {
  return (name, variables) => {
    const data = askTrusted(gateway, cookie, name, variables);
    check(data, { 'document answered without an error': (answer) => answer !== undefined });
    return data;
  };
}

/** The list with what stands around it; then one order of it, opened whole. */
export function openListAndOrder(ask: Person): void {
  const data = ask('OrdersPage', { first: 50 }) as { readonly orders?: { readonly nodes: readonly { readonly id: string }[] } } | undefined;
  ask('OrdersCount', {});
  ask('OrderFilterOptions', {});
  const nodes = data?.orders?.nodes ?? [];
  const id = nodes[Math.floor(Math.random() * nodes.length)]?.id;
  if (id !== undefined) openOrder(ask, id);
}

function openOrder(ask: Person, id: string): void {
  ask('OrderTwin', { search: id });
  ask('OrderOwn', { id });
  ask('OrderFulfilment', { byOwner: true, id, search: id });
  ask('OrderReservations', { byOwner: true, id, search: id });
  ask('OrderStory', { search: id, first: 50 });
}

/** The first page of the morning: every board. */
export function lookAtBoards(ask: Person): void {
  for (const board of documents.boards) ask(board, variablesOf(board));
}

function variablesOf(board: (typeof documents)['boards'][number]): object {
  if (board === 'UrgentBoard') return { first: 10 };
  if (board === 'HealthBoard') return { days: 7 };
  return {};
}
