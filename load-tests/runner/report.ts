import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Spread } from '../../tools/measure/spread.ts';
import { drawCourse } from './picture.ts';
import { plainWords } from './plain-words.ts';
import { apart, ownTotal, type LoadResult } from './result.ts';

/** Writes the JSON and the page for people; gives the paths of both. */
export function writeReport(result: LoadResult, outDir: string): { readonly json: string; readonly page: string } {
  mkdirSync(outDir, { recursive: true });
  const name = nameOf(result);
  const paths = { json: join(outDir, `${name}.json`), page: join(outDir, `${name}.md`) };
  writeFileSync(paths.json, `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(paths.page, describeResult(result));
  writeFileSync(join(outDir, pictureName(result)), drawCourse(result));
  return paths;
}

export function describeResult(result: LoadResult): string {
  const { provenance, counts, settled, cpu } = result;
  const { machine } = provenance;
  return [
    `# ${result.suite}: ${result.passed ? 'passed' : 'FAILED'}`,
    '',
    `${provenance.date}, commit ${provenance.commit}${provenance.uncommitted > 0 ? ` with ${provenance.uncommitted} files changed` : ''}; ` +
      `${machine.cores} x ${machine.cpu}, ${machine.memoryGb} GB, Linux ${machine.kernel}, Node ${machine.node}; ` +
      Object.entries(result.programs)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    '',
    ...plainWords(result),
    '',
    `![accepted and processed over time, and CPU](${pictureName(result)})`,
    ...(result.differences.length > 0 ? ['', `Other than \`npm start\`: ${result.differences.join('; ')}.`] : []),
    '',
    '## Orders',
    '',
    table(
      ['planned', 'sent', 'accepted', 'refused', 'dropped', 'placed', 'sent to warehouse', 'shipped', 'consistent'],
      [
        [
          counts.planned,
          counts.sent,
          counts.accepted,
          counts.refused,
          counts.dropped,
          counts.placed,
          counts.sentToWarehouse,
          counts.shipped,
          counts.consistent,
        ].map(String),
      ],
    ),
    '',
    `Offered ${fixed(result.ordersPerSecond.offered)} a second, accepted ${fixed(result.ordersPerSecond.accepted)}, processed (first push to the ` +
      `last order shown as sent in the twin) ${fixed(result.ordersPerSecond.processed)}. ` +
      (settled.settled
        ? `At rest ${fixed(settled.tookMs / 1000)} s after the last push.`
        : `NOT at rest after ${fixed(settled.tookMs / 1000)} s: ${settled.open.join(', ')}.`),
    '',
    '## Business truth',
    '',
    table(
      ['', 'claim', 'found'],
      result.verdicts.map(({ claim, holds, found }) => [holds ? 'holds' : 'FAILS', claim, found]),
    ),
    ...(result.deaths.length > 0 ? ['', `Died under way: ${result.deaths.join(', ')}.`] : []),
    ...(result.crossed.length > 0 ? ['', `Thresholds of k6 crossed: ${result.crossed.join(', ')}.`] : []),
    '',
    ...(result.goals.length > 0
      ? [
          '## Goals of speed',
          '',
          'Told, never judged: only a full run on a quiet machine says something.',
          '',
          table(
            ['goal', 'wanted', 'measured', 'met'],
            result.goals.map(({ goal, wanted, measured, met }) => [goal, wanted, measured, met]),
          ),
          '',
        ]
      : []),
    ...result.sections.flatMap(({ title, words, head, rows }) => [`## ${title}`, '', words, '', table(head, rows), '']),
    '## Time (ms)',
    '',
    table(
      ['leg', 'orders', 'p50', 'p95', 'p99', 'max'],
      result.legs.map(({ leg, ms }) => [leg, ...spreadCells(ms)]),
    ),
    '',
    table(
      ['at the front door', 'p50', 'p95', 'p99', 'max'],
      Object.entries(result.k6)
        .filter(([name]) => name === 'push_to_ack' || name === 'http_req_duration')
        .map(([name, { values }]) => [name, ...['med', 'p(95)', 'p(99)', 'max'].map((key) => fixed(values[key] ?? Number.NaN))]),
    ),
    '',
    '## CPU per order (ms)',
    '',
    `Over ${fixed(cpu.windowMs / 1000)} s, from the first push until everything was at rest: the orders' whole life. What the hub uses while it waits is in it, and beside it.`,
    '',
    table(
      ['program', 'ms an order', 'idle, ms a second'],
      [
        ...Object.entries(cpu.perOrderMs)
          .filter(([name]) => !apart.includes(name))
          .map(([name, ms]) => [name, ms.toFixed(2), idleOf(result, name)]),
        ['**ours**', `**${ownTotal(cpu.perOrderMs).toFixed(2)}**`, `**${ownTotal(cpu.idlePerSecondMs).toFixed(1)}**`],
        ...Object.entries(cpu.perOrderMs)
          .filter(([name]) => apart.includes(name))
          .map(([name, ms]) => [`${name} (apart)`, ms.toFixed(2), idleOf(result, name)]),
      ],
    ),
    '',
    `CPU not ours: ${fixed(cpu.use.notOurs / 1000)} s of ${fixed((cpu.windowMs * machine.cores) / 1000)} s; stolen by the hypervisor: ${fixed(cpu.use.stolen / 1000)} s.`,
    '',
  ].join('\n');
}

function nameOf({ suite, provenance }: LoadResult): string {
  return `${suite}-${provenance.date.replaceAll(/[:.]/g, '-')}`;
}

/** Beside the page, so that it shows wherever Markdown is read. */
function pictureName(result: LoadResult): string {
  return `${nameOf(result)}.svg`;
}

function idleOf({ cpu }: LoadResult, name: string): string {
  return (cpu.idlePerSecondMs[name] ?? 0).toFixed(1);
}

function spreadCells(spread: Spread | undefined): readonly string[] {
  if (spread === undefined) return ['0', '-', '-', '-', '-'];
  return [String(spread.count), ...[spread.p50, spread.p95, spread.p99, spread.max].map((ms) => ms.toFixed(0))];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function fixed(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : '-';
}
