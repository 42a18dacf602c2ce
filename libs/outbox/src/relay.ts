import { consumersOf, type Context, type StoredBundle } from '@orderloom/contracts';
import { ensureStream, publishBatch, publishHeartbeat, type HubConnection, type OutboxMark } from '@orderloom/messaging';
import type { Client, Pool, PoolClient } from 'pg';
import { alarm, type Alarm } from './alarm.ts';
import { Gaps } from './gaps.ts';
import { noteWatermarks, passedByAll, readOutbox, renewFence, saveRelay, sweepOutbox, takeRelay, type RelayState } from './outbox-table.ts';
import { paceRelay } from './pace.ts';

/** Bundles; one holds up to some hundred events. */
const TURN_LIMIT = 200;
/** Each commit wakes the relay, in this process and from another: looking without being woken is for a wake-up that was lost. */
const SAFETY_POLL_MS = 1_000;
const LONGEST_POLL_MS = 8_000;
/** A broker that lost its streams is found when the link stands again; this finds one that lost them while it stood, a quiet relay at its next poll. */
const EPOCH_EVERY_MS = 5_000;
const STANDBY_MS = 2_000;
const SAVE_EVERY_MS = 1_000;
/** A relay that has nothing new to remember still looks now and then whether it is the owner. */
const SAVE_IDLE_MS = 10_000;
const HEARTBEAT_MS = 3_000;
const SWEEP_EVERY_MS = 60_000;

export interface Relay {
  /** Something was committed: publish now rather than at the next safety poll, or, where all of it may wait, when the pace allows. */
  wake(mayWait?: boolean): void;
  start(): void;
  stop(): Promise<void>;
}

export interface RelayOptions {
  readonly pool: Pool;
  readonly hub: HubConnection;
  readonly context: Context;
  readonly onTrouble: (what: string, error: unknown) => void;
}

class FenceLost extends Error {}

/** Carries committed events to the broker; the one relay of a context is whoever holds its advisory lock. */
export function createRelay(options: RelayOptions): Relay {
  const wakeUp = alarm();
  const hurry = alarm();
  const watermarks = new Map<string, OutboxMark>();
  const link = { isNew: false };
  let stopped = false;
  let isCarrying = false;
  let running: Promise<void> | undefined;

  const watermarkSubject = `hubwm.${options.context}`;
  const subscription = options.hub.nats.subscribe(watermarkSubject, {
    callback: (_error, message) => {
      const told = message.json<{ consumer: string; settled: string; fence: string }>();
      watermarks.set(told.consumer, { settled: BigInt(told.settled), fence: BigInt(told.fence) });
    },
  });

  const wakeSubject = `hubwake.${options.context}`;
  const elsewhere = options.hub.nats.subscribe(wakeSubject, {
    callback: () => {
      if (isCarrying) wakeUp.ring();
    },
  });
  const forget = options.hub.onReconnect(() => {
    link.isNew = true;
    wakeUp.ring();
  });

  /** While another process carries, it is told of what is committed here. */
  const standBy = async (): Promise<void> => {
    const until = Date.now() + STANDBY_MS;
    for (let left = STANDBY_MS; left > 0 && !stopped; left = until - Date.now()) {
      if (await wakeUp.wait(left)) options.hub.nats.publish(wakeSubject);
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      let client: PoolClient | undefined;
      try {
        client = await options.pool.connect();
        const state = await takeRelay(client, options.context);
        if (state === undefined) await standBy();
        else {
          isCarrying = true;
          await relayUntilStopped(client, state, options, { wakeUp, hurry, watermarks, link, stopped: () => stopped });
        }
      } catch (error) {
        if (!stopped) options.onTrouble('outbox relay', error);
        await wakeUp.wait(500);
      } finally {
        isCarrying = false;
        // The advisory lock lives with the session: the connection is closed, not given back.
        client?.release(true);
      }
    }
  };

  return {
    wake: (mayWait = false) => {
      if (!mayWait) hurry.ring();
      wakeUp.ring();
    },
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      wakeUp.ring();
      await running;
      subscription.unsubscribe();
      elsewhere.unsubscribe();
      forget();
    },
  };
}

interface Surroundings {
  readonly wakeUp: Alarm;
  /** Rings for what must not wait for the pace. */
  readonly hurry: Alarm;
  readonly watermarks: Map<string, OutboxMark>;
  /** New: the broker behind it may be another one since the stream was looked at. */
  readonly link: { isNew: boolean };
  readonly stopped: () => boolean;
}

