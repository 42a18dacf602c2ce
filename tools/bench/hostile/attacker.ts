import { setTimeout as delay } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { hostileRequests } from './documents.ts';

// Sends hostile documents at a rate until a time, and tells how many were sent and how they were answered.
const { url, key, rate, until, seed } = z
  .object({ url: z.string(), key: z.string(), rate: z.number(), until: z.number(), seed: z.number() })
  .parse(workerData);

const attack = hostileRequests(1_000, seed);
const statuses: Record<string, number> = {};
const began = Date.now();
const going: Promise<void>[] = [];

for (let nth = 0; Date.now() < until; nth += 1) {
  const one = attack[nth % attack.length];
  if (one === undefined) break;
  going.push(
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...one.headers },
      body: one.body,
    })
      .then(async (answer) => {
        await answer.text();
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      })
      // A body above the cap may be cut off while it is still sent.
      .catch(() => {
        statuses['cut off'] = (statuses['cut off'] ?? 0) + 1;
      }),
  );
  await delay(Math.max(0, began + ((nth + 1) * 1000) / rate - Date.now()));
}
await Promise.all(going);
parentPort?.postMessage({ sent: going.length, statuses });
