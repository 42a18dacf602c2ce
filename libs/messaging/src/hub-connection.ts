import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';

/** One process's link to the broker. */
export interface HubConnection {
  readonly nats: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  /** Calls back each time the link stands again, to a broker that may have forgotten everything. Answers with the way to end it. */
  onReconnect(listener: () => void): () => void;
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
  const listeners = new Set<() => void>();
  const watch = async (): Promise<void> => {
    for await (const { type } of nats.status()) if (type === 'reconnect') for (const listener of listeners) listener();
  };
  // Ends with the connection; there is nothing to be done about its end here.
  watch().catch(() => undefined);
  return {
    nats,
    js,
    jsm,
    onReconnect: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await nats.drain().catch(() => nats.close());
    },
  };
}