async function relayUntilStopped(
  client: PoolClient | Client,
  taken: RelayState,
  options: RelayOptions,
  around: Surroundings,
): Promise<void> {
  const { hub, context } = options;
  // A relay that ends every few seconds outlives no gap: one that began at the settled position each time would say everything again, ever more of it.
  const gaps = new Gaps();
  gaps.watch(taken.open, Date.now());
  let state = taken;
  let last = taken.published;
  let beaten = -1n;
  let savedAt = 0;
  let checkedAt = 0;
  let sweptAt = Date.now();
  let beatenAt = Date.now();

  const settled = (): bigint => {
    const open = gaps.lowest();
    return open === undefined ? last : open - 1n;
  };
  const mark = (): OutboxMark => ({ settled: settled(), fence: state.fence });
  const replayFrom = async (why: string, streamCreatedAt: string): Promise<void> => {
    // What was said of this stream under the old fence may speak of messages that are gone: nobody is believed on it any more.
    around.watermarks.clear();
    last = await passedByAll(client, consumersOf[context]);
    gaps.clear();
    options.onTrouble(`replaying outbox from ${last}`, new Error(why));
    const renewed = await renewFence(client, { ...state, settled: last, published: last, open: [], streamCreatedAt, streamSeq: 0 });
    if (renewed === undefined) throw new FenceLost('another relay took over');
    state = renewed;
    beaten = -1n;
  };
  const noteAcks = async (acks: readonly number[]): Promise<void> => {
    if (Math.min(...acks) <= state.streamSeq) await replayFrom('the stream went backwards', (await ensureStream(hub, context)).createdAt);
    else state = { ...state, streamSeq: Math.max(...acks) };
  };
  const checkEpoch = async (): Promise<void> => {
    const epoch = await ensureStream(hub, context);
    if (state.streamCreatedAt === '') state = { ...state, streamCreatedAt: epoch.createdAt };
    else if (epoch.createdAt !== state.streamCreatedAt || epoch.lastSeq < state.streamSeq) {
      await replayFrom('the stream is a new one', epoch.createdAt);
    }
  };
  let saved: RelayState | undefined;
  const isNews = (): boolean =>
    saved?.settled !== settled() ||
    saved.streamSeq !== state.streamSeq ||
    saved.streamCreatedAt !== state.streamCreatedAt ||
    around.watermarks.size > 0;
  const save = async (): Promise<void> => {
    state = { ...state, settled: settled(), published: last, open: gaps.positions() };
    if (!(await saveRelay(client, state))) throw new FenceLost('another relay took over');
    await flushWatermarks(client, around.watermarks, state.fence);
    saved = state;
    savedAt = Date.now();
  };

  await checkEpoch();
  let notBefore = 0;
  let poll = SAFETY_POLL_MS;
  while (!around.stopped()) {
    const early = notBefore - Date.now();
    if (early > 0) await around.hurry.wait(early);
    const beganAt = Date.now();
    const rows = await readOutbox(client, { after: last, gaps: gaps.positions(), limit: TURN_LIMIT });
    // What waits behind a full turn has waited long enough.
    notBefore = rows.length < TURN_LIMIT ? beganAt + paceRelay(eventsIn(rows)) : 0;
    if (rows.length > 0) {
      gaps.note(
        last,
        rows.map((row) => row.seq),
        Date.now(),
      );
      const highest = rows.at(-1)?.seq ?? last;
      if (highest > last) last = highest;
      await noteAcks(await publishTurn(hub, context, rows, mark()));
    }
    const now = Date.now();
    if (gaps.needsHorizon(now)) await giveUpRolledBack(client, gaps, now);
    if (now - savedAt > (isNews() ? SAVE_EVERY_MS : SAVE_IDLE_MS)) await save();
    if (rows.length === 0 && (around.link.isNew || now - checkedAt > EPOCH_EVERY_MS)) {
      around.link.isNew = false;
      await checkEpoch();
      checkedAt = now;
    }
    if (settled() > beaten && now - beatenAt > HEARTBEAT_MS) {
      beaten = settled();
      beatenAt = now;
      await noteAcks([(await publishHeartbeat(hub, context, mark())).streamSeq]);
    }
    if (now - sweptAt > SWEEP_EVERY_MS) {
      await sweepOutbox(client, await passedByAll(client, consumersOf[context]));
      sweptAt = now;
    }
    // Filled gaps come on top.
    if (rows.length >= TURN_LIMIT) continue;
    const isQuiet = rows.length === 0 && gaps.lowest() === undefined;
    const wasRung = await around.wakeUp.wait(poll);
    poll = isQuiet && !wasRung ? Math.min(poll * 2, LONGEST_POLL_MS) : SAFETY_POLL_MS;
  }
  await save();
}

/** All messages of a turn are in flight together, in order. Answers with the positions that the stream gave. */
async function publishTurn(
  hub: HubConnection,
  context: Context,
  rows: readonly StoredBundle[],
  mark: OutboxMark,
): Promise<readonly number[]> {
  const runs = runsOfOneType(rows);
  const acks = await Promise.all(
    runs.map((bundles, index) =>
      // Only the last message of the turn may claim that the whole turn is out.
      publishBatch(hub, { context, type: bundles[0].type, bundles, mark: index === runs.length - 1 ? mark : { ...mark, settled: 0n } }),
    ),
  );
  return acks.map((ack) => ack.streamSeq);
}

function eventsIn(bundles: readonly StoredBundle[]): number {
  return bundles.reduce((sum, { elements }) => sum + elements.length, 0);
}

type Run = [StoredBundle, ...StoredBundle[]];

/** Characters of one message, of which each may take three bytes: the broker takes 8 MB. */
const FULL_MESSAGE = 1024 * 1024;

/** Neighbours of one type go in one message, while they fit: others would take from each order the order of what it said. */
function runsOfOneType(bundles: readonly StoredBundle[]): readonly Run[] {
  const runs: Run[] = [];
  let size = 0;
  for (const bundle of bundles) {
    const own = bundle.elements.reduce((sum, element) => sum + element.length, 0);
    const run = runs.at(-1);
    if (run?.[0].type === bundle.type && size + own <= FULL_MESSAGE) {
      run.push(bundle);
      size += own;
    } else {
      runs.push([bundle]);
      size = own;
    }
  }
  return runs;
}

async function giveUpRolledBack(client: PoolClient | Client, gaps: Gaps, now: number): Promise<void> {
  const { rows } = await client.query<{ oldest: string; next: string }>(
    'select pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next',
  );
  const row = rows[0];
  if (row !== undefined) gaps.giveUp(now, BigInt(row.oldest), BigInt(row.next));
}

async function flushWatermarks(client: PoolClient | Client, told: Map<string, OutboxMark>, fence: bigint): Promise<void> {
  const believed = [...told].filter(([, mark]) => mark.fence === fence).map(([consumer, mark]) => [consumer, mark.settled] as const);
  told.clear();
  if (believed.length > 0) await noteWatermarks(client, new Map(believed));
}
