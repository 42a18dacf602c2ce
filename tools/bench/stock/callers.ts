import { ClaimAnswer, StockClaimsDefinition, type ClaimResult, type ReserveClaim } from '@orderloom/contracts/hub/inventory/v1/service';
import { rpcClient, type RpcClient } from '@orderloom/rpc';
import { spreadOf } from '../../measure/spread.ts';
import type { Rate } from './naive-rival.ts';

export type Reserve = (claim: ReserveClaim) => Promise<ClaimResult>;

export interface StockDoor {
  /** Each claim a call of its own. */
  readonly unary: Reserve;
  /** Claims of one moment travel together over one stream. */
  readonly stream: Reserve;
  close(): void;
}

export function openStockDoor(address: string, internalKey: string): StockDoor {
  const client = rpcClient(StockClaimsDefinition, address, { internalKey, caller: 'fulfilment', deadlineMs: 30_000 });
  const stream = overOneStream(client);
  return {
    unary: async (claim) => required((await client.call.reserveMany({ claims: [claim] })).results[0]),
    stream: stream.reserve,
    close: () => {
      stream.end();
      client.close();
    },
  };
}

const CLAIMS_PER_MESSAGE = 1_000;

function overOneStream(client: RpcClient<typeof StockClaimsDefinition>): { readonly reserve: Reserve; readonly end: () => void } {
  const open = new Map<string, { readonly settle: (result: ClaimResult) => void; readonly fail: (error: unknown) => void }>();
  const waiting: ReserveClaim[] = [];
  let ring: () => void = () => undefined;
  let isOver = false;

  const questions = async function* (): AsyncGenerator<{ claims: ReserveClaim[] }> {
    while (!isOver) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (ring = resolve));
      // Callers that were answered together ask together again: let all of them speak first.
      await new Promise((resolve) => setImmediate(resolve));
      const claims = waiting.splice(0, CLAIMS_PER_MESSAGE);
      if (claims.length > 0) yield { claims };
    }
  };
  const answers = async (): Promise<void> => {
    for await (const { results } of client.call.reserveStream(questions())) {
      for (const result of results) {
        open.get(result.claimId)?.settle(result);
        open.delete(result.claimId);
      }
    }
  };
  void answers().catch((error: unknown) => {
    for (const one of open.values()) one.fail(error);
  });
  return {
    reserve: (claim) =>
      new Promise((settle, fail) => {
        open.set(claim.claimId, { settle, fail });
        waiting.push(claim);
        ring();
      }),
    end: () => {
      isOver = true;
      ring();
    },
  };
}

export interface Crowd {
  readonly callers: number;
  readonly seconds: number;
  /** Callers take them in turn. */
  readonly skus: readonly string[];
  /** Makes the ids of this crowd's orders its own. */
  readonly name: string;
}

/** Closed loop: each caller reserves one piece for a new order, waits for the commit, and asks again. Throws where one is refused. */
export async function reserveByCrowd(reserve: Reserve, crowd: Crowd): Promise<Rate> {
  const took: number[] = [];
  const began = performance.now();
  const until = began + crowd.seconds * 1000;
  let next = 0;
  const call = async (): Promise<void> => {
    while (performance.now() < until) {
      const nth = (next += 1);
      const id = `${crowd.name}-${nth}`;
      const sku = crowd.skus[nth % crowd.skus.length] ?? '';
      const asked = performance.now();
      const result = await reserve({ claimId: id, orderId: id, lines: [{ lineNo: '1', sku, quantity: 1 }] });
      if (result.answer !== ClaimAnswer.GRANTED) throw new Error(`${id} was answered ${result.answer}`);
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: crowd.callers }, call));
  return { perSecond: took.length / ((performance.now() - began) / 1000), ms: spreadOf(took) };
}

function required(result: ClaimResult | undefined): ClaimResult {
  if (result === undefined) throw new Error('an answer without a result');
  return result;
}
