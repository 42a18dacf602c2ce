import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { silentProgress } from '../progress.ts';
import { downloadPinned } from './download.ts';
import { climb, olderThan, type FoundProgram, type Rung } from './ladder.ts';

const found = (version: string): FoundProgram => ({ path: `/opt/${version}/prog`, version, source: 'test' });

function rung(title: string, find: Rung['find']): Rung {
  return { title, find, remedy: `make ${title} work` };
}

describe('the ladder to a program', () => {
  it('takes the first way that works and asks no further', async () => {
    let asked = 0;
    const program = await climb(
      {
        name: 'prog',
        oldest: '2.12.0',
        rungs: [
          rung('first', () => Promise.resolve(undefined)),
          rung('second', () => Promise.resolve(found('2.15.2'))),
          rung('third', () => {
            asked += 1;
            return Promise.resolve(found('2.16.0'));
          }),
        ],
      },
      silentProgress,
    );
    expect([program.version, asked]).toEqual(['2.15.2', 0]);
  });

  it('passes over one that is too old, as Debian has it', async () => {
    const rungs = [rung('PATH', () => Promise.resolve(found('2.9.10'))), rung('cache', () => Promise.resolve(found('2.12.1')))];
    expect((await climb({ name: 'prog', oldest: '2.12.0', rungs }, silentProgress)).version).toBe('2.12.1');
  });

  it('lists every way, what came of it and what to do, when none works', async () => {
    const rungs = [
      rung('PATH', () => Promise.resolve(found('2.9.10'))),
      rung('release', () => Promise.reject(new Error('no answer within 4 s'))),
      rung('go install', () => Promise.resolve(undefined)),
    ];
    await expect(climb({ name: 'prog', oldest: '2.12.0', rungs }, silentProgress)).rejects.toMatchObject({
      why: expect.stringMatching(/PATH: .*2\.9\.10, older than 2\.12\.0[\s\S]*release: no answer within 4 s[\s\S]*go install: not here/),
      remedy: expect.stringMatching(/make PATH work[\s\S]*make release work[\s\S]*make go install work/),
    });
  });

  it.each([
    ['2.9.10', '2.12.0', true],
    ['2.12.0', '2.12.0', false],
    ['v2.15.2', '2.12.0', false],
    ['2.12', '2.12.0', false],
    ['2.12.0-RC.1', '2.12.1', true],
    ['10.0.0', '9.9.9', false],
  ])('compares %s with %s by number', (version, least, expected) => {
    expect(olderThan(version, least)).toBe(expected);
  });
});

describe('a pinned download', () => {
  it('gives the bytes when they are the expected ones and refuses any others', async () => {
    const server = createHttpServer((_request, response) => response.end('program'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${portOf(server)}/program.tar.gz`;
    const sha256 = createHash('sha256').update('program').digest('hex');
    expect((await downloadPinned({ url, sha256 })).toString()).toBe('program');
    await expect(downloadPinned({ url, sha256: sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) })).rejects.toThrow(/SHA-256/);
    server.close();
  });

  it('gives way in seconds when a host takes the connection and says nothing', { timeout: 15_000 }, async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const began = Date.now();
    await expect(downloadPinned({ url: `http://127.0.0.1:${portOf(silent)}/x`, sha256: '' })).rejects.toThrow(/no answer within 4 s/);
    expect(Date.now() - began).toBeLessThan(8_000);
    silent.close();
  });
});

function portOf(server: { readonly address: () => AddressInfo | string | null }): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
