import type { IncomingMessage } from 'node:http';
import type { Clock } from '@orderloom/domain-kernel';
import { signIdentity, type InternalKey } from '@orderloom/rpc/identity';
import { traceparentOf } from '@orderloom/telemetry';
import type { keyAllowances } from '../application/key-allowance.ts';
import type { KeyLanes } from '../application/key-lanes.ts';
import type { KeyHolder, PartnerKeys } from '../application/partner-ports.ts';
import type { KeyReader } from '../application/read-key.ts';
import { RateLimited } from '../domain/partner-errors.ts';
import { deedsOf } from '../federation/key-deeds.ts';
import type { Answer, GatewayLog } from '../federation/mask-result.ts';
import type { Asked, PartnerDesk } from '../federation/partner-desk.ts';
import type { SandboxFence } from '../federation/sandbox-fence.ts';
import type { Supergraph } from '../federation/supergraph.ts';
import { badRequest, givenIn, refusalAnswer, type Answered } from './graphql-answer.ts';
import { readJson } from './read-json.ts';

export type KeyDoorDeps = {
  readonly reader: KeyReader;
  readonly allowanceOf: ReturnType<typeof keyAllowances>;
  readonly keys: Pick<PartnerKeys, 'tellDeeds'>;
  readonly lanes: KeyLanes;
  readonly desk: PartnerDesk;
  readonly supergraph: Supergraph;
  readonly fence: SandboxFence;
  readonly internalKey: InternalKey;
  /** Ids of the shops that test keys reach. */
  readonly sandboxShops: readonly string[];
  readonly log: GatewayLog;
  readonly clock: Clock;
};

const bodyBytes = 256 * 1024;
// A document of the greatest length in Chinese is 96 KiB.
const bodyShape = { values: 6_000, depth: 40, textBytes: 96 * 1024 };

/** Answers a request that brought a key. Each step is dearer than the one before, so that a hostile request ends at the cheapest. */
export async function answerKey(deps: KeyDoorDeps, request: IncomingMessage, authorization: string): Promise<Answered> {
  let headers: () => Readonly<Record<string, string>> = () => ({});
  let cost: (() => object) | undefined;
  const answered = await run().catch((error: unknown) => {
    const refused = refusalAnswer(error, deps.log);
    const wait = error instanceof RateLimited ? error.details['retryAfterSeconds'] : undefined;
    return wait === undefined ? refused : { ...refused, headers: { 'retry-after': String(wait) } };
  });
  return {
    ...answered,
    answer: cost === undefined ? answered.answer : { ...answered.answer, extensions: { cost: cost() } },
    headers: { ...headers(), ...answered.headers },
  };

  async function run(): Promise<Answered> {
    const holder = await deps.reader.read(authorization, request.socket.remoteAddress ?? '');
    const allowance = deps.allowanceOf(holder);
    headers = allowance.headers;
    allowance.takeRequest();
    const body = await readJson(request, bodyBytes, bodyShape);
    if (typeof body['query'] !== 'string' || body['query'] === '')
      throw badRequest('A query is needed: keys bring their documents as text.');
    const { operationName, variables } = givenIn(body);
    const asked = deps.desk.read(holder.scopes, body['query'], operationName, variables);
    allowance.takeCost(asked.cost);
    cost = () => ({ requested: asked.cost, ...allowance.cost() });
    return { status: 200, answer: await deps.lanes(holder.keyId, () => execute(deps, holder, asked, request)) };
  }
}

async function execute(deps: KeyDoorDeps, holder: KeyHolder, asked: Asked, request: IncomingMessage): Promise<Answer> {
  // Who went away while waiting for his turn asks again; what nobody hears of is not done.
  if (request.socket.destroyed) throw badRequest('The caller has gone.');
  if (asked.answerHere !== undefined) {
    const { data, errors } = asked.answerHere();
    return { data, ...(errors === undefined ? {} : { errors: errors.map((error) => error.toJSON()) }) };
  }
  const deeds = deedsOf(asked);
  if (holder.environment === 'test') await deps.fence(deeds, identityOf(deps, { ...holder, scopes: ['orders:read'] }, request));
  if (deeds.length > 0) {
    const { keyId, partner } = holder;
    // Before the deed: one that is done and not told of is the worse of the two.
    await deps.keys.tellDeeds(
      deeds.map(({ about: _, ...deed }) => ({ ...deed, keyId, partner, at: deps.clock(), traceparent: traceparentOf() ?? '' })),
    );
  }
  const { prepared, operationName, variables } = asked;
  const identity = identityOf(deps, holder, request);
  return deps.supergraph.execute({ prepared, operationName, variables, context: { identity } });
}

function identityOf(deps: KeyDoorDeps, holder: KeyHolder, request: IncomingMessage): string {
  const locale = /^(zh-CN|en)\b/.exec(request.headers['accept-language'] ?? '')?.[1] ?? 'en';
  return signIdentity(deps.internalKey, {
    caller: 'gateway',
    actor: `key:${holder.keyId}`,
    roles: [],
    locale,
    scopes: holder.scopes,
    partner: holder.partner,
    environment: holder.environment,
    ...(holder.environment === 'test' ? { shops: deps.sandboxShops } : {}),
  });
}
