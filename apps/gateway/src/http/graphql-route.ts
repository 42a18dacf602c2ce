import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InternalKey } from '@orderloom/rpc/identity';
import { insideSpan, runWithTraceparent } from '@orderloom/telemetry';
import type { Route } from '@orderloom/service-runtime';
import type { ViewerReader } from '../application/read-viewer.ts';
import { TrustedOnly } from '../domain/partner-errors.ts';
import { operationOf, type Documents, type Prepared } from '../federation/documents.ts';
import type { Answer, GatewayLog } from '../federation/mask-result.ts';
import type { Passed, Supergraph } from '../federation/supergraph.ts';
import { requireSameSite } from './cross-site.ts';
import { answerKey, type KeyDoorDeps } from './answer-key.ts';
import { badRequest, givenIn, refusalAnswer, type Answered } from './graphql-answer.ts';
import { isRecord, readJson } from './read-json.ts';
import { readSessionCookie } from './session-cookie.ts';
import { viewerIdentities } from './viewer-identity.ts';

export type GraphqlDeps = {
  readonly viewers: ViewerReader;
  readonly documents: Documents;
  readonly supergraph: Supergraph;
  readonly internalKey: InternalKey;
  readonly keyDoor: KeyDoorDeps;
  readonly log: GatewayLog;
  readonly onAnswer: (seconds: number, outcome: 'data' | 'partial' | 'refused') => void;
};

type Identities = ReturnType<typeof viewerIdentities>;

const bodyBytes = 256 * 1024;

/** POST /graphql: with a key, documents of one's own; with a session, the trusted documents of the command center. */
export function graphqlRoute(deps: GraphqlDeps): Route {
  const identities = viewerIdentities(deps.internalKey);
  return {
    method: 'POST',
    path: '/graphql',
    handler: async (request, response) => {
      const began = performance.now();
      const { traceparent, authorization } = request.headers;
      // A request with a key is the key's alone: the cookie beside it is not looked at.
      const run = (): Promise<Answered<Answer | Passed>> =>
        authorization === undefined ? answerSession(deps, identities, request) : answerKey(deps.keyDoor, request, authorization);
      const answered = await (insideSpan()
        ? run()
        : runWithTraceparent(typeof traceparent === 'string' ? traceparent : undefined, 'POST /graphql', run));
      deps.onAnswer((performance.now() - began) / 1000, outcomeOf(answered.answer));
      send(request, response, answered);
    },
  };
}

async function answerSession(deps: GraphqlDeps, identities: Identities, request: IncomingMessage): Promise<Answered<Answer | Passed>> {
  try {
    requireSameSite(request.headers);
    const viewer = await deps.viewers.read(readSessionCookie(request.headers));
    const body = await readJson(request, bodyBytes);
    const asked = { prepared: trustedIn(body, deps.documents), ...givenIn(body) };
    operationOf(asked.prepared, asked.operationName);
    const identity = identities(viewer, languageOf(request));
    return { status: 200, answer: await deps.supergraph.executeTrusted({ ...asked, context: { identity } }) };
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

function languageOf(request: IncomingMessage): string | undefined {
  return /^(zh-CN|en)\b/.exec(request.headers['accept-language'] ?? '')?.[1];
}

function outcomeOf(answer: Answer | Passed): 'data' | 'partial' | 'refused' {
  if ('bytes' in answer || answer.errors === undefined) return 'data';
  return answer.data === undefined ? 'refused' : 'partial';
}

function send(request: IncomingMessage, response: ServerResponse, { status, answer, headers = {} }: Answered<Answer | Passed>): void {
  const modern = request.headers.accept?.includes('application/graphql-response+json') === true;
  const body = 'bytes' in answer ? answer.bytes : JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': `${modern ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}
