import type { NewEvent } from '@orderloom/contracts';
import { inTransaction, newId, type Outbox, type Tx } from '@orderloom/outbox';
import type { RawArchive } from '@orderloom/raw-archive';
import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { CanonicalOrder } from '../domain/canonical-order.ts';
import { interpretOrder, type Interpretation } from '../domain/interpret-order.ts';
import type { Catalogue } from './catalogue.ts';
import type { Mappings } from './mappings.ts';
import { orderCapturedEvent } from './order-captured-event.ts';
import type { FetchedOrder, ShopChannel } from './ports.ts';
import { heldEvent, releasedEvent } from './quarantine-events.ts';
import { buyerTokenOf, factsOf, recipientsOf, type RecipientDeps, type RecipientOf } from './seal-recipient.ts';
import type { CapturedOrders, HeldPayload, IntakeWork, KeptBody, OrderCapture, Quarantine, RecipientFacts } from './stores.ts';

export interface CaptureDeps extends RecipientDeps {
  readonly pool: Pool;
  readonly outbox: Outbox;
  readonly archive: RawArchive;
  readonly orders: CapturedOrders;
  readonly quarantine: Quarantine;
  readonly work: IntakeWork;
  readonly mappings: Mappings;
  readonly catalogue: Catalogue;
  readonly noteShape: (system: string, kind: string, document: unknown) => void;
  readonly noteLag: (shopId: string, milliseconds: number) => void;
  readonly now: () => Date;
}

/** A fetched order with the wake-up that asked for it; without one it came from a poll or a replay. */
export interface OrderToCapture {
  readonly fetched: FetchedOrder;
  readonly receivedAt: Date;
  readonly generation: bigint | undefined;
  /** Trace of the push that asked for it. */
  readonly traceparent?: string;
  /** Whether a push asked for it. */
  readonly pushed?: boolean;
  /** Set when the body is in the archive already (a replay). */
  readonly rawId?: string;
}

export interface CaptureReport {
  readonly told: number;
  readonly held: readonly string[];
}

interface Ready {
  readonly item: OrderToCapture;
  readonly order: CanonicalOrder;
  readonly recipient: RecipientOf;
  readonly capture: OrderCapture;
}

/** What a capture tells, and the bodies that it tells it from. */
interface Said {
  readonly events: readonly NewEvent[];
  readonly bodies: readonly KeptBody[];
}

const turns = new WeakMap<ShopChannel, Promise<CaptureReport>>();

/**
 * Interprets fetched orders of one shop and tells the hub what is news: one transaction for all of them. A push and a poll may bring
 * the same order at the same moment; one after the other, the second finds the recipient that the first has sealed.
 */
export function captureOrders(deps: CaptureDeps, channel: ShopChannel, items: readonly OrderToCapture[]): Promise<CaptureReport> {
  const capture = (): Promise<CaptureReport> => captureInTurn(deps, channel, items);
  const turn = (turns.get(channel) ?? Promise.resolve()).then(capture, capture);
  turns.set(channel, turn);
  return turn;
}

async function captureInTurn(deps: CaptureDeps, channel: ShopChannel, items: readonly OrderToCapture[]): Promise<CaptureReport> {
  const latest = [...new Map(items.map((item) => [item.fetched.platformOrderNo, item])).values()];
  if (latest.length === 0) return { told: 0, held: [] };
  const { shop } = channel;
  const mapping = await deps.mappings.current(`${shop.system}-order`);
  const findProduct = await deps.catalogue.finder(shop.id);
  const readings = latest.map((item) => ({ item, reading: interpretOrder(item.fetched.document, mapping, findProduct) }));
  // A replay shows the form of yesterday.
  const live = latest.find((item) => item.rawId === undefined);
  if (live !== undefined) deps.noteShape(shop.system, 'order', live.fetched.document);

  const understood = readings.flatMap(({ item, reading }) => (reading.kind === 'order' ? [{ item, order: reading.order }] : []));
  const known = await deps.orders.known(
    shop.id,
    understood.map(({ order }) => order.platformOrderNo),
  );
  const recipients = await recipientsOf(
    deps,
    channel,
    understood.map(({ order }) => order),
    known,
  );
  const ready = understood.flatMap(({ item, order }) => {
    const recipient = recipients.get(order.platformOrderNo);
    return recipient === undefined || lacksRecipient(order, recipient) ? [] : [readyOf(item, order, recipient)];
  });
  const readyNos = new Set(ready.map(({ order }) => order.platformOrderNo));
  const held = readings.filter(({ item }) => !readyNos.has(item.fetched.platformOrderNo));
  // What stands is looked up before the transaction; what is new is sealed in it.
  const facts = await deps.vault.facts(
    ready.filter(({ recipient }) => recipient.fresh === undefined && recipient.token !== '').map(({ recipient }) => recipient.token),
  );

  const told = await inTransaction(deps.pool, async (tx) => {
    const said = [await tellNews(deps, tx, channel, ready, facts), await hold(deps, tx, channel, held)];
    const events = said.flatMap((one) => one.events);
    const woken = latest.flatMap(({ fetched, generation }) =>
      generation === undefined ? [] : [{ platformNo: fetched.platformOrderNo, generation }],
    );
    const bodies = said.flatMap((one) => one.bodies);
    await Promise.all([deps.outbox.append(tx, events), deps.work.finish(tx, shop.id, 'ORDER', woken, bodies)]);
    return events.length;
  });
  return { told, held: held.map(({ item }) => item.fetched.platformOrderNo) };
}

