import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseSuite, folderSuites, helpOf, moduleSuites, runSuite, suitesOf } from './suites.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderloom-suites-'));
writeFileSync(join(folder, 'main.ts'), '');
writeFileSync(join(folder, 'hot-sku.ts'), 'process.exitCode = process.argv[2] === "--quick" && process.env["MARK"] === "1" ? 7 : 1;');
writeFileSync(join(folder, 'hot-sku.spec.ts'), '');
mkdirSync(join(folder, 'smoke'));
writeFileSync(join(folder, 'smoke', 'run.ts'), '');
mkdirSync(join(folder, 'journeys'));

describe('the suites of bench and load', () => {
  it('are the files beside the dispatcher, without the dispatcher and the specs', () => {
    expect(suitesOf(moduleSuites('npm run bench', folder))).toEqual(['hot-sku']);
  });

  it('are the folders with a run.ts, not those that the suites share', () => {
    expect(suitesOf(folderSuites('npm run load', folder))).toEqual(['smoke']);
  });

  it('are listed when the name is unknown, and run with their own options and exit code', async () => {
    const kind = moduleSuites('npm run bench', folder);
    expect(chooseSuite(kind, ['cold-sku'])).toBeUndefined();
    expect(helpOf(kind)).toContain('npm run bench -- hot-sku');
    expect(await runSuite(kind, 'hot-sku', ['--quick'], { MARK: '1' })).toBe(7);
  });
});
