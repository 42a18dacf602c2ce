import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const preload = join(import.meta.dirname, '../src/preload.ts');
const program = join(import.meta.dirname, 'traced-process.ts');

const folder = mkdtempSync(join(tmpdir(), 'orderloom-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the telemetry preload', () => {
  it('makes and passes on trace ids without any exporter', async () => {
    const seen = await traced({});
    expect(seen['outer']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(seen['passedOn']).toMatch(/^00-1{32}-[0-9a-f]{16}-01$/);
    expect(seen['passedOn']).not.toContain('2222222222222222');
    expect(seen['fresh']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it('records spans of code and http as one trace, without queries and unlisted attributes', async () => {
    const file = join(mkdtempSync(join(folder, 'run-')), 'spans.jsonl');
    const seen = await traced({ HUB_TRACE_FILE: file, HUB_TRACE_RATIO: '1', OTEL_SERVICE_NAME: 'probe' });
    const text = readFileSync(file, 'utf8');
    const spans = text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const trace = seen['outer']?.slice(3, 35);
    expect(seen['inServer']?.slice(3, 35)).toBe(trace);
    expect(spans).toContainEqual(
      expect.objectContaining({ service: 'probe', name: 'outer', traceId: trace, attributes: { 'hub.order': 'DY20260115-00892' } }),
    );
    expect(spans).toContainEqual(
      expect.objectContaining({ kind: 1, traceId: trace, attributes: expect.objectContaining({ 'url.path': '/orders' }) }),
    );
    expect(spans).toContainEqual(
      expect.objectContaining({ name: 'on order-placed', traceId: '1'.repeat(32), parentSpanId: '2'.repeat(16) }),
    );
    expect(text).not.toContain('secret');
    expect(text).not.toContain('13800138000');
  });

  it('records nothing new at ratio 0, and still what came in as recorded', async () => {
    const file = join(mkdtempSync(join(folder, 'run-')), 'spans.jsonl');
    await traced({ HUB_TRACE_FILE: file, HUB_TRACE_RATIO: '0' });
    const names = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => /"name":"([^"]*)"/.exec(line)?.[1]);
    expect(names).toEqual(['on order-placed']);
  });
});

async function traced(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string | undefined>>> {
  const { stdout } = await run(process.execPath, ['--import', preload, program], {
    env: { PATH: process.env['PATH'], ...env },
    timeout: 30_000,
  });
  return JSON.parse(stdout);
}
