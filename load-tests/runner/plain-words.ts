import type { LoadResult } from './result.ts';

/** What a person of the brand asks before a promotion: will it hold, where is the knee, what breaks first. */
export function plainWords(result: LoadResult): readonly string[] {
  return [
    `**Did it hold?** ${holds(result)}`,
    '',
    `**Where is the knee?** ${knee(result)}`,
    '',
    `**What breaks first?** ${first(result)}`,
    ...crowd(result),
  ];
}

/** With more than this share of the machine in other hands, the figures say as much about them as about the hub. */
const crowdedShare = 0.05;

function crowd({ cpu, provenance }: LoadResult): readonly string[] {
  const share = cpu.use.notOurs / (cpu.windowMs * provenance.machine.cores);
  if (share <= crowdedShare) return [];
  return [
    '',
    `**Mind:** others used ${(share * 100).toFixed(0)} % of this machine meanwhile; on a quiet one the hub does better than this page says.`,
  ];
}

/** Thresholds of k6 in words; the names are its own. */
const promises: Readonly<Record<string, string>> = {
  pushes_refused: 'pushes were refused',
  dropped_iterations: 'arrivals or looks could not begin, because all who make them still waited for answers',
  checks: 'answers were not as they should be',
};

function holds({ passed, verdicts, counts, settled, crossed, deaths }: LoadResult): string {
  const broken = verdicts.filter((one) => !one.holds);
  if (passed) return `Yes. ${counts.accepted} orders were taken, each is in one place, and nothing was lost, doubled or oversold.`;
  return `No. ${[
    ...broken.map(({ claim }) => `“${claim}” does not hold`),
    ...(settled.settled ? [] : [`the hub did not come to rest: ${settled.open.join(', ')}`]),
    ...(deaths.length > 0 ? [`died under way: ${deaths.join(', ')}`] : []),
    ...(crossed.length > 0
      ? [`the front door broke a promise (${crossed.map((one) => promises[one.split(' ')[0] ?? ''] ?? one).join(', ')})`]
      : []),
  ].join('; ')}.`;
}

/** Less than this behind is only the way that the last orders still had before them. */
const behindSeconds = 3;

/** Judged when the part with the most arrivals ends: what comes after it may be quiet enough to catch up. */
function knee({ course, ordersPerSecond, counts }: LoadResult): string {
  const parts = course.phases.map((phase, at) => ({
    ...phase,
    ends: course.phases.slice(0, at + 1).reduce((sum, { seconds }) => sum + seconds, 0),
  }));
  const [busiest] = parts.toSorted((one, other) => other.from + other.to - one.from - one.to);
  const top = Math.max(busiest?.from ?? 0, busiest?.to ?? 0);
  const until = (counted: readonly number[]): number => counted.slice(0, busiest?.ends).reduce((sum, one) => sum + one, 0);
  const accepted = until(course.accepted);
  const behind = accepted - until(course.processed);
  const lost = counts.refused + counts.dropped;
  const rate = (value: number): string => value.toFixed(0);
  const offered = `${rate(top)} orders a second${parts.length > 1 ? `, for ${busiest?.seconds} s` : ''}`;
  if (lost === 0 && behind <= top * behindSeconds)
    return `Above ${offered}: the hub kept up with what was offered. Raise --rate until it does not.`;
  return (
    `About ${rate(ordersPerSecond.bestTenSeconds)} orders a second, the best ten seconds of this run. ${offered}, were offered; when that ended, ` +
    `${behind} of ${accepted} taken orders had not yet been shown as sent to a warehouse` +
    (lost > 0 ? `, and ${lost} were not taken at all.` : '. A short run ends before its orders do, so make sure of it with a longer one.')
  );
}

function first({ course, legs, cpu, provenance }: LoadResult): string {
  const busiest = Object.entries(cpu.perOrderMs)
    .filter(([name]) => name !== 'k6' && name !== 'checker')
    .at(0);
  const whole = course.cpu.map(
    ({ coresByName, othersCores }) => Object.values(coresByName).reduce((sum, one) => sum + one, 0) + othersCores,
  );
  // Times of the programs and of the machine are not read at the very same instant.
  const top = Math.min(provenance.machine.cores, Math.max(0, ...whole));
  const steps = legs.filter(({ leg }) => leg.startsWith('push in -> '));
  const [slowest] = steps
    .map(({ leg, ms }, at) => ({ leg: leg.slice('push in -> '.length), added: (ms?.p50 ?? 0) - (steps[at - 1]?.ms?.p50 ?? 0) }))
    .toSorted((one, other) => other.added - one.added);
  return (
    (top >= provenance.machine.cores * 0.9
      ? `The machine: its ${provenance.machine.cores} cores were full at times (${top.toFixed(2)} in use). `
      : `Not the machine: at most ${top.toFixed(2)} of ${provenance.machine.cores} cores were in use. `) +
    (busiest === undefined ? '' : `Most CPU goes to ${busiest[0]} (${busiest[1].toFixed(2)} ms an order). `) +
    (slowest === undefined
      ? ''
      : `The step on which an order spends most time is “${slowest.leg}” (${slowest.added.toFixed(0)} ms more than the step before it, at the median).`)
  );
}
