import { createHash } from 'node:crypto';
import { Problem, reasonOf } from '../problem.ts';

const connectMs = 4_000;
const wholeMs = 180_000;

export interface Download {
  readonly url: string;
  /** SHA-256 in hex of the whole file. */
  readonly sha256: string;
}

/** Fetches a file whose content is known beforehand. A host that does not answer gives way in seconds; other content is refused. */
export async function downloadPinned(file: Download): Promise<Buffer> {
  const bytes = await fetchBytes(file.url);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== file.sha256) {
    throw new Problem({
      what: `${file.url} was refused`,
      why: `its SHA-256 is ${actual}, not the pinned ${file.sha256}`,
      remedy: 'do not use that file; look into how it came to differ',
    });
  }
  return bytes;
}

async function fetchBytes(url: string): Promise<Buffer> {
  const abort = new AbortController();
  const connecting = setTimeout(() => abort.abort(new Error(`no answer within ${connectMs / 1000} s`)), connectMs);
  const whole = setTimeout(() => abort.abort(new Error(`not complete within ${wholeMs / 1000} s`)), wholeMs);
  try {
    const response = await fetch(url, { signal: abort.signal, redirect: 'follow' });
    clearTimeout(connecting);
    if (!response.ok) throw new Error(`answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`${url}: ${abort.signal.aborted ? reasonOf(abort.signal.reason) : causeOf(error)}`, { cause: error });
  } finally {
    clearTimeout(connecting);
    clearTimeout(whole);
  }
}

// fetch says only "fetch failed"; the reason is one level down.
function causeOf(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? reasonOf(error.cause) : reasonOf(error);
}
