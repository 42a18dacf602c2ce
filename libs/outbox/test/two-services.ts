import { connectHub, type HubConnection } from '@orderloom/messaging';
import { openDatabase, type Database, type SqlMigration } from '@orderloom/service-runtime';
import { freshDatabase, testNats, type TestNats } from '@orderloom/testing';
import { outboxMigrations } from '../src/index.ts';

/** One who tells and one who hears, each with a database of its own, and a broker between them. */
export interface TwoServices {
  readonly nats: TestNats;
  readonly hub: HubConnection;
  readonly producer: Database;
  readonly consumer: Database;
  readonly close: () => Promise<void>;
}

export async function twoServices(name: string): Promise<TwoServices> {
  const nats = await testNats();
  const hub = await connectHub({ url: nats.url, name });
  const [producer, consumer] = await Promise.all([outboxDatabase('producer'), outboxDatabase('consumer')]);
  return {
    nats,
    hub,
    producer,
    consumer,
    close: async () => {
      await hub.close();
      await Promise.all([producer.close(), consumer.close()]);
      await nats.remove();
    },
  };
}

export async function outboxDatabase(name: string, migrations: readonly SqlMigration[] = outboxMigrations): Promise<Database> {
  return openDatabase({ url: await freshDatabase(name), poolSize: 6, applicationName: name, entities: [], migrations });
}
