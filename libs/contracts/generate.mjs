// Makes gen/ from proto/ with buf and ts-proto, both from npm and offline. Skipped when nothing has changed since.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(here, '..', '..', 'node_modules', '.bin');
const gen = join(here, 'gen');
const stamp = join(gen, '.inputs');

function hashOfInputs() {
  const hash = createHash('sha256');
  const files = globSync(['proto/**/*.proto', 'buf.yaml', 'buf.gen.yaml', 'generate.mjs'], { cwd: here }).toSorted();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(here, file)));
  for (const tool of ['ts-proto', '@bufbuild/buf']) {
    hash.update(JSON.parse(readFileSync(join(here, '..', '..', 'node_modules', tool, 'package.json'), 'utf8')).version);
  }
  return hash.digest('hex');
}

const wanted = hashOfInputs();
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
  process.stdout.write('current\n');
} else {
  const aside = mkdtempSync(join(here, '.gen-'));
  try {
    const made = spawnSync(join(bin, 'buf'), ['generate', '-o', aside], {
      cwd: here,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
    });
    if (made.status !== 0) {
      process.stderr.write(`contracts: buf generate failed\n${made.stdout ?? ''}${made.stderr ?? ''}${made.error?.message ?? ''}\n`);
      process.exit(1);
    }
    writeFileSync(join(aside, 'gen', '.inputs'), wanted);
    // Swapped in by renaming: a reader of the old files never meets a half-written folder.
    const old = join(aside, 'old');
    if (existsSync(gen)) renameSync(gen, old);
    renameSync(join(aside, 'gen'), gen);
    process.stdout.write('generated\n');
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
