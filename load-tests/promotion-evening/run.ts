import type { LoadOptions } from '../runner/options.ts';
import { runSuite } from '../runner/run-suite.ts';
import { watchDocuments } from '../runner/watches/documents.ts';
import { watchGoodput } from '../runner/watches/goodput.ts';
import { watchLive } from '../runner/watches/live.ts';
import type { Phase } from '../workloads/phases.ts';

// From 20:00 to 22:00 of the shop's own day, with half of the measured knee at its top, and somebody at the command center beside.
await runSuite({
  name: 'promotion-evening',
  until: 'AT_WAREHOUSE',
  defaults: { rate: 25, seconds: 120, warmUpSeconds: 4, readsPerSecond: 1, speed: 30 },
  own: {
    knee: { about: 'orders a second that the hub was seen to carry; the top is half of it, 0: --rate', usual: 0, least: 0, most: 2_000 },
  },
  adjust: (options) => {
    const knee = options.own['knee'] ?? 0;
    return knee === 0 ? options : { ...options, rate: Math.max(1, Math.round(knee / 2)) };
  },
  phases: eveningOf,
  watches: [watchDocuments, watchLive, watchGoodput()],
});

/** The sandbox's day: 20:30 and 21:30 are 3.2 and 3.4 times the mean hour, 20:00 and 22:00 lie between these and their neighbours. */
function eveningOf({ rate, seconds }: LoadOptions): readonly Phase[] {
  const at = (share: number): number => Math.round((rate * share) / 3.4);
  return [
    { name: 'from 20:00', seconds: seconds / 4, from: at(2.55), to: at(3.2) },
    { name: 'the top', seconds: seconds / 2, from: at(3.2), to: at(3.4) },
    { name: 'to 22:00', seconds: seconds / 4, from: at(3.4), to: at(2.65) },
  ];
}
