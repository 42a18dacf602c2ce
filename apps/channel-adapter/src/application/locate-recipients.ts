import type { NewEvent } from '@orderloom/contracts';
import { alarm, inTransaction, type Outbox } from '@orderloom/outbox';
import type { NewRaw, RawArchive } from '@orderloom/raw-archive';
import type { Logger } from '@orderloom/service-runtime';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Precision } from '../domain/districts.ts';
import { precisionOf } from './order-captured-event.ts';
import { pace } from './pace.ts';
import type { Exchange } from './ports.ts';
import type { GeocodeItem, Geocoding, LocatedRecipient } from './stores.ts';

export interface FoundPlace {
  readonly longitude: number;
  readonly latitude: number;
  readonly precision: Precision;
}

/** The map service. Places in the order of the addresses; undefined where it knows none. */
export interface MapService {
  readonly batch: number;
  geocode(
    addresses: readonly { readonly address: string; readonly city: string }[],
  ): Promise<{ readonly places: readonly (FoundPlace | undefined)[]; readonly exchange: Exchange }>;
  close(): Promise<void>;
}

export interface LocateDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly geocoding: Geocoding;
  readonly map: MapService;
  readonly log: Logger;
  readonly now: () => Date;
}

export interface Locator {
  wake(): void;
  start(): void;
  stop(): Promise<void>;
}

const IDLE_MS = 2_000;
const TURN_EVERY_MS = 250;
/** When many wait, there are fewer and larger turns. */
const CROWD = 50;
const CROWDED_EVERY_MS = 1_000;
/**
 * A look at all who wait costs by their number, and tells those too whose place was known before they came or whose order got its id late. It may
 * take a twentieth of the time; in between only those are looked at whose place has been found since.
 */
const LOOK_SHARE = 1 / 20;
const LOOK_AT_LEAST_EVERY_MS = 10_000;
const TAKE = 800;
/** What was answered is told so often at the least: a slow map service holds up only those who wait for it still. */
const TELL_EVERY_MS = 1_000;

/** Refines district centroids by the map service, afterwards and in batches: its failure never holds up an order. */
export function createLocator(deps: LocateDeps): Locator {
  const bell = alarm();
  /** Found since the last look at all, and not told yet: their orders may have no ids so far. */
  const untold = new Set<string>();
  let nextLookAt = -Infinity;
  let isLookOwed = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  const tellFound = async (answered: readonly Answered[]): Promise<number> => {
    for (const { items } of answered) for (const { token } of items) untold.add(token);
    const began = performance.now();
    const atAll = began >= nextLookAt;
    isLookOwed = !atAll;
    if (isLookOwed && untold.size === 0) return 0;
    const told = await tell(deps, answered, atAll ? undefined : [...untold]);
    if (atAll) {
      nextLookAt = began + Math.min(LOOK_AT_LEAST_EVERY_MS, (performance.now() - began) / LOOK_SHARE);
      untold.clear();
    }
    for (const { token } of told) untold.delete(token);
    return told.length;
  };
  const locate = async (due: readonly GeocodeItem[]): Promise<number> => {
    const answered: Answered[] = [];
    let told = 0;
    let toldAt = performance.now();
    for await (const one of ask(deps, due)) {
      answered.push(one);
      if (stopped) break;
      if (performance.now() - toldAt < TELL_EVERY_MS) continue;
      told += await tellFound(answered.splice(0));
      toldAt = performance.now();
    }
    // With nothing answered too: places may be known already, and told only now that their orders have ids.
    return told + (await tellFound(answered));
  };
  const run = async (): Promise<void> => {
    const turn = pace(TURN_EVERY_MS);
    let isCrowded = false;
    while (!stopped) {
      await turn(isCrowded ? CROWDED_EVERY_MS : undefined);
      let done = 0;
      try {
        const due = await deps.geocoding.due(TAKE, deps.now());
        isCrowded = due.length >= CROWD;
        done = due.length + (await locate(due));
      } catch (error) {
        deps.log.warn({ err: error }, 'locating failed');
      }
      if (!stopped && done === 0) await bell.wait(isLookOwed ? Math.max(0, nextLookAt - performance.now()) : IDLE_MS);
    }
  };
  return {
    wake: bell.ring,
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      bell.ring();
      await running;
    },
  };
}

interface Answered {
  readonly rawId: string;
  readonly exchange: Exchange;
  readonly items: readonly GeocodeItem[];
  readonly places: readonly (FoundPlace | undefined)[];
}

async function* ask(deps: LocateDeps, due: readonly GeocodeItem[]): AsyncGenerator<Answered> {
  for (let from = 0; from < due.length; from += deps.map.batch) {
    const items = due.slice(from, from + deps.map.batch);
    try {
      yield { ...(await deps.map.geocode(items)), rawId: uuidv7(), items };
    } catch (error) {
      const attempts = Math.max(...items.map((item) => item.attempts));
      await deps.geocoding.postpone(items, new Date(deps.now().getTime() + Math.min(600_000, 5_000 * 2 ** Math.min(attempts, 7))));
      deps.log.warn({ err: error, waiting: items.length }, 'map service did not answer');
    }
  }
}

/** Keeps what was answered and tells the places that are known by now, of all who wait or of these, all in one transaction. */
async function tell(deps: LocateDeps, answered: readonly Answered[], tokens?: readonly string[]): Promise<readonly LocatedRecipient[]> {
  const found = answered.flatMap(({ rawId, items, places }) =>
    items.flatMap((item, index) => {
      const place = places[index];
      return place === undefined ? [] : [{ addressIndex: item.addressIndex, rawId, ...place }];
    }),
  );
  const unknown = answered.flatMap(({ items, places }) => items.filter((_item, index) => places[index] === undefined));
  const useful = new Set(found.map(({ rawId }) => rawId));
  return inTransaction(deps.pool, async (tx) => {
    const now = deps.now();
    await deps.geocoding.found(tx, found, now);
    await deps.geocoding.unknown(
      tx,
      unknown.map(({ token }) => token),
    );
    await deps.archive.save(
      tx,
      answered.filter(({ rawId }) => useful.has(rawId)).map(({ rawId, exchange }) => bodyOf(rawId, exchange, now)),
    );
    const located = await deps.geocoding.settle(tx, tokens);
    await deps.outbox.append(
      tx,
      located.map((one) => locatedEvent(one, one.rawId === '' ? '' : deps.archive.refOf(one.rawId))),
    );
    return located;
  });
}

function bodyOf(id: string, exchange: Exchange, receivedAt: Date): NewRaw {
  const { operation, answer: body } = exchange;
  return { id, direction: 'ANSWER', system: 'amap', operation, contentType: 'application/json', body, receivedAt, subject: '' };
}

function locatedEvent(located: LocatedRecipient, rawRef: string): NewEvent<'hub.channel.recipient-located.v1'> {
  return {
    type: 'hub.channel.recipient-located.v1',
    aggregateId: located.orderId,
    orderId: located.orderId,
    system: 'amap',
    actor: 'amap',
    rawRef,
    data: {
      orderId: located.orderId,
      recipientToken: located.token,
      coordinate: { longitude: located.longitude, latitude: located.latitude, precision: precisionOf(located.precision) },
    },
  };
}
