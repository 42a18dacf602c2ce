import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from '../start/programs/run.ts';
import { fromRoot, root } from '../start/paths.ts';
import { z } from 'zod';
import { plantedViolations } from './fixtures.ts';

const report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});
const rules = z.object({ forbidden: z.array(z.object({ name: z.string() })) });

const prefix = 'tools/fence-fixtures/planted/';

describe('the import fences inside an app', () => {
  const planted = plantedViolations().filter((one) => one.tool === 'dependency-cruiser');
  let seen: readonly string[] = [];

  beforeAll(async () => {
    const cruised = await run(
      process.execPath,
      [
        fromRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
        prefix,
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
      ],
      { cwd: root },
    );
    const start = cruised.output.indexOf('{');
    const parsed = report.parse(JSON.parse(cruised.output.slice(start)));
    seen = parsed.summary.violations.map((one) => `${one.from.replace(prefix, '')} breaks ${one.rule.name}`);
  }, 60_000);

  it.each(planted)('refuse $path by $rule', ({ path, rule }) => {
    expect(seen).toContain(`${path} breaks ${rule}`);
  });

  it('were each seen to fail: every rule has a planted violation', () => {
    const config = rules.parse(createRequire(import.meta.url)(fromRoot('.dependency-cruiser.cjs')));
    const tried = new Set(planted.map((one) => one.rule));
    expect(config.forbidden.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it('let the neighbours of the violations through', () => {
    const innocent = ['apps/order/src/domain/order.ts', 'apps/order/src/application/place-order.ts', 'apps/order/src/composition-root.ts'];
    expect(seen.filter((line) => innocent.some((path) => line.startsWith(`${path} `)))).toEqual([]);
  });
});
