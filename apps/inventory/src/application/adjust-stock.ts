import type { Clock } from '@orderloom/domain-kernel';
import { checkKey, keepAnswers, lookUpCommand, printOf, type AskedCommand } from '@orderloom/outbox';
import { adjustReasons, AdjustmentUnusable, adjustStock as adjust } from '../domain/adjust-stock.ts';
import type { StockBooks, StockLane, TellStock } from './ports.ts';

export interface AdjustWish {
  readonly sku: string;
  readonly warehouseId: string;
  readonly quantity: number;
  readonly basedOn: number;
  readonly reason: string;
  /** Number of the stocktaking, or the like. */
  readonly reference: string;
  readonly account: string;
  /** Whose idempotency key it is. */
  readonly scope: string;
  readonly idempotencyKey: string;
}

export interface Adjusted {
  readonly before: number;
  readonly after: number;
}

const MOST_UNITS = 10_000_000;

/** Corrects the count of one SKU in one warehouse, through the one writer of stock (ADR 0014). */
export function adjustStock(
  deps: {
    readonly lane: StockLane;
    readonly books: StockBooks;
    readonly tell: TellStock;
    readonly knowsWarehouse: (id: string) => boolean;
    readonly newId: () => string;
    readonly now: Clock;
  },
  wish: AdjustWish,
): Promise<Adjusted> {
  // Before the writer's batch begins: a statement that fails would take it along.
  check(wish);
  const { account, scope, idempotencyKey, ...input } = wish;
  const asked: AskedCommand = { scope, key: idempotencyKey, command: 'adjustStock', print: printOf(input) };
  return deps.lane.run(async (tx) => {
    const known = await lookUpCommand(tx, asked);
    if (known.kind === 'answered') return known.answer as Adjusted; // written below with the same shape
    const now = deps.now();
    const book = await deps.books.open(tx, { orderIds: [], skus: [wish.sku] });
    const isKnown = deps.knowsWarehouse(wish.warehouseId) || book.shelf(wish.warehouseId, wish.sku) !== undefined;
    adjust(book, { ...wish, id: `adjust:${deps.newId()}`, countedAt: now }, isKnown);
    await deps.books.close(tx, book, now);
    const answer: Adjusted = { before: wish.basedOn, after: wish.quantity };
    await deps.tell(tx, [
      {
        kind: 'audited',
        act: {
          actor: account,
          actorKind: 'PERSON',
          deed: 'stock-adjusted',
          subject: `${wish.sku} ${wish.warehouseId}`,
          orderId: '',
          details: {
            'before.units': String(answer.before),
            'after.units': String(answer.after),
            reason: wish.reason,
            reference: wish.reference,
          },
        },
        at: now,
      },
    ]);
    await keepAnswers(tx, [{ asked, answer }], now);
    return answer;
  });
}

function check(wish: AdjustWish): void {
  checkKey(wish.idempotencyKey);
  if (!/^[\w.:/-]{1,64}$/.test(wish.sku)) throw new AdjustmentUnusable('sku');
  if (!/^[\w.:/-]{1,64}$/.test(wish.warehouseId)) throw new AdjustmentUnusable('warehouseId');
  if (wish.quantity < 0 || wish.quantity > MOST_UNITS) throw new AdjustmentUnusable('quantity');
  if (!adjustReasons.some((reason) => reason === wish.reason)) throw new AdjustmentUnusable('reason');
  if (!/^[\w.:/ -]{0,64}$/.test(wish.reference)) throw new AdjustmentUnusable('reference');
}
