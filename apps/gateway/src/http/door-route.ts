import { sendJson, type Route } from '@orderloom/service-runtime';
import { readDoor, type DoorPurpose } from '@orderloom/rpc/door-token';
import { signIdentity, type InternalKey } from '@orderloom/rpc/identity';
import { DoorShut, RequestRefused } from '../domain/account-errors.ts';
import { keepNewest } from '../domain/keep-newest.ts';
import { operationOf, type Documents } from '../federation/documents.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { answerRefusal } from './answer-refusal.ts';
import { readJson } from './read-json.ts';

/** The one document that each kind of link may read, by the name of its operation; its only variable is the link's subject. */
const operations: Readonly<Record<string, DoorPurpose>> = { BuyerPage: 'p', MessageCard: 'card' };
/** A link that is opened again and again costs the hub one reading in this time. */
const FRESH_MS = 2_000;
const KEPT = 2_000;

/** POST /doors {token, documentId}: what a link shows to whoever holds it, without sign-in. */
export function doorRoute(deps: {
  readonly documents: Documents;
  readonly supergraph: Supergraph;
  readonly internalKey: InternalKey;
}): Route {
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<object> }>();
  const read = (token: string, documentId: string): Promise<object> => {
    const prepared = deps.documents.trusted(documentId);
    const purpose = operations[operationOf(prepared, undefined).name?.value ?? ''];
    const subject = purpose === undefined ? undefined : readDoor(deps.internalKey, purpose, token);
    if (subject === undefined) throw new DoorShut('This link opens nothing.');
    const key = `${documentId} ${subject}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > Date.now()) return known.answer;
    const identity = signIdentity(deps.internalKey, { caller: 'gateway', actor: `door:${purpose}`, roles: [] });
    const answer = deps.supergraph.execute({ prepared, operationName: undefined, variables: { id: subject }, context: { identity } });
    kept.set(key, { until: Date.now() + FRESH_MS, answer });
    keepNewest(kept, KEPT);
    return answer;
  };
  return {
    method: 'POST',
    path: '/doors',
    handler: async (request, response) => {
      response.setHeader('cache-control', 'no-store');
      try {
        const { token, documentId } = await readJson(request, 4 * 1024);
        if (typeof token !== 'string' || typeof documentId !== 'string')
          throw new RequestRefused('BAD_REQUEST', 'token and documentId are needed.');
        sendJson(response, 200, await read(token, documentId));
      } catch (error) {
        answerRefusal(response, error);
      }
    },
  };
}
