import type { Context } from '@orderloom/contracts';
import { RawArchiveDefinition } from '@orderloom/contracts/hub/raw/v1/service';
import { rpcClient, RpcRefused } from '@orderloom/rpc';
import type { RawArchives } from '../application/ports.ts';

/** The contexts that keep raw bodies, by the app that answers for them. */
const owners: Readonly<Partial<Record<Context, string>>> = {
  channel: 'channel-adapter',
  fulfilment: 'fulfilment',
  finance: 'finance-reconciliation',
  messenger: 'messenger',
};

export function rawArchives(options: {
  readonly internalKey: Buffer;
  readonly addressOf: (app: string) => string;
}): RawArchives & { close(): void } {
  const clients = new Map(
    Object.entries(owners).map(([context, app]) => [
      context,
      rpcClient(RawArchiveDefinition, options.addressOf(app), {
        internalKey: options.internalKey,
        caller: 'control-tower',
        idempotent: ['readRaw'],
      }),
    ]),
  );
  return {
    read: async (ref) => {
      const [context, rawId] = ref.split('/', 2);
      const client = clients.get(context ?? '');
      if (client === undefined || rawId === undefined) return undefined;
      try {
        return await client.call.readRaw({ rawId });
      } catch (error) {
        if (error instanceof RpcRefused && error.code === 'RAW_NOT_FOUND') return undefined;
        throw error;
      }
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}
