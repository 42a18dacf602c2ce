import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../start/paths.ts';
import { entryFor, missingPlatformEntries } from './platform-entries.ts';

describe('the lock file', () => {
  it('holds the optional packages of every platform, or npm ci refuses it', () => {
    const lock = JSON.parse(readFileSync(fromRoot('package-lock.json'), 'utf8'));
    expect(missingPlatformEntries(lock.packages)).toEqual([]);
  });

  it('names no registry', () => {
    expect(readFileSync(fromRoot('package-lock.json'), 'utf8')).not.toMatch(/"resolved": "https?:/);
  });

  it('is completed with the version and the platform that a name tells', () => {
    const packages = {
      'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies: { '@tool/linux-arm-gnueabihf': '1.0.0' } },
    };
    const [missing] = missingPlatformEntries(packages);
    expect(missing && entryFor(missing, packages['node_modules/tool'])).toEqual({
      version: '1.0.0',
      cpu: ['arm'],
      dev: true,
      optional: true,
      os: ['linux'],
    });
    expect(entryFor({ from: '', name: '@tool/wasm32-wasi', version: '1.0.0' }, {})).toBeUndefined();
  });

  it('finds a package that lies in the folder of its parent, or above', () => {
    const packages = {
      'node_modules/a': { optionalDependencies: { x: '1.0.0' } },
      'node_modules/a/node_modules/x': {},
      'node_modules/b/node_modules/c': { optionalDependencies: { y: '1.0.0' } },
      'node_modules/y': {},
    };
    expect(missingPlatformEntries(packages)).toEqual([]);
  });
});
