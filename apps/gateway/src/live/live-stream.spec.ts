import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Change } from './change.ts';
import { liveStream, type LiveStream } from './live-stream.ts';

const MINUTE = 60_000;
let now: number;
let stream: LiveStream;
beforeEach(() => {
  now = 0;
  stream = liveStream(() => now);
});
afterEach(() => stream.stop());

const change = (id: string): Change => ({ id, version: 1n, gate: 1, stuck: false, status: 'PAID', at: undefined });

/** What a browser hears that comes with this last id, and how it leaves. */
function join(lastEventId?: string): { readonly heard: () => string; readonly leave: () => void } {
  let heard = '';
  const leave = stream.join({ send: (text) => (heard += text) !== '', close: () => undefined }, lastEventId);
  return { heard: () => heard, leave };
}

/** A change as the twin tells it: read only where somebody hears it. */
function tell(id: string): void {
  if (stream.isHeard()) stream.take(change(id));
  else stream.skip();
}

const idsOf = (text: string): readonly string[] => [...text.matchAll(/^id: (.*)$/gm)].map(([, id = '']) => id);

it('needs no change read before anybody came, nor when the last one left long ago', () => {
  expect(stream.isHeard()).toBe(false);
  const { leave } = join();
  expect(stream.isHeard()).toBe(true);
  leave();
  now = 4 * MINUTE;
  expect(stream.isHeard()).toBe(true);
  now = 6 * MINUTE;
  expect(stream.isHeard()).toBe(false);
});

it('tells who comes back in time what he missed while nobody listened', () => {
  const first = join();
  const [id] = idsOf(first.heard());
  first.leave();
  now = 4 * MINUTE;
  tell('A');
  expect(join(id).heard()).toMatch(/"id":"A"/);
  expect(join(id).heard()).not.toMatch(/event: reset/);
});

it('tells who comes back after changes went by unread to ask again, whether he had heard any or not', () => {
  const silent = join();
  const [idOfSilent] = idsOf(silent.heard());
  silent.leave();
  now = 6 * MINUTE;
  tell('A');
  const back = join(idOfSilent);
  expect(back.heard()).toMatch(/event: reset/);
  tell('B');
  const idOfB = idsOf(back.heard()).at(-1);
  back.leave();
  now = 12 * MINUTE;
  tell('C');
  expect(join(idOfB).heard()).toMatch(/event: reset/);
});
