import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { fromRoot } from '../start/paths.ts';
import { entryFor, missingPlatformEntries, type LockPackages } from './platform-entries.ts';

// Run after `npm install` has changed package-lock.json: puts back the other platforms' packages that npm left out.
const file = fromRoot('package-lock.json');
// Parsed twice: the checked form for its types, the raw one to keep npm's order of fields.
const raw: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(file, 'utf8'));
const packages: LockPackages = z.record(z.string(), z.looseObject({})).parse(raw['packages']);
const missing = missingPlatformEntries(packages);

const added = missing.flatMap((one): readonly (readonly [string, object])[] => {
  const entry = entryFor(one, packages[one.from] ?? {});
  return entry === undefined ? [] : [[`node_modules/${one.name}`, entry]];
});
if (added.length > 0) {
  const sorted = Object.entries({ ...packages, ...Object.fromEntries(added) }).toSorted(([one], [other]) => one.localeCompare(other, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...raw, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);
}
process.stdout.write(`${added.length} entries added, ${missing.length - added.length} not understood\n`);
if (added.length < missing.length) process.exitCode = 1;
