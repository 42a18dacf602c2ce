import type { NewEvent } from '@orderloom/contracts';
import { inTransaction, type Tx } from '@orderloom/outbox';
import { runWithTraceparent, traceparentOf } from '@orderloom/telemetry';
import { endOf, saveExchanges, type End, type OutsideDeps } from './answer-outside.ts';
import type { ShipNotice } from './ports.ts';
import { createSender, type Answered, type Sender } from './sender.ts';

export interface PlannedNotice extends ShipNotice {
  readonly orderId: string;
  readonly shopId: string;
  readonly unknown: boolean;
  readonly attempts: number;
  readonly traceparent: string;
}

export interface SettledNotice {
  readonly notice: PlannedNotice;
  readonly state: 'SENT' | 'REFUSED';
  readonly refusal: string | undefined;
  readonly rawId: string | undefined;
}

export interface ShipNotices {
  plan(tx: Tx, notices: readonly Omit<PlannedNotice, 'unknown' | 'attempts'>[], now: Date): Promise<void>;
  /** Marks what is due as UNKNOWN before the call, so that a crash in between is looked up and not repeated. */
  claim(limit: number, now: Date, leaseMs: number): Promise<readonly PlannedNotice[]>;
  /** Answers with those that were still open: what another process has settled meanwhile is told no second time. */
  settle<Settled extends SettledNotice>(tx: Tx, settled: readonly Settled[], at: Date): Promise<readonly Settled[]>;
  again(tx: Tx, notices: readonly { readonly notice: PlannedNotice; readonly unknown: boolean; readonly dueAt: Date }[]): Promise<void>;
}

type Deps = OutsideDeps & { readonly notices: ShipNotices };

interface Told {
  readonly end: End;
  readonly system: string;
  readonly traceparent: string;
}

const LEASE_MS = 30_000;

/** Tells the platform that a parcel is on its way. */
export function createShipNoticeSender(deps: Deps): Sender {
  return createSender({
    name: 'ship-notice',
    log: deps.log,
    claim: (limit) => deps.notices.claim(limit, deps.now(), LEASE_MS),
    ask: (notice) => runWithTraceparent(notice.traceparent, 'ship notice', () => sendNotice(deps, notice)),
    settle: (answered) => settle(deps, answered),
  });
}

async function sendNotice(deps: Deps, notice: PlannedNotice): Promise<Told | undefined> {
  const channel = deps.channels.get(notice.shopId);
  if (channel === undefined) return undefined;
  const { unknown, attempts } = notice;
  const look = (): Promise<boolean> => channel.knowsShipNotice(notice);
  const send = () => channel.sendShipNotice(notice);
  const end = await endOf(deps, { unknown, attempts, look, send }, { parcel: notice.parcelId });
  return { end, system: channel.shop.system, traceparent: traceparentOf() ?? '' };
}

async function settle(deps: Deps, answered: readonly Answered<PlannedNotice, Told>[]): Promise<void> {
  const at = deps.now();
  const heard = answered.flatMap(({ item, end: { end, system } }) =>
    end.kind === 'again' || end.exchange === undefined ? [] : [{ item, system, subject: item.platformOrderNo, exchange: end.exchange }],
  );
  await inTransaction(deps.pool, async (tx) => {
    const ids = await saveExchanges(tx, deps, heard);
    const rawIds = new Map(heard.map(({ item }, index) => [item, ids[index]]));
    const settled = answered.flatMap(({ item: notice, end: { end, ...told } }): (SettledNotice & Omit<Told, 'end'>)[] => {
      if (end.kind === 'again') return [];
      const common = { ...told, notice, rawId: rawIds.get(notice) };
      return [end.kind === 'done' ? { ...common, state: 'SENT', refusal: undefined } : { ...common, state: 'REFUSED', refusal: end.words }];
    });
    await deps.notices.again(
      tx,
      answered.flatMap(({ item: notice, end: { end } }) => (end.kind === 'again' ? [{ notice, ...end }] : [])),
    );
    const open = await deps.notices.settle(tx, settled, at);
    await deps.outbox.append(
      tx,
      open.map((one) => eventOf(deps, one, at)),
    );
  });
}

function eventOf(
  deps: Deps,
  { notice, state, refusal, system, traceparent, rawId }: SettledNotice & Omit<Told, 'end'>,
  at: Date,
): NewEvent {
  const { orderId, parcelId, trackingNumber } = notice;
  const rawRef = rawId === undefined ? '' : deps.archive.refOf(rawId);
  const common = { aggregateId: orderId, orderId, system, occurredAt: at, rawRef, traceparent };
  const told = { orderId, parcelId, trackingNumber };
  return state === 'SENT'
    ? { ...common, type: 'hub.channel.ship-notice-sent.v1', data: { ...told, sentAt: at } }
    : { ...common, type: 'hub.channel.ship-notice-refused.v1', data: { ...told, reason: refusal ?? '', refusedAt: at } };
}
