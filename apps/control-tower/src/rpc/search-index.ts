import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { rpcClient } from '@orderloom/rpc';

/** Turns a typed phone or its tail into the keyed index under which orders are found; only the vault has the key. */
export interface SearchIndex {
  indexesOf(terms: readonly string[]): Promise<readonly string[]>;
  close(): void;
}

export function searchIndex(options: { readonly internalKey: Buffer; readonly address: string }): SearchIndex {
  const client = rpcClient(VaultDefinition, options.address, { internalKey: options.internalKey, caller: 'control-tower', idempotent: ['indexTerms'], deadlineMs: 1_500 });
  return {
    indexesOf: async (terms) => (terms.length === 0 ? [] : (await client.call.indexTerms({ terms: [...terms] })).indexes),
    close: client.close,
  };
}
