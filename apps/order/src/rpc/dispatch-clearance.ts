import { DispatchAnswer, DispatchClearanceDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { serve, type RpcService } from '@orderloom/rpc';
import type { DispatchClaim, DispatchVerdict } from '../domain/claim-dispatch.ts';

/** The choke point's door: verdicts in the order of the claims. */
export function dispatchClearance(claim: (claims: readonly DispatchClaim[]) => Promise<readonly DispatchVerdict[]>): RpcService {
  return serve(DispatchClearanceDefinition, {
    claimDispatch: async ({ claims }) => {
      const verdicts = await claim(claims);
      return {
        verdicts: verdicts.map((verdict, index) => ({
          fulfilmentOrderId: claims[index]?.fulfilmentOrderId ?? '',
          answer: DispatchAnswer[verdict.answer],
          reason: verdict.reason,
        })),
      };
    },
  });
}
