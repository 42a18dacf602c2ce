import { expect, it } from 'vitest';
import { keyLanes } from './key-lanes.ts';

interface Work {
  readonly done: Promise<unknown>;
  readonly end: () => void;
}

function workshop(lanes: ReturnType<typeof keyLanes>): { readonly begun: string[]; readonly give: (keyId: string, name: string) => Work } {
  const begun: string[] = [];
  return {
    begun,
    give: (keyId, name) => {
      let end = (): void => undefined;
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      const done = lanes(keyId, () => {
        begun.push(name);
        return over;
      });
      return { done: done.catch((error: unknown) => error), end };
    },
  };
}

it('runs so many of one key at once, the others in their order, and holds up no other key', async () => {
  const { begun, give } = workshop(keyLanes({ running: 2, waiting: 10 }));
  const works = ['a', 'b', 'c', 'd'].map((name) => give('one', name));
  give('two', 'z');
  expect(begun).toEqual(['a', 'b', 'z']);
  works[1]?.end();
  await works[1]?.done;
  expect(begun).toEqual(['a', 'b', 'z', 'c']);
  const late = give('one', 'e');
  expect(begun).toEqual(['a', 'b', 'z', 'c']);
  for (const work of [...works, late]) work.end();
  await Promise.all([...works, late].map(({ done }) => done));
  expect(begun).toEqual(['a', 'b', 'z', 'c', 'd', 'e']);
});

it('refuses what would wait behind too many, with a time to wait, and lets in again afterwards', async () => {
  const { begun, give } = workshop(keyLanes({ running: 1, waiting: 1 }));
  const [first, second, third] = [give('one', 'a'), give('one', 'b'), give('one', 'c')];
  expect(await third.done).toMatchObject({ code: 'RATE_LIMITED', details: { retryAfterSeconds: 5 } });
  first.end();
  second.end();
  await Promise.all([first.done, second.done]);
  give('one', 'd');
  expect(begun).toEqual(['a', 'b', 'd']);
});
