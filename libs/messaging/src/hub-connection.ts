import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';

/** One process's link to the broker. */
export interface HubConnection {
  readonly nats: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  close(): Promise<void>;
}

/** Connects and stays connected: after an outage the client reconnects by itself, however long it lasts. */
export async function connectHub(options: { readonly url: string; readonly name: string }): Promise<HubConnection> {
  const nats = await connect({
    servers: options.url,
    name: options.name,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    reconnectJitter: 100,
    waitOnFirstConnect: true,
    pingInterval: 10_000,
    maxPingOut: 2,
  });
  const js = jetstream(nats, { timeout: 5_000 });
  const jsm = await jetstreamManager(nats, { timeout: 5_000, checkAPI: false });
  return {
    nats,
    js,
    jsm,
    close: async () => {
      await nats.drain().catch(() => nats.close());
    },
  };
}
