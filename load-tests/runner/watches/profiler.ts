import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { System } from '../../../tools/start/system.ts';
import { waitUntil } from '../../../tools/start/wait.ts';

/** Milliseconds by the place in which the process was found; places are files of ours, packages, and what Node itself does. */
export interface Spent {
  readonly totalMs: number;
  readonly idleMs: number;
  readonly byPlace: readonly (readonly [place: string, ms: number])[];
}

const everyUs = 500;

const answer = z.object({ id: z.number(), result: z.unknown() });
const sampled = z.object({
  profile: z.object({
    nodes: z.array(z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string() }) })),
    samples: z.array(z.number()),
    timeDeltas: z.array(z.number()),
  }),
});

/** Opens the debugger of one service on a port of the system's choice, and begins to take samples. */
export async function openProfiler(system: System, app: string): Promise<Profiler> {
  const listening = /Debugger listening on (ws:\/\/\S+)/g;
  const addresses = (): readonly (string | undefined)[] =>
    [...readFileSync(system.logFile(app), 'utf8').matchAll(listening)].map((match) => match[1]);
  const before = addresses().length;
  system.kill(app, 'SIGUSR1');
  await waitUntil(async () => addresses().length > before, { deadlineMs: 10_000 });
  const address = addresses().at(-1);
  if (address === undefined) throw new Error(`${app} opened no debugger`);
  return listenToProfiler(address);
}

export interface Profiler {
  readonly end: () => Promise<Spent>;
}

/** Takes samples of a process through its debugger until the end. */
async function listenToProfiler(address: string): Promise<Profiler> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const told = answer.safeParse(JSON.parse(String(data)));
    if (told.success) waiting.get(told.data.id)?.(told.data.result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`${address} is not open`)));
  });
  let last = 0;
  const call = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await call('Profiler.enable');
  await call('Profiler.setSamplingInterval', { interval: everyUs });
  await call('Profiler.start');
  return {
    end: async () => {
      const { profile } = sampled.parse(await call('Profiler.stop'));
      socket.close();
      return spentOf(profile);
    },
  };
}

function spentOf(profile: z.infer<typeof sampled>['profile']): Spent {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const places = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const frame = frames.get(id);
    const place = frame === undefined ? 'unknown' : placeOf(frame);
    places.set(place, (places.get(place) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  });
  const idleMs = places.get('(idle)') ?? 0;
  return {
    totalMs: [...places.values()].reduce((sum, ms) => sum + ms, 0),
    idleMs,
    byPlace: [...places].filter(([place]) => place !== '(idle)').toSorted(([, one], [, other]) => other - one),
  };
}

function placeOf({ functionName, url }: { readonly functionName: string; readonly url: string }): string {
  if (url === '') return functionName === '' ? '(native)' : functionName.startsWith('(') ? functionName : `native ${functionName}`;
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (inPackage !== undefined) return inPackage;
  return /\/((?:apps|libs)\/.*)$/.exec(url)?.[1] ?? url;
}
