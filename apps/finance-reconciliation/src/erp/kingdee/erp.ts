import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { Erp } from '../../application/ports.ts';
import type { KingdeeClient } from './client.ts';
import { KingdeeLoginRefused } from './client.ts';
import { readFound, readSaved } from './response.ts';
import { batchSaveBody, findByBillNo } from './voucher.ts';

/** Kingdee Cloud Galaxy as the ledger of receivables. */
export function kingdeeErp(client: KingdeeClient, books: { readonly accountBook: string; readonly orgNumber: string }): Erp {
  return {
    system: 'kingdee',
    post: async (vouchers) => {
      try {
        const call = await client.call('BatchSave', batchSaveBody(books.accountBook, books.orgNumber, vouchers));
        const outcome = readSaved(call.response.body, vouchers.length);
        if (outcome.kind === 'ANSWERED') {
          return { ...outcome, exchange: { operation: 'BatchSave GL_VOUCHER', request: call.request, answer: call.response.body } };
        }
        if (outcome.kind === 'UNREADABLE') return { kind: 'UNKNOWN', reason: outcome.reason };
        if (outcome.sessionLost) client.forgetSession();
        return { kind: 'NOTHING_DONE', reason: outcome.reason };
      } catch (error) {
        return failed(error);
      }
    },
    find: async (billNos) => {
      try {
        const call = await client.call('ExecuteBillQuery', findByBillNo(billNos));
        const numbers = readFound(call.response.body);
        // An error here is most often a lost session: the next turn logs in and looks again.
        if (numbers === undefined) client.forgetSession();
        return numbers === undefined
          ? undefined
          : { numbers, exchange: { operation: 'ExecuteBillQuery GL_VOUCHER', request: call.request, answer: call.response.body } };
      } catch (error) {
        failed(error);
        return undefined;
      }
    },
  };
}

function failed(error: unknown): { readonly kind: 'NOTHING_DONE' | 'UNKNOWN'; readonly reason: string } {
  if (error instanceof KingdeeLoginRefused) return { kind: 'NOTHING_DONE', reason: `login refused: ${error.message}` };
  if (error instanceof OutboundUnavailable) return { kind: error.sent ? 'UNKNOWN' : 'NOTHING_DONE', reason: error.message };
  throw error;
}
