import type { FileSource } from '../../order-files/file-source.ts';
import type { HistoryDeps, ImportJob } from './ports.ts';

const HEAD = 4_096;

/** The bytes of an import from its sealed blocks: one is opened while the one before it is read. */
export async function storedSource(deps: HistoryDeps, job: ImportJob): Promise<FileSource> {
  const ids = await deps.jobs.blocks(job.id);
  const open = async (id: string): Promise<Buffer> => {
    const record = await deps.archive.read(id);
    if (record === undefined) throw new Error(`block ${id} of import ${job.id} is gone`);
    return record.body;
  };
  const first = ids[0] === undefined ? Buffer.alloc(0) : await open(ids[0]);
  return {
    size: job.sizeBytes,
    head: first.subarray(0, HEAD),
    utf8: job.utf8,
    blocks: async function* () {
      let next = ids[0] === undefined ? undefined : open(ids[0]);
      for (let index = 0; index < ids.length && next !== undefined; index += 1) {
        const body: Buffer = await next;
        const following = ids[index + 1];
        next = following === undefined ? undefined : open(following);
        // Whoever stops reading early leaves this one unread.
        next?.catch(() => undefined);
        yield body;
      }
    },
  };
}