async function tellNews(
  deps: CaptureDeps,
  tx: Tx,
  channel: ShopChannel,
  ready: readonly Ready[],
  facts: ReadonlyMap<string, RecipientFacts>,
): Promise<Said> {
  const { shop } = channel;
  const fresh = new Map(
    (
      await deps.orders.capture(
        tx,
        shop.id,
        ready.map(({ capture }) => capture),
      )
    ).map((one) => [one.platformOrderNo, one]),
  );
  const news = ready.flatMap((one) => {
    const capture = fresh.get(one.order.platformOrderNo);
    return capture === undefined ? [] : [{ ...one, fresh: capture }];
  });
  await deps.vault.seal(
    tx,
    shop.id,
    news.flatMap(({ recipient }) => (recipient.fresh === undefined ? [] : [recipient.fresh])),
    deps.now(),
  );
  const released = await deps.quarantine.release(
    tx,
    shop.id,
    'ORDER',
    ready.map(({ order }) => order.platformOrderNo),
    deps.now(),
  );
  for (const {
    order,
    item,
    fresh: { first },
  } of news)
    if (first) deps.noteLag(shop.id, item.receivedAt.getTime() - order.createdAt.getTime());
  const events = [
    ...news.map((one) =>
      orderCapturedEvent({
        shop,
        order: one.order,
        fresh: one.fresh,
        recipient: one.recipient.fresh === undefined ? facts.get(one.recipient.token) : factsOf(shop.id, one.recipient.fresh),
        buyerToken: one.recipient.fresh?.buyerToken ?? buyerTokenOf(deps.vault, one.order.buyerOpenId),
        receivedAt: one.item.receivedAt,
        rawRef: deps.archive.refOf(one.capture.rawId),
        traceparent: one.item.traceparent ?? '',
        pushed: one.item.pushed ?? false,
      }),
    ),
    ...released.map((entry) => releasedEvent(shop, entry, deps.now())),
  ];
  return { events, bodies: bodiesOf(channel, news) };
}

async function hold(
  deps: CaptureDeps,
  tx: Tx,
  channel: ShopChannel,
  held: readonly { readonly item: OrderToCapture; readonly reading: Interpretation }[],
): Promise<Said> {
  if (held.length === 0) return { events: [], bodies: [] };
  const { shop } = channel;
  const rows = held.map(({ item, reading }) => ({ item, rawId: item.rawId ?? newId(), payload: reading }));
  const payloads = rows.map(({ item, rawId, payload }): HeldPayload => {
    const trouble =
      payload.kind === 'trouble'
        ? payload.trouble
        : {
            reason: 'MISSING_FIELD' as const,
            field: 'recipient.detail',
            detail: 'the platform gives no recipient for an order that must be shipped',
          };
    const { platformOrderNo } = item.fetched;
    return { kind: 'ORDER', platformNo: platformOrderNo, platformOrderNo, ...trouble, hint: {}, rawId };
  });
  const told = await deps.quarantine.hold(tx, shop.id, payloads, deps.now());
  const kept = rows.map(({ item, rawId }) => ({ item, capture: { rawId } }));
  return {
    events: told.map((entry) => heldEvent(shop, entry, deps.archive.refOf(entry.rawId), deps.now())),
    bodies: bodiesOf(channel, kept),
  };
}

/** The bodies that are not in the archive yet. */
function bodiesOf(
  channel: ShopChannel,
  rows: readonly { readonly item: OrderToCapture; readonly capture: { readonly rawId: string } }[],
): readonly KeptBody[] {
  const unsaved = rows.filter(({ item }) => item.rawId === undefined);
  return unsaved.map(({ item, capture }) => ({
    id: capture.rawId,
    direction: 'ANSWER',
    system: channel.shop.system,
    operation: 'order',
    contentType: 'application/json',
    body: item.fetched.body,
    receivedAt: item.fetched.readAt,
    subject: item.fetched.platformOrderNo,
  }));
}

function readyOf(item: OrderToCapture, order: CanonicalOrder, recipient: RecipientOf): Ready {
  return {
    item,
    order,
    recipient,
    capture: {
      platformOrderNo: order.platformOrderNo,
      version: BigInt(order.updatedAt.getTime()),
      state: order.state,
      fingerprint: fingerprintOf(order, recipient.token),
      recipientToken: recipient.token,
      recipientSourceIndex: recipient.sourceIndex,
      lines: order.lines,
      extensions: order.extensions,
      createdAt: order.createdAt,
      receivedAt: item.receivedAt,
      readAt: item.fetched.readAt,
      rawId: item.rawId ?? newId(),
    },
  };
}

/** A paid order without a recipient can go nowhere. */
function lacksRecipient(order: CanonicalOrder, recipient: RecipientOf): boolean {
  return order.state === 'PAID' && recipient.token === '';
}

/** The same fingerprint is the same state; the platform's update time alone is no news, and a mapping version neither. */
function fingerprintOf(order: CanonicalOrder, token: string): string {
  const { recipient: _recipient, updatedAt: _updatedAt, mappingVersion: _mappingVersion, ...told } = order;
  // JSON has no bigint; a replacer would be asked for every field of every order.
  const text = JSON.stringify({
    ...told,
    goodsAmount: told.goodsAmount.toString(),
    discountAmount: told.discountAmount.toString(),
    freightAmount: told.freightAmount.toString(),
    paidAmount: told.paidAmount.toString(),
    lines: told.lines.map((line) => ({ ...line, unitPrice: line.unitPrice.toString(), paidShare: line.paidShare.toString() })),
    token,
  });
  return hash('sha1', text, 'base64url');
}
