import type { FileSource } from '../../order-files/file-source.ts';
import type { HistoryDeps, ImportJob } from './ports.ts';

const HEAD = 4_096;
const SLICE = 64 * 1024;

/** The bytes of an import from its sealed blocks: one is opened while the one before it is read. */
export async function storedSource(deps: HistoryDeps, job: ImportJob): Promise<FileSource> {
  const count = await deps.jobs.countBlocks(job.id);
  const open = async (seq: number): Promise<Buffer> => {
    const sealed = await deps.jobs.readBlock(job.id, seq);
    if (sealed === undefined) throw new Error(`block ${seq} of import ${job.id} is gone`);
    return deps.openBlock(sealed, `${job.id}/${seq}`);
  };
  const first = count === 0 ? Buffer.alloc(0) : await open(0);
  return {
    size: job.sizeBytes,
    head: first.subarray(0, HEAD),
    utf8: job.utf8,
    blocks: async function* () {
      let next = count === 0 ? undefined : open(0);
      for (let seq = 0; seq < count && next !== undefined; seq += 1) {
        const body: Buffer = await next;
        next = seq + 1 === count ? undefined : open(seq + 1);
        // Whoever stops reading early leaves this one unread.
        next?.catch(() => undefined);
        // In slices: what reads them must not hold up the rest of the service.
        for (let at = 0; at < body.length; at += SLICE) yield body.subarray(at, at + SLICE);
      }
    },
  };
}
