import { inTransaction, type Tx } from '@orderloom/outbox';
import { runWithTraceparent } from '@orderloom/telemetry';
import { backOff, createSender, saveExchange, sendOnce, type OutsideDeps, type Sender } from './answer-outside.ts';
import type { Exchange, ShipNotice, ShopChannel } from './ports.ts';

export interface PlannedNotice extends ShipNotice {
  readonly orderId: string;
  readonly shopId: string;
  readonly unknown: boolean;
  readonly attempts: number;
  readonly traceparent: string;
}

export interface ShipNotices {
  plan(tx: Tx, notices: readonly Omit<PlannedNotice, 'unknown' | 'attempts'>[], now: Date): Promise<void>;
  /** Marks what is due as UNKNOWN before the call, so that a crash in between is looked up and not repeated. */
  claim(limit: number, now: Date, leaseMs: number): Promise<readonly PlannedNotice[]>;
  settle(
    tx: Tx,
    parcelId: string,
    end: {
      readonly state: 'SENT' | 'REFUSED';
      readonly refusal: string | undefined;
      readonly rawId: string | undefined;
      readonly at: Date;
    },
  ): Promise<void>;
  again(parcelId: string, at: { readonly unknown: boolean; readonly dueAt: Date }): Promise<void>;
}

const LEASE_MS = 30_000;
const TOGETHER = 16;

/** Tells the platform that a parcel is on its way. */
export function createShipNoticeSender(deps: OutsideDeps & { readonly notices: ShipNotices }): Sender {
  return createSender({
    name: 'ship-notice',
    log: deps.log,
    claim: () => deps.notices.claim(TOGETHER, deps.now(), LEASE_MS),
    handle: (notice) => runWithTraceparent(notice.traceparent, 'ship notice', () => sendNotice(deps, notice)),
  });
}

async function sendNotice(deps: OutsideDeps & { readonly notices: ShipNotices }, notice: PlannedNotice): Promise<void> {
  const channel = deps.channels.get(notice.shopId);
  if (channel === undefined) return;
  let unknown = notice.unknown;
  try {
    const outcome = await sendOnce({ unknown, look: () => channel.knowsShipNotice(notice), send: () => channel.sendShipNotice(notice) });
    switch (outcome.kind) {
      case 'found':
        return await settle(deps, channel, notice, { state: 'SENT', refusal: undefined, exchange: undefined });
      case 'done':
        return await settle(deps, channel, notice, { state: 'SENT', refusal: undefined, exchange: outcome.exchange });
      case 'refused':
        return await settle(deps, channel, notice, { state: 'REFUSED', refusal: outcome.words, exchange: outcome.exchange });
      case 'later':
        unknown = false;
        break;
      case 'unknown':
        unknown = true;
        break;
    }
  } catch (error) {
    deps.log.warn({ parcel: notice.parcelId, err: error }, 'ship notice not looked up');
  }
  await deps.notices.again(notice.parcelId, { unknown, dueAt: backOff(notice.attempts, deps.now()) });
}

async function settle(
  deps: OutsideDeps & { readonly notices: ShipNotices },
  channel: ShopChannel,
  notice: PlannedNotice,
  end: { readonly state: 'SENT' | 'REFUSED'; readonly refusal: string | undefined; readonly exchange: Exchange | undefined },
): Promise<void> {
  const { system } = channel.shop;
  const at = deps.now();
  await inTransaction(deps.pool, async (tx) => {
    const rawId = end.exchange === undefined ? undefined : await saveExchange(tx, deps, system, notice.platformOrderNo, end.exchange);
    await deps.notices.settle(tx, notice.parcelId, { state: end.state, refusal: end.refusal, rawId, at });
    const common = {
      aggregateId: notice.orderId,
      orderId: notice.orderId,
      system,
      occurredAt: at,
      rawRef: rawId === undefined ? '' : deps.archive.refOf(rawId),
    };
    const told = { orderId: notice.orderId, parcelId: notice.parcelId, trackingNumber: notice.trackingNumber };
    await deps.outbox.append(tx, [
      end.state === 'SENT'
        ? { ...common, type: 'hub.channel.ship-notice-sent.v1', data: { ...told, sentAt: at } }
        : { ...common, type: 'hub.channel.ship-notice-refused.v1', data: { ...told, reason: end.refusal ?? '', refusedAt: at } },
    ]);
  });
}
