import type { Pool } from 'pg';
import type { MintSerials } from '../application/ports.ts';

const LARGEST_BLOCK = 500;

/**
 * Serials in blocks, by a short statement of its own: the day's row is never locked while a batch works. A block grows with the
 * demand, so a quiet day keeps its serials close together; what is left of a block when the process ends stays a gap.
 */
export function createMintSerials(pool: Pool): MintSerials {
  const blocks = new Map<string, { next: bigint; end: bigint; size: number }>();
  return async ({ channel, day, count }) => {
    const key = `${channel} ${day}`;
    const serials: bigint[] = [];
    const take = (): void => {
      const block = blocks.get(key);
      while (block !== undefined && block.next < block.end && serials.length < count) {
        serials.push(block.next);
        block.next += 1n;
      }
    };
    take();
    while (serials.length < count) {
      const before = blocks.get(key)?.size ?? 0;
      const size = Math.max(count - serials.length, Math.min(LARGEST_BLOCK, Math.max(1, before * 2)));
      const { rows } = await pool.query<{ next_serial: string }>(
        `insert into serial_block as b (channel, day, next_serial) values ($1, $2, 1 + $3::bigint)
         on conflict (channel, day) do update set next_serial = b.next_serial + $3::bigint
         returning next_serial`,
        [channel, day, size],
      );
      const end = BigInt(rows[0]?.next_serial ?? '0');
      blocks.set(key, { next: end - BigInt(size), end, size });
      take();
    }
    forgetOldDays(blocks);
    return serials;
  };
}

/** Days of a back-fill must not stay in memory for good; a forgotten block is a gap. */
function forgetOldDays(blocks: Map<string, unknown>): void {
  for (const key of blocks.keys()) {
    if (blocks.size <= 64) return;
    blocks.delete(key);
  }
}
