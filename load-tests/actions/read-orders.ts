import crypto from 'k6/crypto';
import http from 'k6/http';
import { ownDocuments } from '../../tools/start/own-documents.ts';

const listId = crypto.sha256(ownDocuments.loadList, 'hex');
const pageId = crypto.sha256(ownDocuments.loadPage, 'hex');

export interface ReadAnswer {
  readonly ok: boolean;
  readonly ids: readonly string[];
}

/** Signs a person in; gives the cookie of the session. */
export function signIn(gateway: string, account: string, password: string): string {
  const answer = http.post(`${gateway}/auth/sign-in`, JSON.stringify({ account, password }), {
    headers: { 'content-type': 'application/json' },
    tags: { name: 'sign-in' },
    responseType: 'text',
  });
  const cookie = answer.cookies['hub_session']?.[0]?.value;
  if (answer.status !== 200 || cookie === undefined) throw new Error(`${account} could not sign in: ${answer.status} ${answer.body}`);
  return `hub_session=${cookie}`;
}

export function listOrders(gateway: string, cookie: string): ReadAnswer {
  const answer = ask(gateway, cookie, 'list orders', { documentId: listId });
  const nodes = answer?.data?.orders?.nodes;
  return { ok: nodes !== undefined, ids: (nodes ?? []).map(({ id }) => id) };
}

export function openOrder(gateway: string, cookie: string, id: string): ReadAnswer {
  const answer = ask(gateway, cookie, 'open order', { documentId: pageId, variables: { id } });
  return { ok: answer?.data?.order?.id === id, ids: [id] };
}

interface Answer {
  readonly data?: { readonly orders?: { readonly nodes: readonly { readonly id: string }[] }; readonly order?: { readonly id: string } };
  readonly errors?: readonly unknown[];
}

function ask(gateway: string, cookie: string, name: string, body: object): Answer | undefined {
  const answer = http.post(`${gateway}/graphql`, JSON.stringify(body), {
    headers: { 'content-type': 'application/json', cookie },
    tags: { name },
    responseType: 'text',
    timeout: '10s',
  });
  const read = answer.status === 200 ? (JSON.parse(answer.body) as Answer) : undefined; // what is not there is told by the callers
  if (read !== undefined && read.errors === undefined) return read;
  console.error(`${name} failed: status ${answer.status} ${answer.body?.slice(0, 300)}`);
  return undefined;
}
