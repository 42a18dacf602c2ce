import { runNamed, type Tx } from '@orderloom/outbox';
import type { Pool, PoolClient } from 'pg';
import type { StockLane } from '../application/ports.ts';
import { StockGuardFailed } from './close-book.ts';
import type { StockMemory } from './stock-memory.ts';

const RETRY_MS = 250;
const JOBS_PER_COMMIT = 64;

/** The writer is not ours or its connection broke; the same work may pass in a moment. */
export class LaneUnavailable extends Error {
  override readonly name = 'LaneUnavailable';
  readonly code = 'ECONNRESET';
}

/**
 * Said once for the connection, which is the lane's own. Plans as for every transaction (`TRANSACTION_SETTINGS`). A row that somebody
 * else holds fails the batch, and the breaker hears of it; without this everybody would wait for ever.
 */
const SETTINGS = `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set lock_timeout = '2s'`;

interface Job {
  readonly queuedAt: number;
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Writer {
  readonly client: PoolClient;
  readonly fence: string;
}

export interface RunningLane extends StockLane {
  start(): void;
  stop(): Promise<void>;
  /** Hears how long (ms) each piece of work has waited. */
  onTaken(listener: (milliseconds: number) => void): void;
  /** Whether this process is the writer. */
  isWriter(): boolean;
}

/**
 * One connection that writes stock, and a queue before it: while one commit is under way the next batch collects, so the
 * commit itself is the timer. Two processes exclude each other by an advisory lock; the fencing number, checked in each
 * transaction, stops a writer that lost the lock without noticing.
 */
export function createStockLane(pool: Pool, memory: LaneMemory, onTrouble: (what: string, error: unknown) => void): RunningLane {
  const queue: Job[] = [];
  let ring: () => void = () => undefined;
  let stopping = false;
  let noteWait: (milliseconds: number) => void = () => undefined;
  let writer: Writer | undefined;
  let running: Promise<void> | undefined;

  const next = async (): Promise<readonly Job[]> => {
    if (queue.length === 0 && !stopping) await new Promise<void>((resolve) => (ring = resolve));
    return queue.splice(0, JOBS_PER_COMMIT);
  };
  const giveUp = (why: unknown): void => {
    writer?.client.release(true);
    writer = undefined;
    memory.clear();
    if (!stopping) onTrouble('stock lane', why);
  };
  const loop = async (): Promise<void> => {
    while (!stopping || queue.length > 0) {
      try {
        writer ??= await takeWriter(pool);
      } catch (error) {
        giveUp(error);
      }
      if (writer === undefined) {
        for (const job of queue.splice(0)) job.reject(new LaneUnavailable('another process writes stock, or the database is away'));
        if (stopping) return;
        await pause(RETRY_MS);
        continue;
      }
      const jobs = await next();
      if (jobs.length === 0) continue;
      for (const job of jobs) noteWait(performance.now() - job.queuedAt);
      await commitTogether(writer, jobs, memory).catch(giveUp);
    }
    writer?.client.release(true);
    writer = undefined;
  };

  return {
    start: () => {
      running ??= loop();
    },
    stop: async () => {
      stopping = true;
      ring();
      await running;
    },
    onTaken: (listener) => {
      noteWait = listener;
    },
    isWriter: () => writer !== undefined,
    run: <T>(work: (tx: Tx) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        // The queue holds jobs of any result; this closure alone ties work and resolve together.
        queue.push({ queuedAt: performance.now(), work, resolve: (value) => resolve(value as T), reject });
        ring();
      }),
  };
}

async function takeWriter(pool: Pool): Promise<Writer | undefined> {
  const client = await pool.connect();
  // While it is idle nobody awaits it: the next statement says that it broke.
  client.on('error', () => undefined);
  try {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock(hashtext('stock writer')) as mine");
    if (rows[0]?.mine === true) {
      const taken = await client.query<{ fence: string }>(
        'update engine_lease set fence = fence + 1, taken_at = now() returning fence::text',
      );
      await client.query(SETTINGS);
      return { client, fence: taken.rows[0]?.fence ?? '' };
    }
    client.release();
    return undefined;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

type LaneMemory = Pick<StockMemory, 'committed' | 'rolledBack' | 'clear'>;

/** Runs the jobs in one transaction and settles all of them after the commit. Throws when the connection is no longer usable. */
async function commitTogether(writer: Writer, jobs: readonly Job[], memory: LaneMemory): Promise<void> {
  const settle: (() => void)[] = [];
  const afterCommit: (() => void)[] = [];
  try {
    await begin(writer);
    for (const [nth, job] of jobs.entries()) {
      // The savepoint of the job before ends with the same round trip.
      if (nth > 0) await writer.client.query('release savepoint job; savepoint job');
      settle.push(await runJob(writer.client, job, { memory, afterCommit }));
    }
    const { command } = await writer.client.query('commit');
    if (command !== 'COMMIT') throw new LaneUnavailable('transaction was rolled back at commit');
  } catch (error) {
    memory.rolledBack();
    for (const job of jobs) job.reject(error);
    await writer.client.query('rollback');
    if (error instanceof LaneUnavailable) throw error;
    return;
  }
  memory.committed();
  for (const action of afterCommit) action();
  for (const answer of settle) answer();
}

/** One round trip: transaction, fence, and the savepoint of the first job. */
async function begin(writer: Writer): Promise<void> {
  const answers: unknown = await writer.client.query(
    `begin; select 1 from engine_lease where fence = ${BigInt(writer.fence)} for share; savepoint job`,
  );
  const fence: unknown = Array.isArray(answers) ? answers.at(-2) : undefined;
  const isOurs = typeof fence === 'object' && fence !== null && 'rowCount' in fence && fence.rowCount === 1;
  if (!isOurs) throw new LaneUnavailable('another process took the stock writer over');
}

async function runJob(
  client: PoolClient,
  job: Job,
  batch: { readonly memory: LaneMemory; readonly afterCommit: (() => void)[] },
): Promise<() => void> {
  for (let isAgain = false; ; isAgain = true) {
    const own: (() => void)[] = [];
    const tx: Tx = {
      query: (text, values) => (values === undefined ? client.query(text) : runNamed(client, text, values)),
      onCommit: (action) => void own.push(action),
    };
    try {
      const value = await job.work(tx);
      batch.afterCommit.push(...own);
      return () => job.resolve(value);
    } catch (error) {
      await client.query('rollback to savepoint job');
      batch.memory.rolledBack();
      if (!(error instanceof StockGuardFailed)) return () => job.reject(error);
      // The memory may be wrong: the rows are read and the work is done once more.
      batch.memory.clear();
      if (isAgain) return () => job.reject(error);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
