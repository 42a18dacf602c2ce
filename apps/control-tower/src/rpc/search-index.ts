import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { rpcClient } from '@orderloom/rpc';
import type { SearchIndex } from '../application/ports.ts';

export function searchIndex(options: { readonly internalKey: Buffer; readonly address: string }): SearchIndex & { close(): void } {
  const client = rpcClient(VaultDefinition, options.address, {
    internalKey: options.internalKey,
    caller: 'control-tower',
    idempotent: ['indexTerms'],
    deadlineMs: 1_500,
  });
  return {
    indexesOf: async (terms) => (terms.length === 0 ? [] : (await client.call.indexTerms({ terms: [...terms] })).indexes),
    close: client.close,
  };
}
