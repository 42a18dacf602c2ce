import { describe, expect, it } from 'vitest';
import { adjustStock, BelowPromised, CountStale, SkuMissing, WarehouseMissing, type Adjustment } from './adjust-stock.ts';
import { StockBook } from './stock-book.ts';

const wish: Adjustment = {
  id: 'adjust:1',
  sku: 'CUP',
  warehouseId: 'WH-HZ',
  quantity: 8,
  basedOn: 10,
  countedAt: new Date('2026-11-22T08:00:00Z'),
};

/** 10 in Hangzhou of which 4 have it, 5 in Jinhua; 9 of the 15 are promised. */
function bookWith(reserved = 9): StockBook {
  const book = new StockBook();
  book.addPool({ sku: 'CUP', onHand: 15, reserved, safety: 0 });
  book.addShelf({ sku: 'CUP', warehouseId: 'WH-HZ', onHand: 10, allocated: 4, countedAt: undefined, unexplained: 3 });
  book.addShelf({ sku: 'CUP', warehouseId: 'WH-JH', onHand: 5, allocated: 0, countedAt: undefined, unexplained: 0 });
  return book;
}

describe('a count that a person or a partner corrects', () => {
  it('moves shelf, pool and ledger by the difference, and leaves nothing to explain', () => {
    const book = bookWith();
    expect(adjustStock(book, wish, true)).toBe(-2);
    expect(book.shelf('WH-HZ', 'CUP')).toMatchObject({ onHand: 8, allocated: 4, unexplained: 0, countedAt: wish.countedAt });
    expect(book.pool('CUP')?.onHand).toBe(13);
    expect(book.ledger).toMatchObject([{ kind: 'COUNT', source: 'adjust:1', onHand: -2, reserved: 0, allocated: 0 }]);
    expect(book.drifts).toEqual([]);
  });

  it('is refused when the book moved since', () => {
    expect(() => adjustStock(bookWith(), { ...wish, basedOn: 11 }, true)).toThrow(CountStale);
  });

  it('never takes what has this warehouse, nor what is promised over all of them', () => {
    expect(() => adjustStock(bookWith(), { ...wish, quantity: 3 }, true)).toThrow(BelowPromised);
    expect(adjustStock(bookWith(), { ...wish, quantity: 4 }, true)).toBe(-6);
    expect(() => adjustStock(bookWith(12), { ...wish, quantity: 6 }, true)).toThrow(new BelowPromised(7));
    expect(adjustStock(bookWith(12), { ...wish, quantity: 7 }, true)).toBe(-3);
  });

  it('may always raise, even where too much is promised already', () => {
    expect(adjustStock(bookWith(20), { ...wish, quantity: 11 }, true)).toBe(1);
  });

  it('knows its product and its warehouse, and begins a shelf where none was', () => {
    expect(() => adjustStock(bookWith(), { ...wish, sku: 'NONE' }, true)).toThrow(SkuMissing);
    expect(() => adjustStock(bookWith(), wish, false)).toThrow(WarehouseMissing);
    const book = bookWith();
    expect(adjustStock(book, { ...wish, warehouseId: 'WH-GZ', quantity: 3, basedOn: 0 }, true)).toBe(3);
    expect(book.shelf('WH-GZ', 'CUP')?.onHand).toBe(3);
  });
});
