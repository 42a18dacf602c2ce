import type { IncomingMessage, ServerResponse } from 'node:http';
import { signIdentity, type InternalKey } from '@orderloom/rpc/identity';
import { insideSpan, runWithTraceparent } from '@orderloom/telemetry';
import type { Route } from '@orderloom/service-runtime';
import type { Viewer } from '../application/ports.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { TrustedOnly } from '../domain/partner-errors.ts';
import { operationOf, type Documents, type Prepared } from '../federation/documents.ts';
import type { Answer, GatewayLog } from '../federation/mask-result.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { requireSameSite } from './cross-site.ts';
import { answerKey, type KeyDoorDeps } from './answer-key.ts';
import { badRequest, givenIn, refusalAnswer, type Answered } from './graphql-answer.ts';
import { isRecord, readJson } from './read-json.ts';
import { readSessionCookie } from './session-cookie.ts';

export type GraphqlDeps = {
  readonly viewers: ViewerReader;
  readonly documents: Documents;
  readonly supergraph: Supergraph;
  readonly internalKey: InternalKey;
  readonly keyDoor: KeyDoorDeps;
  readonly log: GatewayLog;
  readonly onAnswer: (seconds: number, outcome: 'data' | 'partial' | 'refused') => void;
};

const bodyBytes = 256 * 1024;

/** POST /graphql: with a key, documents of one's own; with a session, the trusted documents of the command center. */
export function graphqlRoute(deps: GraphqlDeps): Route {
  return {
    method: 'POST',
    path: '/graphql',
    handler: async (request, response) => {
      const began = performance.now();
      const { traceparent, authorization } = request.headers;
      // A request with a key is the key's alone: the cookie beside it is not looked at.
      const run = (): Promise<Answered> =>
        authorization === undefined ? answerSession(deps, request) : answerKey(deps.keyDoor, request, authorization);
      const answered = await (insideSpan()
        ? run()
        : runWithTraceparent(typeof traceparent === 'string' ? traceparent : undefined, 'POST /graphql', run));
      deps.onAnswer((performance.now() - began) / 1000, outcomeOf(answered.answer));
      send(request, response, answered);
    },
  };
}

async function answerSession(deps: GraphqlDeps, request: IncomingMessage): Promise<Answered> {
  try {
    requireSameSite(request.headers);
    const viewer = await deps.viewers.read(readSessionCookie(request.headers));
    const body = await readJson(request, bodyBytes);
    const asked = { prepared: trustedIn(body, deps.documents), ...givenIn(body) };
    operationOf(asked.prepared, asked.operationName);
    const identity = identityOf(deps.internalKey, viewer, request);
    return { status: 200, answer: await deps.supergraph.execute({ ...asked, context: { identity } }) };
  } catch (error) {
    return refusalAnswer(error, deps.log);
  }
}

function trustedIn(body: Readonly<Record<string, unknown>>, documents: Documents): Prepared {
  const { documentId, query } = body;
  if (typeof documentId === 'string') return documents.trusted(documentId);
  const persisted = isRecord(body['extensions']) ? body['extensions']['persistedQuery'] : undefined;
  const hash = isRecord(persisted) ? persisted['sha256Hash'] : undefined;
  if (typeof hash === 'string') return documents.trusted(hash);
  if (typeof query === 'string')
    throw new TrustedOnly('A session runs the documents of the command center; documents of your own need an API key.');
  throw badRequest('A documentId is needed.');
}

function identityOf(internalKey: InternalKey, viewer: Viewer, request: IncomingMessage): string {
  const wanted = /^(zh-CN|en)\b/.exec(request.headers['accept-language'] ?? '')?.[1];
  return signIdentity(internalKey, { caller: 'gateway', actor: viewer.account, roles: viewer.roles, locale: wanted ?? viewer.locale });
}

function outcomeOf(answer: Answer): 'data' | 'partial' | 'refused' {
  if (answer.errors === undefined) return 'data';
  return answer.data === undefined ? 'refused' : 'partial';
}

function send(request: IncomingMessage, response: ServerResponse, { status, answer, headers = {} }: Answered): void {
  const modern = request.headers.accept?.includes('application/graphql-response+json') === true;
  const body = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': `${modern ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}
