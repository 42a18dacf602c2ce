import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromRoot } from '../../../tools/start/paths.ts';
import { describeAddresses } from '../../../tools/start/welcome.ts';
import { follow } from '../src/guide/reader.ts';
import { differsFrom, snippetsOf } from '../src/guide/snippets.ts';
import { writeReport } from '../src/hub/report.ts';
import { startHub, type Hub } from '../src/hub/start-hub.ts';

let hub: Hub;
let folder: string;

// A hub for each try: the page places its orders under fixed numbers.
beforeEach(async () => {
  hub = await startHub({ name: 'guide' });
  folder = mkdtempSync(join(tmpdir(), 'orderloom-guide-'));
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await hub?.stop();
});

/** A reader is at the first answer and at the end within these, typing not counted. */
const firstAnswerMs = 60_000;
const wholePageMs = 300_000;

it('docs/partner-api.md does in an empty folder what it says, with what `npm start` printed', async () => {
  const snippets = snippetsOf(readFileSync(fromRoot('docs', 'partner-api.md'), 'utf8'));
  expect(snippets.length).toBeGreaterThan(15);
  const done = await follow(snippets, { folder, replace: readerKnows(), node: dirname(process.execPath), patienceMs: 90_000 });
  const figures = done.map(({ snippet, tookMs }) => ({ part: snippet.part, ms: Math.round(tookMs) }));
  for (const { snippet, output, code } of done) {
    const about = `${snippet.part}\n${snippet.text}\n${output}`;
    expect(code, about).toBe(0);
    const { shown } = snippet;
    if (shown === undefined) expect(output, about).not.toMatch(/"errors"|Error:/);
    else if (shown.language === 'json') expect(differsFrom(JSON.parse(shown.text), lastJson(output)), about).toBeUndefined();
    else for (const line of shown.text.trim().split('\n')) expect(output, about).toContain(line);
  }
  expect(done).toHaveLength(snippets.filter(({ language }) => language === 'sh').length);
  requireTypes();
  const total = figures.reduce((sum, { ms }) => sum + ms, 0);
  const first = figures.findIndex(({ part }) => part !== 'First call');
  const untilFirst = figures.slice(0, first).reduce((sum, { ms }) => sum + ms, 0);
  expect(untilFirst).toBeLessThan(firstAnswerMs);
  expect(total).toBeLessThan(wholePageMs);
  process.stdout.write(`the guide: first answer after ${untilFirst} ms, the end after ${total} ms, ${done.length} snippets\n`);
  writeReport('partner-guide', { untilFirstAnswerMs: untilFirst, wholeMs: total, snippets: figures });
}, 400_000);

/** What a reader puts in, read off the words at the end of a start as a reader does. */
function readerKnows(): ReadonlyMap<string, string> {
  const printed = describeAddresses(hub.system, 0);
  const valueOf = (label: string): string => {
    const value = new RegExp(`^ *${label} +(\\S+)$`, 'm').exec(printed)?.[1];
    if (value === undefined) throw new Error(`npm start prints no ${label}:\n${printed}`);
    return value;
  };
  return new Map([
    ['<API key>', valueOf('API key')],
    ['<password>', valueOf('password')],
    ['~/orderloom', fromRoot()],
    ['http://127.0.0.1:4000', valueOf('GraphQL').replace('/graphql', '')],
    ['http://127.0.0.1:4900', valueOf('sandbox')],
    ['PORT=8787', `PORT=${hub.system.addresses.port('sandbox', 'http') + 60}`],
  ]);
}

/** What the page lets its reader save fits the types of the client. */
function requireTypes(): void {
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--allowImportingTsExtensions',
    '--erasableSyntaxOnly',
  ];
  const types = ['--typeRoots', fromRoot('node_modules', '@types'), '--types', 'node'];
  const files = globSync('*.ts', { cwd: folder });
  expect(files).toEqual(expect.arrayContaining(['cancel.ts', 'catch-up.ts', 'receive.ts']));
  const tsc = fromRoot('node_modules', 'typescript', 'bin', 'tsc');
  try {
    execFileSync(process.execPath, [tsc, ...options, ...types, ...files], { cwd: folder, encoding: 'utf8' });
  } catch (error) {
    throw new Error(`the snippets do not fit: ${String(Reflect.get(Object(error), 'stdout'))}`, { cause: error });
  }
}

function lastJson(output: string): unknown {
  return JSON.parse(
    output
      .trim()
      .split('\n')
      .findLast((line) => line.startsWith('{')) ?? 'null',
  );
}
