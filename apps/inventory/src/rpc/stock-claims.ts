import { ClaimAnswer, StockClaimsDefinition, type ClaimResult } from '@orderloom/contracts/hub/inventory/v1/service';
import type { LineQuantity } from '@orderloom/contracts/hub/common/v1/types';
import { DomainError } from '@orderloom/domain-kernel';
import { serve, type RpcService } from '@orderloom/rpc';
import type { ClaimStock, StockClaim, ClaimAnswer as GivenAnswer } from '../application/claim-stock.ts';
import type { ReadWarehouseStock } from '../persistence/read-warehouse-stock.ts';
import { answerAsSettled } from './answer-as-settled.ts';

/** So many messages of one stream may wait for their answers; the next one is read when one of them has it. */
const QUESTIONS_AT_ONCE = 64;

/** A claim that can never be granted, whatever the stock: it must not reach the batch of others. */
class ClaimUnreadable extends DomainError {
  readonly code = 'CLAIM_UNREADABLE';
}

/** The engine's door. All claims of all callers that wait go into one commit. */
export function stockClaims(deps: { readonly claim: ClaimStock; readonly read: ReadWarehouseStock }): RpcService {
  const settle = async (claims: readonly StockClaim[]): Promise<{ results: ClaimResult[] }> => {
    for (const claim of claims) requireReadable(claim);
    const answers = await deps.claim(claims);
    return { results: answers.map((answer, index) => resultOf(claims[index]?.claimId ?? '', answer)) };
  };
  return serve(StockClaimsDefinition, {
    reserveStream: (requests) =>
      answerAsSettled(requests, ({ claims }) => settle(claims.map((claim) => ({ kind: 'RESERVE', ...claim }))), {
        atOnce: QUESTIONS_AT_ONCE,
      }),
    reserveMany: ({ claims }) => settle(claims.map((claim) => ({ kind: 'RESERVE', ...claim }))),
    allocateMany: ({ claims }) => settle(claims.map((claim) => ({ kind: 'ALLOCATE', ...claim }))),
    releaseMany: ({ claims }) => settle(claims.map((claim) => ({ kind: 'RELEASE', ...claim }))),
    readStock: async ({ skus }) => {
      const found = await deps.read(skus);
      return { stock: found.stock.map((row) => ({ ...row })), occupancy: found.occupancy.map((row) => ({ ...row })) };
    },
  });
}

function resultOf(claimId: string, given: GivenAnswer): ClaimResult {
  return { claimId, answer: ClaimAnswer[given.answer], shortages: given.shortages.map((shortage) => ({ ...shortage })) };
}

function requireReadable(claim: StockClaim): void {
  const flaw = flawOf(claim);
  if (flaw !== undefined) throw new ClaimUnreadable(flaw, { claimId: claim.claimId });
}

function flawOf(claim: StockClaim): string | undefined {
  if (claim.claimId === '' || claim.orderId === '') return 'A claim needs its id and its order.';
  if (claim.kind !== 'RELEASE' && claim.lines.length === 0) return 'A claim needs lines.';
  if (claim.kind === 'ALLOCATE' && claim.warehouseId === '') return 'An allocation needs a warehouse.';
  if (claim.kind === 'RELEASE' && claim.keepReservation && claim.warehouseId === '')
    return 'Taking an allocation back needs its warehouse.';
  if (claim.lines.length > 1 && new Set(claim.lines.map((line) => line.lineNo)).size !== claim.lines.length) {
    return 'A line may stand once in a claim.';
  }
  return claim.lines.every(isReadable) ? undefined : 'A line needs its number, its SKU and a quantity above zero.';
}

function isReadable(line: LineQuantity): boolean {
  return line.lineNo !== '' && line.sku !== '' && line.quantity > 0;
}
