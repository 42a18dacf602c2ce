import type { AllocateClaim, ClaimAnswer, ReleaseClaim } from '@orderloom/contracts/hub/inventory/v1/service';
import { StockClaimsDefinition } from '@orderloom/contracts/hub/inventory/v1/service';
import { VaultDefinition } from '@orderloom/contracts/hub/channel/v1/service';
import { DispatchClearanceDefinition, type DispatchAnswer } from '@orderloom/contracts/hub/order/v1/service';
import { serve, startRpcServer, type RpcServer } from '@orderloom/rpc';

/** The three services that fulfilment asks, on their real ports and with their real contracts, each as small as it can be. */
export interface Peers {
  readonly stock: Map<string, { onHand: number; allocated: number }>;
  readonly allocations: Map<string, AllocateClaim>;
  readonly releases: Map<string, ReleaseClaim>;
  /** Answer of the choke point by order id; CLEARED where nothing stands. */
  readonly verdicts: Map<string, DispatchAnswer>;
  readonly claims: string[];
  setOrderAnswering(answering: boolean): void;
  /** Both wait with their answers until the promise is kept: the choke point, and the stock owner when it has granted. */
  holdAnswers(until: Promise<void>): void;
  stop(): Promise<void>;
}

export async function startPeers(options: { readonly offset: number; readonly internalKey: Buffer }): Promise<Peers> {
  const stock = new Map<string, { onHand: number; allocated: number }>();
  const allocations = new Map<string, AllocateClaim>();
  const releases = new Map<string, ReleaseClaim>();
  const verdicts = new Map<string, DispatchAnswer>();
  const claims: string[] = [];
  let orderAnswers = true;
  let held: Promise<void> = Promise.resolve();
  const log = { error: () => undefined };
  const common = { host: '127.0.0.1', internalKey: options.internalKey, log };
  const row = (warehouseId: string, sku: string) => stock.get(`${warehouseId} ${sku}`) ?? { onHand: 0, allocated: 0 };

  const allocate = (
    claim: AllocateClaim,
  ): { claimId: string; answer: ClaimAnswer; shortages: { lineNo: string; sku: string; wanted: number; available: number }[] } => {
    const before = allocations.get(claim.claimId);
    if (before !== undefined) {
      const same = JSON.stringify(before) === JSON.stringify(claim);
      return { claimId: claim.claimId, answer: same ? 'CLAIM_ANSWER_GRANTED' : 'CLAIM_ANSWER_KEY_REUSED', shortages: [] };
    }
    const short = claim.lines.filter(
      (line) => row(claim.warehouseId, line.sku).onHand - row(claim.warehouseId, line.sku).allocated < line.quantity,
    );
    if (short.length > 0) {
      return {
        claimId: claim.claimId,
        answer: 'CLAIM_ANSWER_SHORT',
        shortages: short.map((line) => ({ lineNo: line.lineNo, sku: line.sku, wanted: line.quantity, available: 0 })),
      };
    }
    for (const line of claim.lines) row(claim.warehouseId, line.sku).allocated += line.quantity;
    allocations.set(claim.claimId, claim);
    return { claimId: claim.claimId, answer: 'CLAIM_ANSWER_GRANTED', shortages: [] };
  };

  const servers: RpcServer[] = [
    await startRpcServer({
      ...common,
      port: 5120 + options.offset,
      services: [
        serve(StockClaimsDefinition, {
          reserveMany: () => Promise.resolve({ results: [] }),
          reserveStream: async function* () {
            yield { results: [] };
          },
          readStock: ({ skus }) =>
            Promise.resolve({
              stock: [...stock].flatMap(([key, value]) => {
                const [warehouseId = '', sku = ''] = key.split(' ');
                return skus.includes(sku) ? [{ warehouseId, sku, ...value }] : [];
              }),
              occupancy: [...Map.groupBy(stock, ([key]) => key.split(' ')[0] ?? '')].map(([warehouseId, rows]) => ({
                warehouseId,
                onHand: BigInt(rows.reduce((sum, [, value]) => sum + value.onHand, 0)),
                allocated: BigInt(rows.reduce((sum, [, value]) => sum + value.allocated, 0)),
              })),
            }),
          allocateMany: async (request) => {
            const results = request.claims.map(allocate);
            await held;
            return { results };
          },
          releaseMany: (request) => {
            for (const claim of request.claims) {
              if (releases.has(claim.claimId)) continue;
              releases.set(claim.claimId, claim);
              for (const line of claim.lines) row(claim.warehouseId, line.sku).allocated -= line.quantity;
            }
            return Promise.resolve({
              results: request.claims.map((claim) => ({ claimId: claim.claimId, answer: 'CLAIM_ANSWER_GRANTED' as const, shortages: [] })),
            });
          },
        }),
      ],
    }),
    await startRpcServer({
      ...common,
      port: 5110 + options.offset,
      services: [
        serve(DispatchClearanceDefinition, {
          claimDispatch: async (request) => {
            if (!orderAnswers) throw new Error('order is away');
            claims.push(...request.claims.map((claim) => claim.fulfilmentOrderId));
            await held;
            return {
              verdicts: request.claims.map((claim) => ({
                fulfilmentOrderId: claim.fulfilmentOrderId,
                answer: verdicts.get(claim.orderId) ?? ('DISPATCH_ANSWER_CLEARED' as const),
                reason: 'PERSON',
              })),
            };
          },
        }),
      ],
    }),
    await startRpcServer({
      ...common,
      port: 5100 + options.offset,
      services: [
        serve(VaultDefinition, {
          indexTerms: () => Promise.resolve({ indexes: [] }),
          openRecipients: (request) =>
            Promise.resolve({
              missingTokens: [],
              recipients: request.tokens.map((token) => ({
                token,
                name: '张三丰',
                phone: '13800138000',
                province: '浙江省',
                city: '杭州市',
                county: '西湖区',
                town: '',
                detail: '文三路 100 号',
                buyerRemark: '',
                wechatOpenId: '',
                platformAddressToken: '',
              })),
            }),
        }),
      ],
    }),
  ];
  return {
    stock,
    allocations,
    releases,
    verdicts,
    claims,
    setOrderAnswering: (answering) => void (orderAnswers = answering),
    holdAnswers: (until) => void (held = until),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop(100)));
    },
  };
}
