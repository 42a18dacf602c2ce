/** Numbers and words out of a seed (mulberry32): the same campaign each time. */
export interface Random {
  readonly between: (least: number, greatest: number) => number;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  readonly word: () => string;
}

export function randomOf(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, greatest: number): number => least + Math.floor(next() * (greatest - least + 1));
  return {
    between,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    word: () => Array.from({ length: 6 }, () => String.fromCharCode(97 + between(0, 25))).join(''),
  };
}
