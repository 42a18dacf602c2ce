import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGbk, needlesOf } from './forms.ts';
import { searchBytes, searchFiles } from './search.ts';

const name = '龘靐';
const sentence = `收件人欧${name}一，电话`;
const needles = needlesOf('name', name);
const noise = Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7_919) % 251));
const around = (bytes: Buffer): Buffer => Buffer.concat([noise, bytes, noise]);

const planted: readonly (readonly [string, Buffer])[] = [
  ['UTF-8', Buffer.from(sentence)],
  ['UTF-16LE', Buffer.from(sentence, 'utf16le')],
  ['UTF-16BE', Buffer.from(sentence, 'utf16le').swap16()],
  ['GBK', encodeGbk(sentence)],
  ['base64 from its first byte', Buffer.from(Buffer.from(sentence).toString('base64'))],
  ['base64 from its second byte', Buffer.from(Buffer.from(`x${sentence}`).toString('base64'))],
  ['base64 from its third byte', Buffer.from(Buffer.from(`xx${sentence}`).toString('base64'))],
  ['base64 of GBK', Buffer.from(encodeGbk(sentence).toString('base64'))],
  ['hex', Buffer.from(Buffer.from(sentence).toString('hex'))],
  ['percent encoding', Buffer.from(encodeURIComponent(sentence))],
  ['JSON escapes', Buffer.from('\\u9f98\\u9750')],
  ['gzip', gzipSync(Buffer.from(sentence))],
  ['gzip of base64', gzipSync(Buffer.from(Buffer.from(sentence).toString('base64')))],
  ['zlib', deflateSync(Buffer.from(sentence))],
];

describe('the search for planted names', () => {
  it.each(planted)('finds one in %s', (_form, bytes) => {
    expect(searchBytes('memory', around(bytes), needles).length).toBeGreaterThan(0);
  });

  it('finds nothing where nothing is, and nothing in a masked name', () => {
    expect(searchBytes('memory', around(Buffer.from('收件人欧**，电话199****1234')), needles)).toEqual([]);
  });

  describe('in files', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'orderloom-search-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('finds one that lies on the seam of two chunks', async () => {
      const seam = 8 * 1024 * 1024;
      writeFileSync(join(folder, 'seam'), Buffer.concat([Buffer.alloc(seam - 3, 0x20), Buffer.from(name), Buffer.alloc(1_000, 0x20)]));
      const { leaks } = await searchFiles(folder, needles);
      expect(leaks).toMatchObject([{ form: 'UTF-8', offset: seam - 3 }]);
    });
  });
});
