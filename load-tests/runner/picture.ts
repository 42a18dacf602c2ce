import type { LoadResult } from './result.ts';

const width = 900;
const panel = 220;
const margin = { left: 56, right: 150, top: 28, gap: 48 };
const colours = ['#2f6f4f', '#c2703d', '#3b6ea8', '#8a5a9e', '#b5a02c', '#4aa3a3', '#a8485a', '#7b8794'];

/** The run as a picture: orders a second above, cores in use below, over the same time. */
export function drawCourse({ suite, course, provenance }: LoadResult): string {
  const seconds = Math.max(course.accepted.length, course.processed.length, Math.ceil(course.cpu.at(-1)?.at ?? 0), 1);
  const top = Math.max(1, ...course.accepted, ...course.processed);
  const x = (at: number): number => margin.left + (Math.min(at, seconds) / seconds) * (width - margin.left - margin.right);
  const orders: Panel = { y: margin.top, most: top, x };
  const cores: Panel = { y: margin.top + panel + margin.gap, most: provenance.machine.cores, x };
  const height = cores.y + panel + 36;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${suite}: orders a second and cores in use over ${seconds} s</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...phaseLines(course.phases, x, height),
    ...frame(orders, 'orders a second'),
    line(orders, course.accepted, colours[2]),
    line(orders, course.processed, colours[0]),
    ...legend(orders, [
      ['accepted', colours[2]],
      ['shown as sent', colours[0]],
    ]),
    ...frame(cores, 'cores in use'),
    ...cpuAreas(cores, course.cpu),
    `<text x="${margin.left}" y="${height - 8}">0 s</text>`,
    `<text x="${width - margin.right}" y="${height - 8}" text-anchor="end">${seconds} s</text>`,
    '</svg>',
    '',
  ].join('\n');
}

interface Panel {
  readonly y: number;
  readonly most: number;
  readonly x: (at: number) => number;
}

function heightOf({ y, most }: Panel, value: number): number {
  return y + panel - (Math.min(value, most) / most) * panel;
}

function frame(on: Panel, title: string): readonly string[] {
  const { y, most } = on;
  return [
    `<text x="${margin.left}" y="${y - 8}" font-weight="bold">${title}</text>`,
    ...[0, 0.5, 1].map((share) => {
      const at = heightOf(on, most * share).toFixed(1);
      return (
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}" stroke="#d5d8dc"/>` +
        `<text x="${margin.left - 6}" y="${Number(at) + 4}" text-anchor="end">${Number((most * share).toFixed(1))}</text>`
      );
    }),
  ];
}

function phaseLines(phases: LoadResult['course']['phases'], x: Panel['x'], height: number): readonly string[] {
  let began = 0;
  return phases.map(({ name, seconds }) => {
    began += seconds;
    const at = x(began).toFixed(1);
    return (
      `<line x1="${at}" x2="${at}" y1="${margin.top}" y2="${height - 30}" stroke="#9aa5b1" stroke-dasharray="4 4"/>` +
      `<text x="${Number(at) - 4}" y="${margin.top + 12}" text-anchor="end" fill="#616e7c">${name} ends</text>`
    );
  });
}

function line(on: Panel, counts: readonly number[], colour = '#000000'): string {
  const points = counts.map((count, second) => `${on.x(second + 0.5).toFixed(1)},${heightOf(on, count).toFixed(1)}`);
  return `<polyline fill="none" stroke="${colour}" stroke-width="1.8" points="${points.join(' ')}"/>`;
}

function legend({ y }: Panel, entries: readonly (readonly [string, string | undefined])[]): readonly string[] {
  return entries.map(
    ([name, colour], at) =>
      `<rect x="${width - margin.right + 12}" y="${y + at * 18}" width="12" height="12" fill="${colour ?? '#000000'}"/>` +
      `<text x="${width - margin.right + 30}" y="${y + at * 18 + 10}">${name}</text>`,
  );
}

/** One area on top of the other; the programs that used most have a colour of their own, the rest share one. */
function cpuAreas(on: Panel, samples: LoadResult['course']['cpu']): readonly string[] {
  const total = new Map<string, number>();
  for (const { coresByName, seconds } of samples)
    for (const [name, cores] of Object.entries(coresByName)) total.set(name, (total.get(name) ?? 0) + cores * seconds);
  const names = [...total].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
  const shown = names.slice(0, colours.length - 2);
  const layers: readonly (readonly [string, (sample: (typeof samples)[number]) => number])[] = [
    ...shown.map((name) => [name, ({ coresByName }: (typeof samples)[number]) => coresByName[name] ?? 0] as const),
    ['other programs', ({ coresByName }) => names.slice(shown.length).reduce((sum, name) => sum + (coresByName[name] ?? 0), 0)],
    ['k6 and not ours', ({ othersCores }) => othersCores],
  ];
  const below = samples.map(() => 0);
  const areas = layers.map(([, coresOf], layer) => {
    const floor = [...below];
    for (const [at, sample] of samples.entries()) below[at] = (below[at] ?? 0) + coresOf(sample);
    const edge = (heights: readonly number[]): readonly string[] =>
      samples.map(({ at }, index) => `${on.x(at).toFixed(1)},${heightOf(on, heights[index] ?? 0).toFixed(1)}`);
    return `<polygon fill="${colours[layer] ?? '#7b8794'}" points="${[...edge(below), ...edge(floor).toReversed()].join(' ')}"/>`;
  });
  return [
    ...areas,
    ...legend(
      on,
      layers.map(([name], layer) => [name, colours[layer]] as const),
    ),
  ];
}
