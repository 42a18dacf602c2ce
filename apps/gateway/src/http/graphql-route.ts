import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@orderloom/domain-kernel';
import { signIdentity, type InternalKey } from '@orderloom/rpc/identity';
import { errorFields, insideSpan, runWithTraceparent } from '@orderloom/telemetry';
import type { Route } from '@orderloom/service-runtime';
import type { GraphQLFormattedError } from 'graphql';
import type { Viewer } from '../application/ports.ts';
import type { ViewerReader } from '../application/read-viewer.ts';
import { RequestRefused } from '../domain/account-errors.ts';
import { DocumentRefused, operationOf, type Documents, type Prepared } from '../federation/documents.ts';
import type { Answer, GatewayLog } from '../federation/mask-result.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { statusOf } from './answer-refusal.ts';
import { requireSameSite } from './cross-site.ts';
import { isRecord, readJson } from './read-json.ts';
import { readSessionCookie } from './session-cookie.ts';

export type GraphqlDeps = {
  readonly viewers: ViewerReader;
  readonly documents: Documents;
  readonly supergraph: Supergraph;
  readonly internalKey: InternalKey;
  readonly log: GatewayLog;
  readonly onAnswer: (seconds: number, outcome: 'data' | 'partial' | 'refused') => void;
};

const bodyBytes = 256 * 1024;

/** POST /graphql for signed-in people: a document of their own within limits, or the id of a trusted one. */
export function graphqlRoute(deps: GraphqlDeps): Route {
  return {
    method: 'POST',
    path: '/graphql',
    handler: async (request, response) => {
      const began = performance.now();
      const traceparent = request.headers['traceparent'];
      const run = (): Promise<Answered> => answerOf(deps, request);
      const { status, answer } = await (insideSpan()
        ? run()
        : runWithTraceparent(typeof traceparent === 'string' ? traceparent : undefined, 'POST /graphql', run));
      deps.onAnswer((performance.now() - began) / 1000, outcomeOf(answer));
      send(request, response, status, answer);
    },
  };
}

type Answered = { readonly status: number; readonly answer: Answer };

async function answerOf(deps: GraphqlDeps, request: IncomingMessage): Promise<Answered> {
  try {
    requireSameSite(request.headers);
    const viewer = await deps.viewers.read(readSessionCookie(request.headers));
    const asked = askedOf(await readJson(request, bodyBytes), deps.documents);
    operationOf(asked.prepared, asked.operationName);
    const identity = identityOf(deps.internalKey, viewer, request);
    return { status: 200, answer: await deps.supergraph.execute({ ...asked, context: { identity } }) };
  } catch (error) {
    if (error instanceof DomainError) return { status: statusOf(error), answer: { errors: errorsOf(error) } };
    const reference = randomUUID();
    deps.log.error({ reference, ...errorFields(error) }, 'graphql request failed');
    return {
      status: 500,
      answer: { errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL', reference } }] },
    };
  }
}

function askedOf(
  body: Readonly<Record<string, unknown>>,
  documents: Documents,
): { readonly prepared: Prepared; readonly operationName: string | undefined; readonly variables: Readonly<Record<string, unknown>> } {
  const { operationName, variables } = body;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
    throw badRequest('operationName must be a text.');
  if (variables !== undefined && variables !== null && !isRecord(variables)) throw badRequest('variables must be an object.');
  return { prepared: documentOf(body, documents), operationName: operationName ?? undefined, variables: variables ?? {} };
}

function documentOf(body: Readonly<Record<string, unknown>>, documents: Documents): Prepared {
  const { documentId, query } = body;
  if (typeof documentId === 'string') return documents.trusted(documentId);
  if (typeof query === 'string' && query !== '') return documents.adHoc(query);
  const persisted = isRecord(body['extensions']) ? body['extensions']['persistedQuery'] : undefined;
  const hash = isRecord(persisted) ? persisted['sha256Hash'] : undefined;
  if (typeof hash === 'string') return documents.trusted(hash);
  throw badRequest('A query or a documentId is needed.');
}

function identityOf(internalKey: InternalKey, viewer: Viewer, request: IncomingMessage): string {
  const wanted = /^(zh-CN|en)\b/.exec(request.headers['accept-language'] ?? '')?.[1];
  return signIdentity(internalKey, { caller: 'gateway', actor: viewer.account, roles: viewer.roles, locale: wanted ?? viewer.locale });
}

function errorsOf(error: DomainError): readonly GraphQLFormattedError[] {
  if (error instanceof DocumentRefused && error.errors.length > 0) {
    return error.errors.map(({ message, locations }) => ({
      message,
      ...(locations === undefined ? {} : { locations }),
      extensions: { code: error.code },
    }));
  }
  return [{ message: error.message, extensions: { code: error.code } }];
}

function outcomeOf(answer: Answer): 'data' | 'partial' | 'refused' {
  if (answer.errors === undefined) return 'data';
  return answer.data === undefined ? 'refused' : 'partial';
}

function send(request: IncomingMessage, response: ServerResponse, status: number, answer: Answer): void {
  const modern = request.headers.accept?.includes('application/graphql-response+json') === true;
  const body = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': `${modern ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}

function badRequest(message: string): RequestRefused {
  return new RequestRefused('BAD_REQUEST', message);
}
