import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { StockClaimsDefinition } from '@orderloom/contracts/hub/inventory/v1/service';
import { DispatchClearanceDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { rpcClient, type InternalKey } from '@orderloom/rpc';
import type { OpenedRecipient } from '../application/ports.ts';
import type { StockDoor } from '../application/stock-book.ts';
import type { DispatchDeps } from '../application/dispatch-orders.ts';

export interface RpcAddresses {
  readonly inventory: string;
  readonly order: string;
  readonly vault: string;
}

export interface RpcDoors {
  readonly stock: StockDoor;
  readonly claimDispatch: DispatchDeps['claimDispatch'];
  openRecipients(tokens: readonly string[], purpose: 'WAREHOUSE_LABEL' | 'CARRIER_WAYBILL'): Promise<ReadonlyMap<string, OpenedRecipient>>;
  close(): void;
}

/** The three services that are asked in batches; all of these calls may be repeated. */
export function createRpcDoors(addresses: RpcAddresses, internalKey: InternalKey): RpcDoors {
  const manners = { internalKey, caller: 'fulfilment', deadlineMs: 5_000 };
  const stock = rpcClient(StockClaimsDefinition, addresses.inventory, {
    ...manners,
    idempotent: ['allocateMany', 'releaseMany', 'readStock'],
  });
  const order = rpcClient(DispatchClearanceDefinition, addresses.order, { ...manners, idempotent: ['claimDispatch'] });
  const vault = rpcClient(VaultDefinition, addresses.vault, { ...manners, idempotent: ['openRecipients'] });
  return {
    stock: {
      readStock: (request) => stock.call.readStock({ skus: [...request.skus] }),
      allocateMany: (request) => stock.call.allocateMany(request),
      releaseMany: (request) => stock.call.releaseMany(request),
    },
    claimDispatch: (request) => order.call.claimDispatch(request),
    openRecipients: async (tokens, purpose) => {
      const { recipients } = await vault.call.openRecipients({
        tokens: [...tokens],
        purpose,
        actor: 'fulfilment',
        reason: 'fulfilment of the order',
      });
      return new Map(recipients.map((one) => [one.token, one]));
    },
    close: () => {
      for (const client of [stock, order, vault]) client.close();
    },
  };
}
