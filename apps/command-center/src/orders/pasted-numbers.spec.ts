import { describe, expect, it } from 'vitest';
import { isMany, isPersonal, mostPasted, pastedNumbers } from './pasted-numbers.ts';

describe('numbers pasted into the list (J12)', () => {
  it.each([
    ['a column of a sheet', 'DY20260122-00001\r\nDY20260122-00002\r\n'],
    ['a row of a sheet', 'DY20260122-00001\tDY20260122-00002'],
    ['a chat with full-width commas', 'DY20260122-00001，DY20260122-00002、'],
    ['text cells with quotes', '"DY20260122-00001"\n\'DY20260122-00002'],
    ['formula text of a sheet', '="DY20260122-00001"\n="DY20260122-00002"'],
    ['full-width digits', 'DY20260122-００００１ DY20260122-00002'],
  ])('are read from %s', (_, text) => {
    expect(pastedNumbers(text)).toEqual({ numbers: ['DY20260122-00001', 'DY20260122-00002'], left: 0 });
  });
  it('come once each, in the order of the paste, without the words between them', () => {
    expect(pastedNumbers('订单号 6901 和 6900 和 6901').numbers).toEqual(['6901', '6900']);
  });
  it('are one when they are the groups of a phone', () => {
    expect(pastedNumbers('138 0013 8000').numbers).toEqual(['13800138000']);
    expect(pastedNumbers('138-0013-8000\n139-0013-9000').numbers).toEqual(['138-0013-8000', '139-0013-9000']);
  });
  it('are cut at five hundred, and the rest is counted', () => {
    const text = Array.from({ length: 520 }, (_, index) => `69${String(index).padStart(6, '0')}`).join('\n');
    expect(pastedNumbers(text).numbers).toHaveLength(mostPasted);
    expect(pastedNumbers(text).left).toBe(20);
  });
  it('are many only from two on', () => {
    expect(isMany('DY20260122-00001 ')).toBe(false);
    expect(isMany('DY20260122-00001 DY20260122-00002')).toBe(true);
    expect(isMany('hello world')).toBe(false);
  });
});

describe('a word that names a person', () => {
  it.each(['2210', '13800138000', '138 0013 8000', '+8613800138000'])('%s stays out of the address', (word) => {
    expect(isPersonal(word)).toBe(true);
  });
  it.each(['DY20260122-04417', '6920260122000001', 'SF1234567890123', '04417', ''])('%s is a number of an order or a parcel', (word) => {
    expect(isPersonal(word)).toBe(false);
  });
});
