import { systemClock } from '@orderloom/domain-kernel';
import { connectHub } from '@orderloom/messaging';
import { createOutbox, createRelay, outboxMigrations, registerOutboxMetrics } from '@orderloom/outbox';
import {
  openDatabase,
  operationsRoutes,
  repeat,
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import type { PartnerMarks } from '@orderloom/subgraph';
import { errorFields } from '@orderloom/telemetry';
import { register } from 'prom-client';
import { changePassword } from './application/change-password.ts';
import { driveSandbox } from './application/drive-sandbox.ts';
import { ensureDemoAccounts } from './application/ensure-demo-accounts.ts';
import { ensureDemoKey } from './application/ensure-demo-key.ts';
import { keyLanes } from './application/key-lanes.ts';
import { keyAllowances } from './application/key-allowance.ts';
import { keepKeys } from './application/keep-keys.ts';
import { keyReader } from './application/read-key.ts';
import { keepAccounts } from './application/keep-accounts.ts';
import { tellTogether } from './application/tell-together.ts';
import { viewerReader } from './application/read-viewer.ts';
import { passwordTries } from './application/password-tries.ts';
import { signIn } from './application/sign-in.ts';
import { signOut } from './application/sign-out.ts';
import { keepApolloSilent, type GatewayEnv } from './env.ts';
import { documents } from './federation/documents.ts';
import { partnerDesk } from './federation/partner-desk.ts';
import { sandboxFence } from './federation/sandbox-fence.ts';
import { loadSupergraph } from './federation/supergraph.ts';
import { accountRoutes } from './http/account-routes.ts';
import { authRoutes } from './http/auth-routes.ts';
import { doorRoute } from './http/door-route.ts';
import { exportRoutes } from './http/export-routes.ts';
import { graphiqlRoute } from './http/graphiql-route.ts';
import { graphqlRoute } from './http/graphql-route.ts';
import { importRoutes } from './http/import-routes.ts';
import { keyRoutes } from './http/key-routes.ts';
import { liveRoute } from './http/live-route.ts';
import { sandboxAt, sandboxRoute } from './http/sandbox-route.ts';
import { liveStream } from './live/live-stream.ts';
import { listenToTwin } from './live/twin-changes.ts';
import { gatewayMetrics } from './metrics.ts';
import { accountKeeping } from './persistence/account-keeping.ts';
import { AccountMapping } from './persistence/account.mapping.ts';
import { accountRepository } from './persistence/account-repository.ts';
import { argon2Passwords } from './persistence/argon2-passwords.ts';
import { partnerKeys } from './persistence/partner-keys.ts';
import { sandboxAudit } from './persistence/sandbox-audit.ts';
import { sessionStore } from './persistence/session-store.ts';
import { services, wholeReadiness } from './readiness.ts';

export type GatewayParts = {
  readonly env: GatewayEnv;
  readonly log: Logger;
  readonly port: number;
  /** `http://host:port` of another app. */
  readonly addressOf: (app: string) => string;
  readonly supergraphSdl: string;
  readonly trustedDocuments: ReadonlyMap<string, string>;
  /** Fields that keys may ask, with the scopes that admit them. */
  readonly partnerFields: PartnerMarks;
  /** Ids of the shops that test keys reach. */
  readonly sandboxShops: readonly string[];
  /** Services that readiness asks; all of them unless told. */
  readonly services?: readonly string[];
};

const KEY_ENDS_PAUSE_MS = 60_000;
/** Requests of one key: at once, half of the connections that there are to a service, and in line behind them. */
const KEY_RUNNING = 32;
const KEY_WAITING = 2_000;

export type RunningGateway = RunningService & { readonly port: number };

/** Builds the gateway and opens its door. */
export async function compose(parts: GatewayParts): Promise<RunningGateway> {
  const { env, log, addressOf } = parts;
  const clock = systemClock;
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'gateway',
    entities: [AccountMapping],
    migrations: [...outboxMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
  });
  const hub = await connectHub({ url: env.NATS_URL, name: 'gateway' });
  const onTrouble = (what: string, error: unknown): void => log.warn({ what, ...errorFields(error) }, 'relay trouble');
  const relay = createRelay({ pool: database.pool, hub, context: 'gateway', onTrouble });
  const outbox = createOutbox({ source: 'gateway', now: clock, wake: relay.wake });

  const accounts = accountRepository(database.fork);
  const keeping = accountKeeping(database.pool, outbox);
  const sessions = sessionStore(database.pool, outbox);
  const tries = passwordTries(clock);
  const viewers = viewerReader({ sessions, clock });
  if (env.HUB_DEMO === '1' && env.HUB_DEMO_PASSWORD !== undefined) {
    await ensureDemoAccounts({ accounts, passwords: argon2Passwords, clock }, env.HUB_DEMO_PASSWORD);
  }

  const stream = liveStream();
  const metrics = gatewayMetrics(stream.listeners);
  registerOutboxMetrics(register, { pool: database.pool, inbox: undefined });
  keepApolloSilent();
  const supergraph = await loadSupergraph({
    sdl: parts.supergraphSdl,
    urlOf: (subgraph) => new URL(`${addressOf(subgraph)}/graphql`),
    deadlineMs: env.HUB_SUBGRAPH_DEADLINE_MS,
    log,
    onFailure: (subgraph, error) => {
      metrics.subgraphFailed(subgraph);
      log.warn({ subgraph, ...errorFields(error) }, 'subgraph silent');
    },
  });
  const twin = listenToTwin(hub, {
    isWanted: stream.isHeard,
    onUnwanted: stream.skip,
    onChange: stream.take,
    onGap: stream.reset,
    onUnreadable: (reason) => log.warn({ reason: reason.slice(0, 120) }, 'unreadable twin change'),
  });
  const known = documents(supergraph.schema, parts.trustedDocuments, (document, reason) =>
    log.warn({ document, reason }, 'trusted document does not fit'),
  );
  const keys = partnerKeys(database.pool, outbox);
  const reader = keyReader({ keys, clock });
  const desk = partnerDesk(supergraph.schema, parts.partnerFields);
  const keyDoor = {
    reader,
    allowanceOf: keyAllowances(clock),
    lanes: keyLanes({ running: KEY_RUNNING, waiting: KEY_WAITING }),
    keys: { tellDeeds: tellTogether(keys.tellDeeds) },
    desk,
    supergraph,
    fence: sandboxFence({ desk, supergraph, marks: parts.partnerFields, shops: parts.sandboxShops }),
    internalKey: env.HUB_INTERNAL_KEY,
    sandboxShops: parts.sandboxShops,
    log,
    clock,
  };
  if (env.HUB_DEMO === '1' && env.HUB_DEMO_KEY !== undefined) await ensureDemoKey({ keys, clock }, env.HUB_DEMO_KEY);
  const readiness = wholeReadiness({ pool: database.pool, hub, services: parts.services ?? services, addressOf });
  const sandboxUrl = env.HUB_SANDBOX_URL ?? (env.HUB_DEMO === '1' ? addressOf('sandbox') : undefined);
  const audit = sandboxAudit(database.pool, outbox);
  // A key that comes to its end is no deed of anybody: somebody must look.
  const keyEnds = repeat(
    KEY_ENDS_PAUSE_MS,
    () => keys.endWebhookKeeping(clock()),
    (error) => log.warn(errorFields(error), 'ends of keys not told'),
  );
  relay.start();
  const imports = importRoutes({ viewers, internalKey: env.HUB_INTERNAL_KEY, channelAdapter: new URL(addressOf('channel-adapter')) });
  const orderExports = exportRoutes({ viewers, internalKey: env.HUB_INTERNAL_KEY, controlTower: new URL(addressOf('control-tower')) });
  const server = await startHttpServer({
    host: env.HUB_HOST,
    port: parts.port,
    log,
    routes: [
      graphqlRoute({
        viewers,
        documents: known,
        supergraph,
        internalKey: env.HUB_INTERNAL_KEY,
        keyDoor,
        log,
        onAnswer: metrics.answered,
      }),
      graphiqlRoute(),
      doorRoute({ documents: known, supergraph, internalKey: env.HUB_INTERNAL_KEY }),
      liveRoute({ viewers, stream }),
      ...imports.routes,
      ...orderExports.routes,
      ...accountRoutes({
        accounts: keepAccounts({ accounts: keeping, passwords: argon2Passwords, viewers, clock }),
        changePassword: changePassword({ accounts: keeping, passwords: argon2Passwords, tries, viewers, clock }),
        viewers,
      }),
      ...keyRoutes({ keys: keepKeys({ keys, reader, clock }), viewers }),
      ...authRoutes({
        signIn: signIn({ accounts, sessions, passwords: argon2Passwords, tries, audit: sessions, clock }),
        signOut: signOut({ sessions, viewers, clock }),
        viewers,
      }),
      ...(sandboxUrl === undefined
        ? []
        : [sandboxRoute({ viewers, drive: driveSandbox({ sandbox: sandboxAt(sandboxUrl), audit, clock }) })]),
      ...operationsRoutes(readiness),
    ],
  });

  return {
    port: server.port,
    stop: async () => {
      readiness.drain();
      twin.stop();
      stream.stop();
      await server.stop();
      await imports.close();
      await orderExports.close();
      await supergraph.stop();
      await keyEnds.stop();
      await relay.stop();
      await hub.close();
      await database.close();
    },
  };
}
